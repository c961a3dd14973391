"""The customers of a tenant as a list (`CustomerDirectory`): carries out the plan that the domain makes.

Whatever comes through an index may be stale, so documents that are fetched are looked at again: whether they
still exist, are within the caller's reach and match.
"""

from __future__ import annotations

import heapq
import itertools
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.customer import customer_from
from shared.adapters.dynamodb.items.legal_entity import MembershipItem, is_contact
from shared.adapters.dynamodb.keys import account_key, customer_key, membership_partition, tenant_and_number
from shared.adapters.dynamodb.lists.index_rows import Streams, key_ranges
from shared.adapters.dynamodb.lists.plan import (
    Accounts,
    Contacts,
    Index,
    Numbers,
    Plan,
    Source,
    Stream,
    Texts,
    indexable_part,
    needs_documents,
    plan,
)
from shared.adapters.dynamodb.lists.push_down import filter_of
from shared.adapters.dynamodb.lists.read_budget import ReadBudget, ReadLimits
from shared.adapters.dynamodb.table import BATCH_GET_LIMIT
from shared.domain.customers.customer import Customer, customer_document
from shared.ports.lists import Page, PageRequest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from shared.adapters.dynamodb.stores.tenants import Tenants
    from shared.adapters.dynamodb.table import Item, Table
    from shared.domain.callers.access import Access
    from shared.domain.query.evaluation import Query
    from shared.domain.query.order import Key, Order

INDEX_KEYS = frozenset({"realm", "directoryKey", "nameKey", "emailKey", "companyKey"})
"""Attributes that place a customer in an index."""
SKIP_FROM = 500
"""Offset from which a page's beginning is looked for among keys, and what is before it not read."""
DOCUMENTS_KEPT = 200
"""Of the documents that a list goes through, the first; those of a page beyond are read once more."""


class Directory:
    """Pages of tenants' customers."""

    def __init__(self, table: Table, tenants: Tenants, limits: ReadLimits) -> None:
        self._table = table
        self._tenants = tenants
        self._limits = limits

    def page(self, tenant: str, access: Access, query: Query, order: Order, request: PageRequest) -> Page:
        """See `CustomerDirectory.page`."""
        page, _ = self.metered_page(tenant, access, query, order, request)
        return page

    def metered_page(
        self, tenant: str, access: Access, query: Query, order: Order, request: PageRequest
    ) -> tuple[Page, ReadBudget]:
        """The same, and what it has cost (complete once its customers have been gone through)."""
        budget = ReadBudget(self._limits)
        budget.is_for(query, order)
        chosen = plan(query, order, access)
        listing = _Listing(self._table, self._tenants, tenant, access, query, order, request, chosen, budget)
        if not isinstance(chosen.source, Stream | Texts) or not chosen.ordered:
            return listing.sorted_page(), budget
        if chosen.filtered:
            return listing.filtered_page(chosen.source), budget
        return listing.plain_page(chosen.source), budget


