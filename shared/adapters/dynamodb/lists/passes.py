"""Passes along an index: all of it is looked at, stretch by stretch, and a page may end behind any one."""

from __future__ import annotations

import heapq
import itertools
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from shared.adapters.dynamodb.lists.candidates import unique_customers
from shared.adapters.dynamodb.lists.index_ranges import KeyRange, behind
from shared.adapters.dynamodb.lists.needed import created_between
from shared.adapters.dynamodb.lists.plan import Index, IndexRange, index_of_order
from shared.adapters.dynamodb.lists.rows import in_parallel, unique
from shared.adapters.dynamodb.table import BATCH_GET_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.lists.candidates import Candidate, Candidates
    from shared.adapters.dynamodb.lists.plan import Plan, Source
    from shared.adapters.dynamodb.lists.rows import IndexRows
    from shared.adapters.dynamodb.table import Part
    from shared.adapters.dynamodb.writes import Item
    from shared.domain.callers.access import Access
    from shared.domain.query.walk import Walk

_WHOLE_ANSWERS = 8
"""Partitions whose answers have a megabyte each; those of more partitions have a part of it, since otherwise
all first answers together would cost what several pages may."""
_ROWS_OF_ANSWER = 1700
"""Rows of the directory to a megabyte."""
_FEWEST_ROWS = 50


def pass_instead(chosen: Plan, access: Access) -> Plan | None:
    """Return the plan of a pass to the same customers in the order of their creation, if that is the order.

    A page of it may end early, while those that a source names in another order are all read for any page.
    """
    along, descending = index_of_order(chosen.order, chosen.ways)
    if along is not Index.DIRECTORY or access.wide is None or chosen.own is not None:
        return None
    created = created_between(chosen.query, chosen.ways.created)
    source = IndexRange(Index.DIRECTORY, *created)
    return replace(chosen, source=source, ordered=True, descending=descending)


class Passed(NamedTuple):
    """Those that were found up to a place, behind which the pass may be left; None where it may not be."""

    found: list[Candidate]
    place: str | None


class Pass:
    """A pass along ranges of an index.

    `walk`: also the rows of places that customers had are read. `scanned`: how many rows have been read,
    whatever was left out of them.
    """

    def __init__(
        self,
        index: IndexRows,
        ranges: Sequence[KeyRange],
        *,
        descending: bool,
        after: str | None,
        filter_condition: Condition | None,
        walk: Walk | None,
    ) -> None:
        self.index = index
        self._ranges = behind(ranges, after, descending=descending)
        self._descending = descending
        self._after = after
        self._filter = filter_condition
        self._walk = walk
        self._seen: set[tuple[str, str]] = set()
        self._shown: set[str] = set()
        self.scanned = 0

    def matching(self, source: Source, candidates: Candidates) -> Iterator[Passed]:
        """Yield, part by part and in order, those that match and that the caller may see."""
        for each in self._ranges:
            for rows, place in self._stretches(each):
                for part in self._parts(candidates.worth_reading(source, rows)):
                    matching = candidates.tested(candidates.read(source, part))
                    found = [*unique_customers(matching, self._shown)]
                    # Only where the customers are what costs: the rest of the stretch would be read again.
                    place_of_last = self.index.place_of(part[-1]) if candidates.reads_documents else None
                    yield Passed(found, place_of_last)
                yield Passed([], place)

    def _parts(self, rows: Iterable[Item]) -> Iterator[list[Item]]:
        """Yield the rows in parts of about a request for whole customers."""
        part: list[Item] = []
        # Rows at one place are of one customer, who may be shown for any of them: no part ends between.
        for _, at_place in itertools.groupby(rows, key=self.index.place_of):
            part += at_place
            if len(part) >= BATCH_GET_LIMIT:
                yield part
                part = []
        if part:
            yield part

    def _stretches(self, whole: KeyRange) -> Iterator[tuple[Iterator[Item], str | None]]:
        """Yield the rows of all partitions up to a place, from one to the next; None at the end of the range.

        Only those partitions are read on of which the least has been read.
        """
        at_once = None
        if self.index.width > _WHOLE_ANSWERS:
            at_once = max(_WHOLE_ANSWERS * _ROWS_OF_ANSWER // self.index.width, _FEWEST_ROWS)
        partitions = [
            _Partition(parts)
            for parts in self.index.parts(
                whole, filter_condition=self._filter, at_once=at_once, descending=self._descending
            )
        ]
        place: str | None = None
        while behind_others := [each for each in partitions if not each.is_read and each.reached == place]:
            self.scanned += sum(in_parallel(_Partition.read_on, behind_others))
            reached = [each.reached for each in partitions if not each.is_read and each.reached is not None]
            last, place = place, None
            if reached:
                place = max(reached) if self._descending else min(reached)
            rows = heapq.merge(
                *(each.taken(partial(self._is_up_to, place)) for each in partitions),
                key=self.index.place_of,
                reverse=self._descending,
            )
            yield self._fresh(self._with_former(rows, whole, last, place)), place

    def _is_up_to(self, place: str | None, row: Item) -> bool:
        if place is None:
            return True
        at = self.index.place_of(row)
        return at >= place if self._descending else at <= place

    def _with_former(
        self, rows: Iterable[Item], whole: KeyRange, last: str | None, place: str | None
    ) -> Iterable[Item]:
        """Merge rows that have been read with those of former places.

        These are read after the rows: who is no longer among the rows has left word before.
        """
        if self._walk is None:
            return rows
        lowest, highest = (place, last) if self._descending else (last, place)
        within = KeyRange(lowest or whole.lowest, highest or whole.highest)
        former = self.index.former_places(within, self._walk, descending=self._descending)
        # Who was at its present place before, too, comes as that of before.
        return heapq.merge(former, rows, key=self.index.place_of, reverse=self._descending)

    def _fresh(self, rows: Iterable[Item]) -> Iterator[Item]:
        """Yield each item's first row behind the place where the pass begins."""
        return unique((row for row in rows if self.index.place_of(row) != self._after), self._seen)


class _Partition:
    """A partition of an index as far as it has been read; `reached` is the last place there."""

    def __init__(self, parts: Iterator[tuple[Part, str | None]]) -> None:
        self._parts = parts
        self._rows: list[Item] = []
        self.reached: str | None = None
        self.is_read = False

    def read_on(self) -> int:
        """Read one answer more; return how many rows were looked at."""
        part, self.reached = next(self._parts)
        self.is_read = self.reached is None
        self._rows += part.items
        return part.scanned

    def taken(self, is_due: Callable[[Item], bool]) -> list[Item]:
        """Return and forget the rows that are due."""
        taken = [*itertools.takewhile(is_due, self._rows)]
        del self._rows[: len(taken)]
        return taken
