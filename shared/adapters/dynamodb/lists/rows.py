"""Rows that lead to customers: from an index, in one order over all partitions, or keys that items name."""

from __future__ import annotations

import heapq
import itertools
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from shared.adapters.dynamodb.items.customer import TEXT_KEYS, CustomerItem, customer_from
from shared.adapters.dynamodb.items.former_place import FormerPlaceItem, stay_of
from shared.adapters.dynamodb.items.legal_entity import MembershipItem, is_contact
from shared.adapters.dynamodb.keys import (
    BY_CREATION,
    FORMER_PLACE_PREFIX,
    customer_key,
    folded_account_key,
    former_place_until,
    former_places,
    membership_partition,
)
from shared.adapters.dynamodb.lists.index_ranges import KeyRange, behind, key_ranges, position_of
from shared.adapters.dynamodb.lists.plan import (
    Accounts,
    AssignmentsOf,
    Contacts,
    Index,
    IndexRange,
    Numbers,
    Source,
    Texts,
)
from shared.adapters.dynamodb.lists.words_source import Words
from shared.adapters.dynamodb.writes import Key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.lists.resource import Resource
    from shared.adapters.dynamodb.stores.tenants import Tenants
    from shared.adapters.dynamodb.table import Meter, Part, Table
    from shared.adapters.dynamodb.writes import Item
    from shared.domain.callers.access import Access
    from shared.domain.query.walk import Walk

_Named = TypeVar("_Named")
_Read = TypeVar("_Read")
_CHUNK = 1000
"""Rows of an index to a request for former places, and between two, where a list is read to its end."""
_SORT_KEYS: Mapping[str, Any] = MappingProxyType({Index.DIRECTORY: CustomerItem.directory_key, **TEXT_KEYS})


class Rows:
    """Rows of one tenant, of indexes as far as the caller's wide grant reaches."""

    def __init__(
        self,
        table: Table,
        tenants: Tenants,
        resource: Resource,
        tenant: str,
        access: Access,
        *,
        budget: Meter,
    ) -> None:
        self._table = table
        self._tenants = tenants
        self._resource = resource
        self._tenant = tenant
        self._wide = access.wide
        self._budget = budget

    def along(self, index: Index) -> IndexRows:
        """Return the rows of an index, to be read in its order."""
        return IndexRows(self._table, index, self._partitions, self._budget)

    def of(self, source: Source, filter_condition: Condition | None = None) -> Iterator[Item]:
        """Yield what leads to a source's customers, in any order; of the directory what passes a filter."""
        match source:
            case Words():  # which have been looked up before, and are numbers then
                raise TypeError(source)
            case Numbers(numbers):
                return self._keys(numbers)
            case Accounts(emails):
                return self._keys(self._numbers_of_accounts(emails))
            case Contacts():
                return self._keys(self._numbers_of_contacts(source))
            case AssignmentsOf(numbers):
                return self._keys(self._ids_of_assignments(numbers))
            case Texts(index):
                ranges = key_ranges(source, descending=False)
                return unique(self.along(index).rows_in_any_order(ranges))
            case IndexRange(index):
                ranges = key_ranges(source, descending=False)
                return self.along(index).rows_in_any_order(ranges, filter_condition)

    def former_places_of(self, numbers: Sequence[str]) -> Iterator[list[Item]]:
        """Yield the places that each of these customers left within the caller's reach, as it is now."""
        return in_parallel(self._former_places_of, numbers)

    def _former_places_of(self, number: str) -> list[Item]:
        partition: Any = FormerPlaceItem.pk == customer_key(self._tenant, number).pk
        condition = partition & FormerPlaceItem.sk.startswith(FORMER_PLACE_PREFIX)
        reached = set(map(former_places, self._partitions))
        rows = self._table.query(condition, consistent=True, meter=self._budget)
        return [row for row in rows if row["realm"]["S"] in reached]

    @cached_property
    def _partitions(self) -> list[str]:
        if self._wide is None:
            return []
        return self._resource.partitions(self._tenants, self._tenant, self._wide.restrictions)

    def _keys(self, numbers: Iterable[str]) -> Iterator[Item]:
        letter, sort_key = self._resource.letter, self._resource.sort_key
        return (Key(f"{self._tenant}#{letter}#{number}", sort_key).raw() for number in numbers)

    def _numbers_of_accounts(self, emails: Iterable[str]) -> list[str]:
        keys = [folded_account_key(self._tenant, email) for email in emails]
        found = self._table.batch_get(keys, meter=self._budget)
        return [found[key]["customerNumber"]["S"] for key in keys if key in found]

    def _ids_of_assignments(self, numbers: Iterable[str]) -> Iterator[str]:
        keys = [customer_key(self._tenant, number) for number in numbers]
        found = self._table.batch_get(keys, meter=self._budget)
        for customer in map(customer_from, found.values()):
            for entity in getattr(customer, "legal_entities", ()):
                if entity.contact_assignment_id is not None:
                    yield entity.contact_assignment_id

    def _numbers_of_contacts(self, contacts: Contacts) -> Iterator[str]:
        if contacts.number is not None:
            yield contacts.number
        for legal_entity in contacts.legal_entities:
            partition = MembershipItem.pk == membership_partition(self._tenant, legal_entity)
            rows = self._table.query(partition, consistent=True, meter=self._budget)
            yield from (row["sk"]["S"] for row in rows if is_contact(row))


