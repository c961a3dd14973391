"""The words that the customers within a caller's reach have, near to one that was typed.

A few reaches are asked for the ranges in which such a word can be. Many have few words each: of them, all
words that begin alike and have about the length are read at once from either side, in two requests rather
than in up to seventeen; of a reach that has more of them than a request shows, the ranges.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
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

    def words_in(ranges: tuple[Entry, ...]) -> list[str]:
        wanted = [(reading, reach, each) for reach in reading.reaches for each in _grouped(reading, ranges)]
        found = in_parallel(lambda asked: _read(*asked), wanted)
        return [*others, *(entry.word for entry in itertools.chain.from_iterable(found))]

    return nearest(typed, words_in, reaches=len(reading.reaches))


def units_at_most(reading: Reading, typed: str) -> float:
    """Return about how many units are read for a word where none is near."""
    requests = len(Side) * edits_allowed(typed) if _are_many(reading) else ranges_at_most(typed)
    return len(reading.reaches) * requests * _RANGE_UNITS


def _are_many(reading: Reading) -> bool:
    return len(reading.reaches) > MAX_MERGED + 1


def _grouped(reading: Reading, ranges: tuple[Entry, ...]) -> list[tuple[Entry, ...]]:
    """Return the ranges that one request is about: of many reaches, all that lie together."""
    if not _are_many(reading):
        return [(each,) for each in ranges]
    together: dict[tuple[Side, str], list[Entry]] = defaultdict(list)
    for each in ranges:
        together[each.side, each.text[:HELD]].append(each)
    return [tuple(each) for each in together.values()]


def _read(reading: Reading, reach: str, ranges: tuple[Entry, ...]) -> list[Entry]:
    """Return the words of these ranges; of several, which lie together, at once if that shows all of them."""
    if len(ranges) > 1:
        first, last = span_of(ranges)
        condition: Any = SearchItem.sk.between(first, last + _BEHIND_ALL)
        entries = _query(reading, reach, ranges[0], condition, limit=_AT_ONCE)
        if len(entries) < _AT_ONCE:
            beginnings = tuple(each.text for each in ranges)
            return [entry for entry in entries if entry.text.startswith(beginnings)]
    found = (_query(reading, reach, each, SearchItem.sk.startswith(each.text)) for each in ranges)
    return [*itertools.chain.from_iterable(found)]


def _query(
    reading: Reading, reach: str, beginning: Entry, condition: Condition, limit: int | None = None
) -> list[Entry]:
    partition = dictionary_partition(reading.tenant, reach, beginning.side, beginning.text[0])
    within: Any = SearchItem.pk == partition
    rows = reading.table.query(within & condition, limit=limit, meter=reading.meter)
    return [beginning._replace(text=row["sk"]["S"]) for row in rows]
