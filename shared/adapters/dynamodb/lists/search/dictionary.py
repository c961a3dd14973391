"""The words that the customers within a caller's reach have, near to one that was typed.

A few reaches are asked for the ranges in which such a word can be. Many have few words each: of them, all
words that begin alike and have about the length are read at once from either side, in two requests rather
than in up to seventeen; of a reach that has more of them than a request shows, the ranges.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items.search_entry import SearchItem
from shared.adapters.dynamodb.lists.rows import in_parallel
from shared.adapters.dynamodb.search_keys import dictionary_partition
from shared.domain.search.corrections import (
    HELD,
    Entry,
    Side,
    is_in_dictionary,
    nearest,
    ranges_at_most,
    ranges_of,
    span_of,
)
from shared.domain.search.distance import edits_allowed
from shared.domain.search.reach import MAX_MERGED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.lists.search.word_lists import Reading


_AT_ONCE = 80
"""Words of a reach that are read from one side at once: half a unit."""
_RANGE_UNITS = 0.5
"""Of the words of a dictionary that may be near to one."""
_BEHIND_ALL = "\U0010ffff"


def nearest_in(reading: Reading, typed: str, further: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the nearest words to one, of those that the reaches have and of `further` ones."""
    others = list(filter(is_in_dictionary, further))
    dictionary = _AtOnce(reading, typed) if _are_many(reading) else _Ranges(reading)

    def words_in(ranges: tuple[Entry, ...]) -> list[str]:
        return [*others, *(entry.word for entry in dictionary.entries(ranges))]

    return nearest(typed, words_in, reaches=len(reading.reaches))


def units_at_most(reading: Reading, typed: str) -> float:
    """Return about how many units are read for a word where none is near."""
    requests = len(Side) if _are_many(reading) else ranges_at_most(typed)
    return len(reading.reaches) * requests * _RANGE_UNITS


def _are_many(reading: Reading) -> bool:
    return len(reading.reaches) > MAX_MERGED + 1


class _Ranges:
    """The dictionaries of a few reaches."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def entries(self, ranges: tuple[Entry, ...]) -> list[Entry]:
        """Return the entries of all reaches that begin so."""
        wanted = [(reach, each) for reach in self._reading.reaches for each in ranges]
        found = in_parallel(
            lambda asked: _query(self._reading, asked[0], asked[1], SearchItem.sk.startswith(asked[1].text)),
            wanted,
        )
        return [*itertools.chain.from_iterable(found)]


class _AtOnce:
    """The dictionaries of many reaches, each read once for all edits that a typed word may have."""

    def __init__(self, reading: Reading, typed: str) -> None:
        self._reading = reading
        self._spans: dict[tuple[Side, str], list[Entry]] = defaultdict(list)
        for edits in range(1, edits_allowed(typed) + 1):
            for each in ranges_of(typed, edits):
                self._spans[_beginning_of(each)].append(each)
        self._read: dict[tuple[str, tuple[Side, str]], list[Entry] | None] = {}

    def entries(self, ranges: tuple[Entry, ...]) -> list[Entry]:
        """Return the entries of all reaches that begin so."""
        spans = {_beginning_of(each): each for each in ranges}
        unread = [
            (reach, span)
            for reach in self._reading.reaches
            for span in spans
            if (reach, span) not in self._read
        ]
        for asked, entries in zip(unread, in_parallel(self._at_once, unread), strict=True):
            self._read[asked] = entries if len(entries) < _AT_ONCE else None
        beginnings = tuple(each.text for each in ranges)
        found = [
            entry
            for reach in self._reading.reaches
            for span in spans
            for entry in self._read[reach, span] or ()
            if entry.text.startswith(beginnings)
        ]
        for reach in self._reading.reaches:
            large = tuple(each for each in ranges if self._read[reach, _beginning_of(each)] is None)
            if large:
                found += _Ranges(replace(self._reading, reaches=(reach,))).entries(large)
        return found

    def _at_once(self, asked: tuple[str, tuple[Side, str]]) -> list[Entry]:
        reach, span = asked
        ranges = self._spans[span]
        first, last = span_of(ranges)
        condition: Any = SearchItem.sk.between(first, last + _BEHIND_ALL)
        return _query(self._reading, reach, ranges[0], condition, limit=_AT_ONCE)


def _beginning_of(each: Entry) -> tuple[Side, str]:
    return each.side, each.text[:HELD]


def _query(
    reading: Reading, reach: str, beginning: Entry, condition: Condition, limit: int | None = None
) -> list[Entry]:
    partition = dictionary_partition(reading.tenant, reach, beginning.side, beginning.text[0])
    within: Any = SearchItem.pk == partition
    rows = reading.table.query(within & condition, limit=limit, meter=reading.meter)
    return [beginning._replace(text=row["sk"]["S"]) for row in rows]