class IndexRows:
    """One index over some of its partitions."""

    def __init__(self, table: Table, index: Index, partitions: Sequence[str], budget: Meter) -> None:
        self._table = table
        self._partitions = partitions
        self._budget = budget
        self.name = index
        self._sort_key = _SORT_KEYS[index]
        self._sort_key_name = self._sort_key.attr_name

    def place_of(self, row: Item) -> str:
        """Return the sort key of a row."""
        sort_key: str = row[self._sort_key_name]["S"]
        return sort_key

    def rows(
        self,
        ranges: Sequence[KeyRange],
        *,
        descending: bool,
        after: str | None = None,
        limit: int,
        walk: Walk | None = None,
        shown: Callable[[Iterable[Item]], Iterator[Item]],
    ) -> Iterator[Item]:
        """Yield the rows of the ranges, one range after the other, each in the order of its sort keys.

        `after`: only those behind this sort key. `limit`: as many as are needed, so that no more is read.
        `walk`: with the rows of places that customers had, as far as it has them `shown`.
        """
        for each in behind(ranges, after, descending=descending):
            sorted_rows = []
            for partition in self._partitions:
                pages = self._table.pages(
                    self._within(partition, each),
                    index=self.name,
                    limit=limit,
                    descending=descending,
                    meter=self._budget,
                )
                # Limited reads go to their limit anyway, so all of them may begin at once.
                sorted_rows.append(itertools.chain.from_iterable(_fetched_ahead(pages)))
            merged: Iterator[Item] = heapq.merge(*sorted_rows, key=self.place_of, reverse=descending)
            if walk is not None:
                merged = self._with_former_places(merged, each, walk, shown, limit, descending=descending)
            yield from merged if after is None else (row for row in merged if self.place_of(row) != after)

    @property
    def width(self) -> int:
        """The partitions that are read."""
        return len(self._partitions)

    def parts(
        self,
        each: KeyRange,
        *,
        filter_condition: Condition | None,
        at_once: int | None,
        descending: bool,
    ) -> Iterator[Iterator[tuple[Part, str | None]]]:
        """Yield for each partition its answers, each with the last sort key, if it is not the end."""
        for partition in self._partitions:
            parts = self._table.parts(
                self._within(partition, each),
                index=self.name,
                filter_condition=filter_condition,
                at_once=at_once,
                descending=descending,
                meter=self._budget,
            )
            yield ((part, None if part.last is None else self.place_of(part.last)) for part in parts)

    def former_places(
        self, each: KeyRange, walk: Walk, *, descending: bool = False, at_once: int | None = None
    ) -> Iterator[Item]:
        """Yield, in order, the rows of places in a range that customers had and the walk may show them at.

        `at_once`: rows to a request, where perhaps not all are taken.
        """
        sorted_rows = []
        for partition in self._partitions:
            pages = self._table.pages(
                self._within(former_places(partition), each),
                index=self.name,
                filter_condition=CustomerItem.sk >= former_place_until(walk.places_of),
                at_once=at_once,
                descending=descending,
                meter=self._budget,
            )
            sorted_rows.append(itertools.chain.from_iterable(_fetched_ahead(pages)))
        for row in heapq.merge(*sorted_rows, key=self.place_of, reverse=descending):
            if (stay := stay_of(row)) is not None and stay.since <= walk.read:
                yield row

    def _with_former_places(
        self,
        rows: Iterator[Item],
        whole: KeyRange,
        walk: Walk,
        shown: Callable[[Iterable[Item]], Iterator[Item]],
        size: int,
        *,
        descending: bool,
    ) -> Iterator[Item]:
        """Merge the rows with those of former places.

        These are read after the rows, some at a time: who is no longer among the rows has left word before.
        """
        lowest, highest = whole
        while len(chunk := list(itertools.islice(rows, size))) == size:
            last = self.place_of(chunk[-1])
            part = KeyRange(last, highest) if descending else KeyRange(lowest, last)
            former = shown(self.former_places(part, walk, descending=descending, at_once=_CHUNK))
            yield from self._merged_with_former(chunk, former, descending=descending)
            lowest, highest = (lowest, last) if descending else (last, highest)
        part = KeyRange(lowest, highest)
        former = shown(self.former_places(part, walk, descending=descending, at_once=_CHUNK))
        yield from self._merged_with_former(chunk, former, descending=descending)

    def _merged_with_former(
        self, rows: Sequence[Item], former: Iterable[Item], *, descending: bool
    ) -> Iterator[Item]:
        # Who was at its present place before, too, comes as that of before.
        return heapq.merge(former, rows, key=self.place_of, reverse=descending)

    def rows_in_any_order(
        self,
        ranges: Sequence[KeyRange],
        filter_condition: Condition | None = None,
    ) -> Iterator[Item]:
        """Yield all rows that DynamoDB lets through; one answer is used while the next is fetched."""
        for partition, each in itertools.product(self._partitions, ranges):
            pages = self._table.pages(
                self._within(partition, each),
                index=self.name,
                filter_condition=filter_condition,
                meter=self._budget,
            )
            yield from itertools.chain.from_iterable(_fetched_ahead(pages))

    def sort_key_at(self, offset: int, whole: KeyRange, *, descending: bool) -> str | None:
        """Return the sort key of the row with this number (from 1), if there are so many, from keys alone."""
        index = BY_CREATION if self.name is Index.DIRECTORY else self.name
        if len(self._partitions) == 1:
            condition = self._within(self._partitions[0], whole)
            counted, last = self._table.count(
                condition, index=index, limit=offset, descending=descending, meter=self._budget
            )
            return self.place_of(last) if last is not None and counted == offset else None
        sorted_rows = [
            self._table.query(
                self._within(partition, whole),
                index=index,
                limit=offset,
                descending=descending,
                meter=self._budget,
            )
            for partition in self._partitions
        ]
        merged = heapq.merge(*sorted_rows, key=self.place_of, reverse=descending)
        row = next(itertools.islice(merged, offset - 1, None), None)
        return self.place_of(row) if row is not None else None

    def _within(self, partition: str, each: KeyRange) -> Condition:
        return (CustomerItem.realm == partition) & self._sort_key.between(*each)

    def count(self, ranges: Sequence[KeyRange], *, limit: int | None = None) -> int:
        """Count the rows of the ranges, up to a limit, among keys alone."""
        index = BY_CREATION if self.name is Index.DIRECTORY else self.name
        counted = 0
        for partition, each in itertools.product(self._partitions, ranges):
            left = None if limit is None else limit - counted
            if left == 0:
                break
            within = self._within(partition, each)
            counted += self._table.count(within, index=index, limit=left, meter=self._budget)[0]
        return counted


