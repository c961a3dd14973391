"""The customers of a tenant as a list (`CustomerDirectory`), from the directory index.

Every restriction of the tenant is a sorted stream of its own. In the order of creation a page is the merge of
the streams the caller may read, each read no further than needed. Any filter or other order is one pass over
them. What an index returns may be stale, so documents that are fetched are looked at again.
"""

from __future__ import annotations

import heapq
import itertools
import time
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items import CustomerItem, MembershipItem, customer_from
from shared.adapters.dynamodb.keys import customer_key, directory_key, membership_partition, realm
from shared.domain.customer import Customer, customer_document
from shared.domain.errors import InvalidQuery
from shared.domain.instants import instant_text
from shared.domain.query.values import Type, instant_of
from shared.ports import Page, PageRequest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.tenants import Tenants
    from shared.domain.access import Access
    from shared.domain.query.evaluation import Query
    from shared.domain.query.order import Order

INDEX = "directory"
PASS_SECONDS = 20.0
_NOT_IN_INDEX = frozenset({"addresses", "mixins"})


class Directory:
    """Pages of the tenant's customers."""

    def __init__(self, table: Table, tenants: Tenants) -> None:
        self._table = table
        self._tenants = tenants

    def page(self, tenant: str, access: Access, query: Query, order: Order, request: PageRequest) -> Page:
        """See `CustomerDirectory.page`."""
        if query.is_empty and order.is_default and not _own_adds_to_wide(access):
            return self._page_by_creation(tenant, access, query, order, request)
        return self._page_by_pass(tenant, access, query, order, request)

    def _page_by_creation(
        self, tenant: str, access: Access, query: Query, order: Order, request: PageRequest
    ) -> Page:
        offset = 0 if request.after is not None else (request.number - 1) * request.size
        wanted = offset + request.size
        realms = self._realms(tenant, access)
        streams = [self._stream(partition, request.after, limit=wanted + 1) for partition in realms]
        merged = _in_time(heapq.merge(*streams, key=lambda customer: (customer.created_at, customer.number)))
        # A customer whose restriction changes while its streams are read may be in two of them.
        unique = (next(group) for _, group in itertools.groupby(merged, key=lambda c: c.number))
        customers = list(itertools.islice(unique, offset, wanted))
        there_is_more = next(unique, None) is not None
        total = None
        if request.with_total:
            total = sum(self._table.count(CustomerItem.realm == each, index=INDEX) for each in realms)
        position = order.position(customer_document(customers[-1])) if there_is_more else None
        if request.complete:
            return Page(self._still_matching(tenant, access, query, customers), position, total)
        return Page(customers, position, total)

    def _page_by_pass(
        self, tenant: str, access: Access, query: Query, order: Order, request: PageRequest
    ) -> Page:
        needed = query.top_level_fields() | order.top_level_fields()
        from_documents = bool(needed & _NOT_IN_INDEX)
        matches = []
        for customer in self._candidates(tenant, access, complete=from_documents):
            document = customer_document(customer)
            if access.sees(customer) and query.matches(document):
                matches.append((order.key(document), customer))
        matches.sort(key=lambda match: match[0])
        if request.after is not None:
            reached = order.key_of_position(request.after)
            start = next((i for i, (key, _) in enumerate(matches) if reached < key), len(matches))
        else:
            start = (request.number - 1) * request.size
        end = start + request.size
        page = [customer for _, customer in matches[start:end]]
        position = order.position(customer_document(page[-1])) if page and len(matches) > end else None
        total = len(matches) if request.with_total else None
        if request.complete and not from_documents:
            return Page(self._still_matching(tenant, access, query, page), position, total)
        return Page(page, position, total)

    def _still_matching(
        self, tenant: str, access: Access, query: Query, listed: Iterable[Customer]
    ) -> Iterator[Customer]:
        """The customers whole, as they are now, without those that no longer belong to the list."""
        for customer in self._documents(tenant, listed):
            if access.sees(customer) and query.matches(customer_document(customer)):
                yield customer

    def _candidates(self, tenant: str, access: Access, *, complete: bool) -> Iterator[Customer]:
        """Each customer that the caller may see, and possibly some that it may not, once each."""
        seen: set[str] = set()
        streams = [self._stream(partition) for partition in self._realms(tenant, access)]
        listed: Iterable[Customer] = itertools.chain.from_iterable(streams)
        if complete:
            listed = self._documents(tenant, listed)
        own = self._own_candidates(tenant, access) if _own_adds_to_wide(access) else ()
        for customer in _in_time(itertools.chain(own, listed)):
            if customer.number not in seen:
                seen.add(customer.number)
                yield customer

    def _own_candidates(self, tenant: str, access: Access) -> Iterator[Customer]:
        """The caller itself, and the customers of its legal entities."""
        numbers = {access.number} if access.number is not None else set()
        for entity in access.legal_entities:
            partition = MembershipItem.pk == membership_partition(tenant, entity.id)
            numbers |= {raw["sk"]["S"] for raw in self._table.query(partition, consistent=True)}
        return self._by_number(tenant, sorted(numbers))

    def _documents(self, tenant: str, listed: Iterable[Customer]) -> Iterator[Customer]:
        """The customers whole, as they are now, in the same order; those that are gone are left out."""
        numbers = iter(customer.number for customer in listed)
        while chunk := list(itertools.islice(numbers, 100)):
            yield from self._by_number(tenant, chunk)

    def _by_number(self, tenant: str, numbers: Sequence[str]) -> Iterator[Customer]:
        keys = [customer_key(tenant, number) for number in numbers]
        found = self._table.batch_get(keys)
        for key in keys:
            customer = customer_from(found[key]) if key in found else None
            if isinstance(customer, Customer):
                yield customer

    def _realms(self, tenant: str, access: Access) -> list[str]:
        """The index partitions that the caller's wide grant reaches."""
        if access.wide is None:
            return []
        if access.wide.restrictions is None:
            reached: Iterable[str | None] = [None, *sorted(self._tenants.restrictions_ever(tenant))]
        else:
            # An empty name would be the partition of the customers without a restriction.
            reached = sorted(filter(None, access.wide.restrictions))
        return [realm(tenant, restriction) for restriction in reached]

    def _stream(
        self, partition: str, after: Sequence[object] | None = None, *, limit: int | None = None
    ) -> Iterator[Customer]:
        condition = CustomerItem.realm == partition
        if after is not None:
            condition &= CustomerItem.directory_key > _directory_key_at(after)
        for raw in self._table.query(condition, index=INDEX, limit=limit):
            customer = customer_from(raw)
            if isinstance(customer, Customer):
                yield customer


def _in_time(customers: Iterable[Customer]) -> Iterator[Customer]:
    """The customers, one by one. Raises `InvalidQuery` when getting at them takes longer than a pass may."""
    deadline = time.monotonic() + PASS_SECONDS
    for customer in customers:
        if time.monotonic() > deadline:
            raise InvalidQuery(
                "Reading this far takes too long for a tenant of this size; without 'q' and 'sort' a list is "
                "in order of creation, and 'next' leads through all of it."
            )
        yield customer


def _directory_key_at(position: Sequence[object]) -> str:
    """The index key of a position in the order of creation. Raises `InvalidQuery` for any other position."""
    match position:
        case [[Type.INSTANT, int(microseconds)], str(number)]:
            return directory_key(instant_text(instant_of(microseconds)), number)
        case _:
            raise InvalidQuery("Query parameter 'next' must be the X-Next-Cursor of an earlier answer.")


def _own_adds_to_wide(access: Access) -> bool:
    """Whether the `_own` grant may reach customers that the wide one does not."""
    if access.own is None or access.own == access.wide:
        return False
    return access.wide is None or access.wide.restrictions is not None
