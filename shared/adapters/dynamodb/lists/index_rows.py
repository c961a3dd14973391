"""Sorted streams: what an index holds of a tenant, partition by partition, merged into one order."""

from __future__ import annotations

import heapq
import itertools
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from shared.adapters.dynamodb.items.customer import CustomerItem
from shared.adapters.dynamodb.keys import BY_CREATION, directory_key
from shared.adapters.dynamodb.lists.plan import Index, Stream, Text, Texts
from shared.domain.errors import InvalidQuery
from shared.domain.instants import instant_text
from shared.domain.query.values import Type, instant_of, spelled_instant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shared.adapters.dynamodb.lists.read_budget import ReadBudget
    from shared.adapters.dynamodb.table import Item, Table

_SORT_KEYS: dict[Index, Any] = {
    Index.DIRECTORY: CustomerItem.directory_key,
    Index.BY_NAME: CustomerItem.name_key,
    Index.BY_EMAIL: CustomerItem.email_key,
    Index.BY_COMPANY: CustomerItem.company_key,
}
_MILLISECOND = 1000  # microseconds


class KeyRange(NamedTuple):
    """Sort keys of an index from one to another, both included."""

    lowest: str
    highest: str


_PRESENT, _MISSING, _WHOLE = KeyRange("0", "1"), KeyRange("1", "2"), KeyRange("0", "2")
_WITHOUT_TEXT = "1\0"


class Streams:
    """One index over some of its partitions."""

    def __init__(self, table: Table, index: Index, partitions: Sequence[str], budget: ReadBudget) -> None:
        self._table = table
        self._partitions = partitions
        self._budget = budget
        self.index = index
        self._sort_key = _SORT_KEYS[index]

    def sort_key_of(self, row: Item) -> str:
        """Where a row is in the index."""
        sort_key: str = row[self._sort_key.attr_name]["S"]
        return sort_key

    def rows(
        self,
        ranges: Sequence[KeyRange],
        *,
        descending: bool,
        after: str | None = None,
        filter_condition: Any = None,  # noqa: ANN401 - pynamodb's condition
        limit: int | None = None,
    ) -> Iterator[Item]:
        """The rows of the ranges, one range after the other, each in the order of its sort keys.

        `after`: only those behind this sort key. `limit`: as many as are needed, so that no more is read.
        """
        for each in _behind(ranges, after, descending=descending):
            streams = []
            for partition in self._partitions:
                pages = self._table.pages(
                    self._within(partition, each),
                    index=self.index,
                    filter_condition=filter_condition,
                    limit=limit,
                    descending=descending,
                    meter=self._budget,
                )
                # Limited streams are read to their limit anyway, so all of them may begin at once.
                streams.append(
                    itertools.chain.from_iterable(pages if limit is None else _fetched_ahead(pages))
                )
            merged = heapq.merge(*streams, key=self.sort_key_of, reverse=descending)
            yield from (row for row in merged if self.sort_key_of(row) != after)

    def rows_in_any_order(
        self,
        ranges: Sequence[KeyRange],
        filter_condition: Any = None,  # noqa: ANN401 - pynamodb's condition
    ) -> Iterator[Item]:
        """All rows of the ranges that DynamoDB lets through; one answer is used while the next is fetched."""
        for partition, each in itertools.product(self._partitions, ranges):
            pages = self._table.pages(
                self._within(partition, each),
                index=self.index,
                filter_condition=filter_condition,
                meter=self._budget,
            )
            yield from itertools.chain.from_iterable(_fetched_ahead(pages))

    def sort_key_at(self, offset: int, whole: KeyRange, *, descending: bool) -> str | None:
        """The sort key of the row with this number (from 1), from keys alone; none if there are fewer."""
        index = BY_CREATION if self.index is Index.DIRECTORY else self.index
        if len(self._partitions) == 1:
            condition = self._within(self._partitions[0], whole)
            counted, last = self._table.count(
                condition, index=index, limit=offset, descending=descending, meter=self._budget
            )
            return self.sort_key_of(last) if last is not None and counted == offset else None
        streams = [
            self._table.query(
                self._within(partition, whole),
                index=index,
                limit=offset,
                descending=descending,
                meter=self._budget,
            )
            for partition in self._partitions
        ]
        merged = heapq.merge(*streams, key=self.sort_key_of, reverse=descending)
        row = next(itertools.islice(merged, offset - 1, None), None)
        return self.sort_key_of(row) if row is not None else None

    def _within(self, partition: str, each: KeyRange) -> Any:  # noqa: ANN401 - pynamodb's condition
        return (CustomerItem.realm == partition) & self._sort_key.between(*each)

    def count(self, ranges: Sequence[KeyRange]) -> int:
        """How many rows there are in the ranges, counted among keys alone."""
        index = BY_CREATION if self.index is Index.DIRECTORY else self.index
        return sum(
            self._table.count(self._within(partition, each), index=index, meter=self._budget)[0]
            for partition, each in itertools.product(self._partitions, ranges)
        )

    def position_of(self, row: Item) -> list[object]:
        """The row's position in the index's order, as `Order.position` writes it."""
        value, _, number = self.sort_key_of(row).rpartition("#" if self.index is Index.DIRECTORY else "\0")
        if self.index is Index.DIRECTORY:
            return [[int(Type.INSTANT), spelled_instant(value)], number]
        return [None if value == "1" else [int(Type.TEXT), value[1:]], number]

    def sort_key_of_position(self, position: Sequence[object]) -> str:
        """The sort key that `position_of` described. Raises `InvalidQuery` for any other position."""
        match position:
            case [[Type.INSTANT, int(microseconds)], str(number)] if self.index is Index.DIRECTORY:
                return directory_key(instant_text(instant_of(microseconds)), number)
            case [[Type.TEXT, str(text)], str(number)] if self.index is not Index.DIRECTORY:
                return f"0{text}\0{number}"
            case [None, str(number)] if self.index is not Index.DIRECTORY:
                return f"1\0{number}"
            case _:
                raise InvalidQuery("Query parameter 'next' must be the X-Next-Cursor of an earlier answer.")