def position_of_row(row: Item, index: Index) -> list[object]:
    """Return the position of an index row in the order of the index."""
    return position_of(index, row[_SORT_KEYS[index].attr_name]["S"])


def unique(rows: Iterable[Item], seen: set[tuple[str, str]] | None = None) -> Iterator[Item]:
    """Yield each item's first row: one whose restriction or text changes meanwhile may be found twice.

    `seen`: the keys of those that came before, for calls that continue each other.
    """
    seen = set() if seen is None else seen
    for row in rows:
        if (key := (row["pk"]["S"], row["sk"]["S"])) not in seen:
            seen.add(key)
            yield row


def _fetched_ahead(pages: Iterator[list[Item]]) -> Iterator[list[Item]]:
    """Yield the pages. The first is requested now, each later one while the page before it is used."""
    context = copy_context()  # requests are counted for the request at hand, whatever thread makes them

    def fetch() -> list[Item] | None:
        return next(pages, None)

    def fetched(coming: Future[list[Item] | None]) -> Iterator[list[Item]]:
        while (page := coming.result()) is not None:
            coming = _threads().submit(context.run, fetch)
            yield page

    return fetched(_threads().submit(context.run, fetch))


def in_parallel(read: Callable[[_Named], _Read], named: Iterable[_Named]) -> Iterator[_Read]:
    """Yield what is read for each of these, in their order."""
    coming = [_threads().submit(copy_context().run, read, each) for each in named]
    return (each.result() for each in coming)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(8, thread_name_prefix="fetch-ahead")
