"""The words that the customers within a caller's reach have, near to one that was typed.

A few reaches are asked for the ranges in which such a word can be. Many have few words each: of them, all
words that begin alike and have about the length are read at once from either side, in two requests rather
than in up to seventeen; of a reach that has more of them than a request shows, the ranges behind those.
Many are read one after another, as far as a page may, and the next page goes on behind them.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from shared.adapters.dynamodb.items.search_entry import SearchItem
from shared.adapters.dynamodb.lists.rows import in_parallel
from shared.adapters.dynamodb.search_keys import dictionary_partition
from shared.domain.search.corrections import (
    HELD,
    Entry,
    Side,
    is_in_dictionary,
    near_by,
    nearest,
    ranges_at_most,
    ranges_of,
    span_of,
    stretches_of,
)
from shared.domain.search.distance import edits_allowed
from shared.domain.search.reach import MAX_MERGED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shared.adapters.dynamodb.lists.search.budget import Budget
    from shared.adapters.dynamodb.lists.search.word_lists import Reading


_AT_ONCE = 80
"""Words of a reach that are read from one side at once: half a unit."""
_FIRST, _MOST = 4, 32
"""Reaches that are read side by side: a few, then as many as a page may if the others cost as much."""
_RANGE_UNITS = 0.5
"""Of the words of a dictionary that may be near to one."""
_BEHIND_ALL = "\U0010ffff"

_Span = tuple[Side, str]


class _Stretch(NamedTuple):
    """Entries of one side of a reach: from the first on, to the end of those that begin like the last."""

    reach: str
    side: Side
    first: str
    last: str


class Near(NamedTuple):
    """The words that are nearest to one, as far as is known. `behind`: the last of the reaches that have been
    read; nothing before the first, None when all have.
    """

    words: tuple[str, ...] = ()
    behind: str | None = ""


def nearest_in(reading: Reading, typed: str, further: Iterable[str], budget: Budget, near: Near) -> Near:
    """Return the nearest words to one, of those that the reaches have and of `further` ones, as far as the
    budget allows. `near`: what was found before.
    """
    others = list(filter(is_in_dictionary, further))
    if _are_many(reading):
        return _Many(reading, typed, budget).nearest([*others, *near.words], near.behind or "")
    dictionary = _Ranges(reading)

    def words_in(ranges: tuple[Entry, ...]) -> list[str]:
        return [*others, *(entry.word for entry in dictionary.entries(ranges))]

    return Near(nearest(typed, words_in, reaches=len(reading.reaches)), None)


def units_to_begin(reading: Reading, typed: Sequence[str]) -> float:
    """Return about how many units are read at once for words where none is near."""
    if _are_many(reading):
        return max(map(_units_of_reach, typed))
    return len(reading.reaches) * sum(map(ranges_at_most, typed)) * _RANGE_UNITS


def _are_many(reading: Reading) -> bool:
    return len(reading.reaches) > MAX_MERGED + 1


def _units_of_reach(typed: str) -> float:
    """Return about how many units are read of one reach that has many words like this, none of them near."""
    rests = [
        stretches_of([each for each in ranges_of(typed, edits) if each.side is side])
        for edits in range(1, edits_allowed(typed) + 1)
        for side in Side
    ]
    return (len(_spans_of(typed)) + sum(map(len, rests))) * _RANGE_UNITS


def _spans_of(typed: str) -> dict[_Span, tuple[str, str]]:
    """Return what the entries begin with that any of the edits may have led to."""
    spans: dict[_Span, list[Entry]] = defaultdict(list)
    for edits in range(1, edits_allowed(typed) + 1):
        for each in ranges_of(typed, edits):
            spans[_beginning_of(each)].append(each)
    return {span: span_of(ranges) for span, ranges in spans.items()}


class _Ranges:
    """The dictionaries of a few reaches."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def entries(self, ranges: tuple[Entry, ...]) -> list[Entry]:
        """Return the entries of all reaches that begin so."""
        wanted = [
            _Stretch(reach, each.side, each.text, each.text)
            for reach in self._reading.reaches
            for each in ranges
        ]
        found = in_parallel(lambda asked: _query(self._reading, asked), wanted)
        return [*itertools.chain.from_iterable(found)]