def key_ranges(source: Stream | Texts, *, descending: bool) -> list[KeyRange]:
    """The parts of an index that a source covers, in the order in which it is read.

    What lacks the indexed text comes last in either direction.
    """
    if isinstance(source, Texts):
        return [_range_of(text) for text in source.texts]
    if source.index is Index.DIRECTORY:
        created = KeyRange(_earliest(source.created_from), _latest(source.created_to))
        return [created] if created.lowest <= created.highest else []
    return [_PRESENT, _MISSING] if descending else [_WHOLE]


def _range_of(text: Text) -> KeyRange:
    if text.is_beginning:
        return KeyRange(f"0{text.value}", f"0{_following(text.value)}")
    return KeyRange(f"0{text.value}\0", f"0{text.value}\1")


def _following(text: str) -> str:
    """The least text above all that begin with this one."""
    for position in range(len(text) - 1, -1, -1):
        code = ord(text[position]) + 1
        if 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - no character has these
            code = 0xE000
        if code <= 0x10FFFF:  # noqa: PLR2004 - the last character
            return text[:position] + chr(code)
    return "\U0010ffff" * (len(text) + 1)


def _earliest(microseconds: int | None) -> str:
    return "0" if microseconds is None else _creation_text(microseconds)


def _latest(microseconds: int | None) -> str:
    return (
        ":" if microseconds is None else f"{_creation_text(microseconds)}$"
    )  # "$" follows the "#" of the key


def _creation_text(microseconds: int) -> str:
    return instant_text(instant_of(microseconds // _MILLISECOND * _MILLISECOND))


def _behind(ranges: Sequence[KeyRange], after: str | None, *, descending: bool) -> list[KeyRange]:
    """What of the ranges lies behind a sort key, in the order in which they are read; the key is included."""
    if after is not None and descending and after.startswith(_WITHOUT_TEXT):
        ranges = [each for each in ranges if each == _MISSING]
    if after is None or not ranges:
        return list(ranges)
    first, *rest = ranges
    clipped = (
        KeyRange(first.lowest, min(after, first.highest))
        if descending
        else KeyRange(max(after, first.lowest), first.highest)
    )
    return [clipped, *rest] if clipped.lowest <= clipped.highest else rest


def _fetched_ahead(pages: Iterator[list[Item]]) -> Iterator[list[Item]]:
    """The pages; the first is fetched from now on, each of the others while the one before is used."""
    context = copy_context()  # requests are counted for the request at hand, whatever thread makes them

    def fetch() -> list[Item] | None:
        return next(pages, None)

    def fetched(coming: Future[list[Item] | None]) -> Iterator[list[Item]]:
        while (page := coming.result()) is not None:
            coming = _threads().submit(context.run, fetch)
            yield page

    return fetched(_threads().submit(context.run, fetch))


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(8, thread_name_prefix="fetch-ahead")