@dataclass(frozen=True)
class _Listing:
    """One page in the making."""

    table: Table
    tenants: Tenants
    tenant: str
    access: Access
    query: Query
    order: Order
    request: PageRequest
    plan: Plan
    budget: ReadBudget

    @property
    def _begin(self) -> int:
        return 0 if self.request.after is not None else (self.request.number - 1) * self.request.size

    @property
    def _end(self) -> int:
        return self._begin + self.request.size

    @cached_property
    def _needs_documents(self) -> bool:
        return needs_documents(self.query, self.order)

    def plain_page(self, source: Stream | Texts) -> Page:
        """A page of all customers in the order of an index: read are the page, and keys before it."""
        streams, ranges = self._streams(source.index), key_ranges(source, descending=self.plan.descending)
        begin, after = self._begin, self._after(streams)
        total = streams.count(ranges) if self.request.with_total else None
        if begin >= SKIP_FROM and len(ranges) == 1:
            after, begin = streams.sort_key_at(begin, ranges[0], descending=self.plan.descending), 0
            if after is None:
                return Page((), None, total)
        # Two more: the row at `after`, which is read again, and the one that tells whether the list goes on.
        limit = begin + self.request.size + 2
        rows = _unique(streams.rows(ranges, descending=self.plan.descending, after=after, limit=limit))
        page = list(itertools.islice(rows, begin, begin + self.request.size))
        position = streams.position_of(page[-1]) if page and next(rows, None) is not None else None
        at_hand = [customer for _, customer in _listed(page)] if source.index is Index.DIRECTORY else []
        # The default list is one request per stream, so that it is as the index has it, for any caller.
        return self._delivered(page, at_hand, position, total, may_lag=True)

    def filtered_page(self, source: Stream | Texts) -> Page:
        """A page of the customers that match, in the order of an index: read until the page is full."""
        streams, ranges = self._streams(source.index), key_ranges(source, descending=self.plan.descending)
        in_directory = source.index is Index.DIRECTORY
        rows = streams.rows(
            ranges,
            descending=self.plan.descending,
            after=self._after(streams),
            filter_condition=filter_of(self.query) if in_directory else None,
        )
        page: list[Item] = []
        at_hand: list[Customer] = []
        found = 0
        for row, customer in self._matching(self._customers_of(_unique(rows), in_directory=in_directory)):
            found += 1
            if self._begin < found <= self._end:
                page.append(row)
                if self._may_be_kept(found - self._begin):
                    at_hand.append(customer)
            elif found > self._end and not self.request.with_total:
                break
        position = streams.position_of(page[-1]) if page and found > self._end else None
        total = found if self.request.with_total else None
        return self._delivered(page, at_hand, position, total)

    def sorted_page(self) -> Page:
        """A page in an order that no index has: all are looked at, and as many kept as it reaches."""
        reached = None if self.request.after is None else self.order.key_of_position(self.request.after)
        found = 0

        def placed() -> Iterator[tuple[Key, list[object], str, Customer | None]]:
            nonlocal found
            for _, customer in self._matching(self._candidates()):
                found += 1
                document = customer_document(customer)
                key = self.order.key(document)
                if reached is None or reached < key:
                    kept_customer = customer if self._may_be_kept(found) else None
                    yield key, self.order.position(document), customer.number, kept_customer

        kept = heapq.nsmallest(self._end + 1, placed(), key=lambda place: place[0])
        page = kept[self._begin : self._end]
        position = page[-1][1] if page and len(kept) > self._end else None
        total = found if self.request.with_total else None
        at_hand = [customer for *_, customer in page if customer is not None]
        rows = [customer_key(self.tenant, number).raw() for _, _, number, _ in page]
        places = {number: place for _, place, number, _ in page}
        return self._delivered(rows, at_hand, position, total, places=places)

    def _may_be_kept(self, count: int) -> bool:
        """Whether so many customers fit into memory as they are; of more documents only the place is kept."""
        return not self._reads_documents or count <= DOCUMENTS_KEPT

    def _delivered(
        self,
        rows: list[Item],
        at_hand: list[Customer],
        position: list[object] | None,
        total: int | None,
        *,
        may_lag: bool = False,
        places: Mapping[str, list[object]] | None = None,
    ) -> Page:
        """The page, from what is at hand where that is all of it and good enough, else read once more.

        Rows of the directory lack some members and may lag a little behind. A caller who does not see every
        customer is not shown one that has just left its reach, unless `may_lag`. With `places`, by number,
        one that has moved in the order meanwhile is left to the page where it now belongs.
        """
        sees_all = self.access.wide is not None and self.access.wide.restrictions is None
        is_whole = self._reads_documents or not self.request.complete
        is_current = self._reads_documents or sees_all or may_lag
        if is_whole and is_current and len(at_hand) == len(rows):
            return Page(at_hand, position, total)
        still_matching = (
            customer
            for _, customer in self._matching(self._looked_up(rows))
            if places is None or places[customer.number] == self.order.position(customer_document(customer))
        )
        return Page(still_matching, position, total)

    @property
    def _reads_documents(self) -> bool:
        """Whether all candidates come as whole documents."""
        return not isinstance(self.plan.source, Stream) or self._needs_documents

    def _candidates(self) -> Iterator[tuple[Item, Customer]]:
        """Every customer that may be in the list, once each, in any order."""
        sources = [self.plan.source, *([self.plan.own] if self.plan.own is not None else [])]
        return _unique_customers(itertools.chain.from_iterable(map(self._customers_from, sources)))

    def _customers_from(self, source: Source) -> Iterator[tuple[Item, Customer]]:
        match source:
            case Numbers(numbers):
                return self._documents(numbers)
            case Accounts(emails):
                return self._documents(self._numbers_of_accounts(emails))
            case Contacts():
                return self._documents(self._numbers_of_contacts(source))
            case Texts(index):
                streams = self._streams(index)
                ranges = key_ranges(source, descending=False)
                return self._customers_of(_unique(streams.rows_in_any_order(ranges)), in_directory=False)
            case Stream(index):
                streams = self._streams(index)
                ranges = key_ranges(source, descending=False)
                rows = streams.rows_in_any_order(ranges, filter_of(self.query))
                return self._customers_of(rows, in_directory=True)

    def _customers_of(self, rows: Iterable[Item], *, in_directory: bool) -> Iterator[tuple[Item, Customer]]:
        """The customers of index rows: as the directory has them where that is enough, else whole."""
        if not in_directory:
            return self._looked_up(rows)
        if not self._needs_documents:
            return _listed(rows)
        testable = indexable_part(self.query)
        return self._looked_up(
            row for row, customer in _listed(rows) if testable.matches(customer_document(customer))
        )

    def _looked_up(self, rows: Iterable[Item]) -> Iterator[tuple[Item, Customer]]:
        """The customers of the rows whole, as they are now.

        A row whose customer is gone is left out, and so is one that the index has left where the customer no
        longer is: who has moved comes once, with the entry at the new place.
        """
        remaining = iter(rows)
        while chunk := list(itertools.islice(remaining, BATCH_GET_LIMIT)):
            keys = [customer_key(self.tenant, _number_of(row)) for row in chunk]
            found = self.table.batch_get(keys, meter=self.budget)
            for key, row in zip(keys, chunk, strict=True):
                if key in found and _is_at_its_place(row, found[key]):
                    customer = customer_from(found[key])
                    if isinstance(customer, Customer):
                        yield row, customer

    def _documents(self, numbers: Iterable[str]) -> Iterator[tuple[Item, Customer]]:
        """The customers with these numbers whole, as they are now, in this order."""
        return self._looked_up(customer_key(self.tenant, number).raw() for number in numbers)

    def _matching(self, candidates: Iterable[tuple[Item, Customer]]) -> Iterator[tuple[Item, Customer]]:
        for row, customer in candidates:
            if self.access.sees(customer) and self.query.matches(customer_document(customer)):
                yield row, customer

    def _numbers_of_accounts(self, emails: Iterable[str]) -> list[str]:
        keys = [account_key(self.tenant, email) for email in emails]
        found = self.table.batch_get(keys, meter=self.budget)
        return [found[key]["customerNumber"]["S"] for key in keys if key in found]

    def _numbers_of_contacts(self, members: Contacts) -> Iterator[str]:
        if members.number is not None:
            yield members.number
        for legal_entity in members.legal_entities:
            partition = MembershipItem.pk == membership_partition(self.tenant, legal_entity)
            rows = self.table.query(partition, consistent=True, meter=self.budget)
            yield from (row["sk"]["S"] for row in rows if is_contact(row))

    def _after(self, streams: Streams) -> str | None:
        return None if self.request.after is None else streams.sort_key_of_position(self.request.after)

    def _streams(self, index: Index) -> Streams:
        """The index as far as the caller's wide grant reaches."""
        wide = self.access.wide
        partitions = self.tenants.partitions(self.tenant, wide.restrictions) if wide is not None else []
        return Streams(self.table, index, partitions, self.budget)


def _number_of(row: Item) -> str:
    return tenant_and_number(row["pk"]["S"])[1]


def _is_at_its_place(row: Item, item: Item) -> bool:
    return all(item.get(name) == row[name] for name in INDEX_KEYS & row.keys())


def _listed(rows: Iterable[Item]) -> Iterator[tuple[Item, Customer]]:
    """The customers of directory rows, as the index has them."""
    for row in rows:
        customer = customer_from(row)
        if isinstance(customer, Customer):
            yield row, customer


def _unique(rows: Iterable[Item]) -> Iterator[Item]:
    """Each customer's first row: one whose restriction or text changes meanwhile may be found twice."""
    seen: set[str] = set()
    for row in rows:
        if (partition := row["pk"]["S"]) not in seen:
            seen.add(partition)
            yield row


def _unique_customers(candidates: Iterable[tuple[Item, Customer]]) -> Iterator[tuple[Item, Customer]]:
    seen: set[str] = set()
    for row, customer in candidates:
        if customer.number not in seen:
            seen.add(customer.number)
            yield row, customer