class _Many:
    """The dictionaries of many reaches, each read once for all edits that a typed word may have."""

    def __init__(self, reading: Reading, typed: str, budget: Budget) -> None:
        self._reading = reading
        self._typed = typed
        self._budget = budget
        self._spans = _spans_of(typed)

    def nearest(self, known: list[str], behind: str) -> Near:
        """Return the nearest words of the reaches behind one, and of known ones."""
        left = [reach for reach in self._reading.reaches if reach > behind]
        each_edits = range(1, edits_allowed(self._typed) + 1)
        words = next((near for edits in each_edits if (near := self._near(known, [], edits))), ())
        units, count, at_least = _units_of_reach(self._typed), _FIRST, 1
        while left and self._budget.allows(units):
            group = left[: min(count, int(self._budget.left / units))]
            before = self._budget.left
            words, done = self._nearest_in(group, [*known, *words], at_least)
            if not done:
                break
            left, behind = left[done:], left[done - 1]
            units = max((before - self._budget.left) / done, _RANGE_UNITS)
            count, at_least = _MOST, 0
        return Near(words, behind if left else None)

    def _nearest_in(self, group: list[str], known: list[str], at_least: int) -> tuple[tuple[str, ...], int]:
        """Return the nearest words of reaches and of known ones, and how many of the reaches have been read
        to the end: at least so many, the others as far as the budget allows.
        """
        asked = [(reach, *span) for reach in group for span in self._spans]
        firsts = in_parallel(
            lambda each: _query(self._reading, _Stretch(*each[:2], *self._spans[each[1:]]), limit=_AT_ONCE),
            asked,
        )
        read = dict(zip(asked, firsts, strict=True))
        entries = [*itertools.chain.from_iterable(read.values())]
        full = {each: found[-1].text for each, found in read.items() if len(found) >= _AT_ONCE}
        words: tuple[str, ...] = ()
        for edits in range(1, edits_allowed(self._typed) + 1):
            group, rests = self._rests(group, full, edits, at_least)
            group, found = self._read_rests(group, rests, at_least)
            entries += found
            if words := self._near(known, entries, edits):
                break
        return words, len(group)

    def _near(self, known: Iterable[str], entries: Iterable[Entry], edits: int) -> tuple[str, ...]:
        """Return the words of so many edits: known ones, and those that an entry in the ranges has."""
        beginnings = tuple(each.text for each in ranges_of(self._typed, edits))
        words = [each.word for each in entries if each.text.startswith(beginnings)]
        return near_by(self._typed, [*known, *words], edits, reaches=len(self._reading.reaches))

    def _rests(
        self, group: list[str], full: dict[tuple[str, Side, str], str], edits: int, at_least: int
    ) -> tuple[list[str], list[_Stretch]]:
        """Return what is left of the ranges behind what was read of them, of as many of the reaches as the
        budget allows.
        """
        ranges: dict[_Span, list[Entry]] = defaultdict(list)
        for each in ranges_of(self._typed, edits):
            ranges[_beginning_of(each)].append(each)
        rests: list[_Stretch] = []
        for at, reach in enumerate(group):
            rest = [
                _Stretch(reach, side, max(first, reached), last)
                for (side, letters), alike in ranges.items()
                if (reached := full.get((reach, side, letters))) is not None
                for first, last in stretches_of(alike)
                if last + _BEHIND_ALL > reached
            ]
            if rest and at >= at_least and not self._budget.allows((len(rests) + len(rest)) * _RANGE_UNITS):
                return group[:at], rests
            rests += rest
        return group, rests

    def _read_rests(
        self, group: list[str], rests: list[_Stretch], at_least: int
    ) -> tuple[list[str], list[Entry]]:
        """Return the entries of these, as many as the budget allows, and the reaches that have no more."""
        if not rests:
            return group, []
        limit = max(int(self._budget.left / _RANGE_UNITS / len(rests)), 1) * _AT_ONCE
        entries: list[Entry] = []
        longer: list[_Stretch] = []
        found = in_parallel(lambda each: _query(self._reading, each, limit=limit), rests)
        for asked, rows in zip(rests, found, strict=True):
            entries += rows
            if len(rows) >= limit:
                longer.append(asked._replace(first=rows[-1].text))
        for asked in longer:
            if (at := group.index(asked.reach)) >= at_least:
                return group[:at], entries
            entries += _query(self._reading, asked)
        return group, entries


def _beginning_of(each: Entry) -> _Span:
    return each.side, each.text[:HELD]


def _query(reading: Reading, asked: _Stretch, limit: int | None = None) -> list[Entry]:
    partition = dictionary_partition(reading.tenant, asked.reach, asked.side, asked.first[0])
    within: Any = SearchItem.sk.between(asked.first, asked.last + _BEHIND_ALL)
    rows = reading.table.query((SearchItem.pk == partition) & within, limit=limit, meter=reading.meter)
    return [Entry(asked.side, row["sk"]["S"]) for row in rows]
