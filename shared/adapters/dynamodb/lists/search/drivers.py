"""The choice of the list that is read on: of several words, the rarest alone."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from shared.adapters.dynamodb.lists.search.word_lists import PartLists, Row, look
from shared.domain import json_text
from shared.domain.instants import now
from shared.domain.query.walk import milliseconds
from shared.domain.search.signature import qualities_by
from shared.domain.search.typed import quality_of_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shared.adapters.dynamodb.lists.search.word_lists import Reading
    from shared.domain.search.typed import Part, Quality, TypedWord

LOOK_OF_ONE_WORD, LOOK = 160, 80
"""Entries that are read of each list first: of one word alone two units, otherwise one."""
_SHORT_LOOK = 40
_FEW_LISTS, _MANY_LISTS = 8, 24
"""Of more lists less is read first, and not all are looked at."""
_FEWEST = 16
_DIGEST_CHARACTERS = 12
TOO_LONG = 2.0
"""A list that is so much longer than it was guessed to be is left for the next."""


class Driver(NamedTuple):
    """The lists of a part, with those words that its customers may lack. `part`: its index."""

    part: int
    lists: PartLists
    others: tuple[TypedWord, ...]
    own: TypedWord | None

    def may_have_all(self, row: Row) -> bool:
        """Return whether a customer may have all words, by its signature."""
        return not self.others or qualities_by(row.signature, self.others) is not None

    def estimate(self, row: Row) -> Quality | None:
        """Return how well a customer probably has all words; None if it certainly lacks one."""
        others = qualities_by(row.signature, self.others)
        if others is None or self.own is None:
            return others
        found = [
            quality_of_word(row.word, each)
            for each in self.lists.part.beginnings
            if each.listing is row.word.listing and row.word.text.startswith(each.text)
        ]
        return max(others, min(found)) if found else None


@dataclass(slots=True)
class Choice:
    """The result of the first look at the lists.

    `drivers`: the lists that may be read on, with guesses how long they are, the shortest first. `nobodys`:
    the words that nobody has.
    """

    drivers: list[tuple[float, Driver]]
    nobodys: tuple[int, ...]
    lifetime: float

    @property
    def best(self) -> Driver:
        """The list to read on."""
        return self.drivers[0][1]

    @property
    def length(self) -> float:
        """The guess how long it is."""
        return self.drivers[0][0]

    def next_for(self, read: int) -> Driver | None:
        """Return the list to read instead of the best, of which so many entries have been read in vain."""
        (guessed, driver), *others = self.drivers
        if not others or read < TOO_LONG * guessed:
            return None
        left = driver.lists.guess(self.lifetime, float(milliseconds(now()))) - read
        return others[0][1] if others[0][0] < left else None

    def leave_best(self) -> None:
        """Leave the best for the next."""
        del self.drivers[0]


def drivers_of(words: Sequence[TypedWord]) -> list[tuple[Part, TypedWord]]:
    """Return the parts without which none has the words, each with its word."""
    return [(part, word) for word in words for part in word.needed]


def digest_of(words: Sequence[TypedWord]) -> str:
    """Return a digest of the lists that may be read, in which a place is one of the same lists alone."""
    lists = [list(part.beginnings) for part, _ in drivers_of(words)]
    return hashlib.sha256(json_text.dumps(lists).encode()).hexdigest()[:_DIGEST_CHARACTERS]


def driver_at(words: Sequence[TypedWord], index: int, lists: PartLists) -> Driver:
    """Return the driver of a part."""
    _, word = drivers_of(words)[index]
    if not word.is_simple:
        return Driver(index, lists, tuple(words), None)
    return Driver(index, lists, tuple(each for each in words if each is not word), word)


def look_units(reading: Reading, words: Sequence[TypedWord]) -> float:
    """Return about how many units the first look at the lists takes."""
    parts = [PartLists(reading, part) for part, _ in drivers_of(words)]
    queries = sum(parts[index].queries for index in _looked_at(parts))
    is_long = len(parts) > 1 and _look_at_each(words, queries) == LOOK
    return queries * (1.0 if is_long else 0.5)


def choose(reading: Reading, words: Sequence[TypedWord]) -> Choice:
    """Look at the lists of all words."""
    parts = [PartLists(reading, part) for part, _ in drivers_of(words)]
    looked_at = _looked_at(parts)
    queries = sum(parts[index].queries for index in looked_at)
    if len(parts) == 1:
        rows = max(LOOK_OF_ONE_WORD // queries, _FEWEST)
    else:
        rows = max(_look_at_each(words, queries) // len(reading.reaches), _FEWEST)
    look([parts[index] for index in looked_at], rows)
    at = float(milliseconds(now()))
    seen = [parts[index] for index in looked_at]
    lifetime = at - min((each.oldest for each in seen if each.oldest is not None), default=at)
    drivers = [
        (each.guess(lifetime, at), not each.is_whole, index)
        for index, each in zip(looked_at, seen, strict=True)
    ]
    ordered = [(guess, driver_at(words, index, parts[index])) for guess, _, index in sorted(drivers)]
    owners = [at for at, word in enumerate(words) for _ in word.needed]
    nobodys = sorted({owners[index] for index in looked_at if parts[index].is_empty})
    return Choice(ordered, tuple(nobodys), lifetime)


def _look_at_each(words: Sequence[TypedWord], queries: int) -> int:
    """Return how many entries of several lists are read first; fewer for the pieces of one word."""
    return LOOK if len(words) > 1 and queries <= _FEW_LISTS else _SHORT_LOOK


def _looked_at(parts: Sequence[PartLists]) -> list[int]:
    """Return the parts whose lists are looked at: rather those of long words, at least one."""
    longest = sorted(range(len(parts)), key=lambda at: -min(len(each.text) for each in parts[at].texts))
    sizes = itertools.accumulate(parts[index].queries for index in longest)
    return sorted(
        index
        for position, (index, size) in enumerate(zip(longest, sizes, strict=True))
        if not position or size <= _MANY_LISTS
    )


def taken(rows: Iterator[Row], driver: Driver, count: int) -> list[Row]:
    """Return the next entries of a driver."""
    driver.lists.set_pace(count)
    return list(itertools.islice(rows, count))
