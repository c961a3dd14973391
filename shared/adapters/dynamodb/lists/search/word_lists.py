"""The lists of words of a tenant that what was typed leads to, as far as a caller reaches."""

from __future__ import annotations

import heapq
import operator
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from shared.adapters.dynamodb.items.search_entry import SearchItem, signature_in
from shared.adapters.dynamodb.lists.rows import in_parallel
from shared.adapters.dynamodb.search_keys import (
    BEHIND_WORD,
    WORDS,
    entry_key,
    entry_place,
    listed_under,
    partition_of,
    registry_partition,
)
from shared.domain.query.walk import milliseconds
from shared.domain.search.entries import Entry
from shared.domain.search.guesses import Watch
from shared.domain.search.words import Listing, Word, is_without_spaces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shared.adapters.dynamodb.lists.search.cost import Cost
    from shared.adapters.dynamodb.table import Table
    from shared.domain.customers.customer import Customer
    from shared.domain.search.typed import Part

_BEHIND_ALL = "\U0010ffff"
_BEHIND_EXACT = chr(ord(BEHIND_WORD) + 1)
_PARTITIONS_LOOKED_AT = 4
"""Of words that begin with one letter, in the first look at them."""


class Place(NamedTuple):
    """Where an entry is among those of a part: exact words of all its lists come before longer ones."""

    is_longer: bool
    at: int
    sort_key: str


class Row(NamedTuple):
    """An entry of a list: a customer under a word, and the signature of all its words."""

    place: Place
    word: Word
    created: int
    number: str
    signature: bytes


@dataclass(slots=True)
class Pace:
    """How many entries a list that is used up is asked for next."""

    rows: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The sources of lists: the table, and the reaches that together have all whom the caller sees."""

    table: Table
    tenant: str
    reaches: tuple[str, ...]
    meter: Cost


class PartLists:
    """All lists of a part, as one in the order of rank as far as lists have it."""

    def __init__(self, reading: Reading, part: Part, after: Place | None = None) -> None:
        self.part = part
        self.texts = _texts_of(part)
        self._pace = Pace(0)
        self._lists = [
            [_List(reading, reach, at, text, pace=self._pace, after=after) for reach in reading.reaches]
            for at, text in enumerate(self.texts)
        ]

    @property
    def queries(self) -> int:
        """The requests that a look at all of them takes."""
        return sum(map(len, self._lists))

    def lists(self) -> Iterable[_List]:
        """Yield each of them."""
        return (each for lists in self._lists for each in lists)

    @property
    def is_whole(self) -> bool:
        """Whether all of their entries have been read."""
        return all(each.is_whole for each in self.lists())

    @property
    def is_empty(self) -> bool:
        """Whether nobody has such a word."""
        return self.is_whole and not self.count

    @property
    def count(self) -> int:
        """How many entries have been read."""
        return sum(each.watch.count for each in self.lists())

    @property
    def oldest(self) -> int | None:
        """When the first of the customers that have been read was created."""
        return min((each.oldest for each in self.lists() if each.oldest is not None), default=None)

    def guess(self, lifetime: float, now: float) -> float:
        """Return about how many entries they have."""
        return sum(
            each.watch.count if each.is_whole else each.watch.guess(lifetime, now) for each in self.lists()
        )

    def rows(self) -> Iterator[Row]:
        """Yield the entries in the order of their places, which are read as they are needed."""
        for is_longer in (False, True):
            for lists in self._lists:
                yield from heapq.merge(
                    *(each.rows(is_longer=is_longer) for each in lists), key=operator.attrgetter("place")
                )

    def set_pace(self, rows: int) -> None:
        """Read about so many entries next."""
        self._pace.rows = max(rows // len(self._lists[0]), 1)

    def first_place(self, customer: Customer, words: Iterable[Word]) -> Place | None:
        """Return the first of a customer's places, at which alone it is shown; None if it has none."""
        created = milliseconds(customer.created_at)
        return min(
            (
                Place(len(word.text) > len(text.text), at, _sort_key(word, created, customer.number))
                for word in words
                for at, text in enumerate(self.texts)
                if (word.listing is Listing.ENDINGS) is (text.listing is Listing.ENDINGS)
                and word.text.startswith(text.text)
            ),
            default=None,
        )


def look(parts: Sequence[PartLists], rows: int) -> None:
    """Read the first entries of all lists of these parts, side by side."""
    lists = [each for part in parts for each in part.lists() if not each.has_been_read]
    if len(lists) == 1:
        lists[0].look(rows)
        return
    for _ in in_parallel(lambda each: each.look(rows), lists):
        pass


class _List:
    """The entries that begin with a text in one reach."""

    def __init__(
        self, reading: Reading, reach: str, at: int, text: Word, *, pace: Pace, after: Place | None
    ) -> None:
        self._reading = reading
        self._reach = reach
        self._at = at
        self._text = text
        self._pace = pace
        self._from = _beginning(text.text, at, after)
        self._read: deque[Row] = deque()
        self._partitions: list[str] | None = None
        self.watch = Watch(text.text)
        self.oldest: int | None = None
        self.is_whole = self._from is None
        self.has_been_read = self.is_whole

    def rows(self, *, is_longer: bool) -> Iterator[Row]:
        """Yield the entries of the exact word, or behind them those of longer ones."""
        while True:
            while not self._read and not self.is_whole:
                self._read_on(self._pace.rows, 1)
            if not self._read or self._read[0].place.is_longer is not is_longer:
                return
            yield self._read.popleft()

    def look(self, count: int) -> None:
        """Read the first entries."""
        self.has_been_read = True
        self._read_on(count, _PARTITIONS_LOOKED_AT)

    def _read_on(self, count: int, requests: int) -> None:
        left = count
        while left and requests and not self.is_whole:
            requests -= 1
            raw = self._query(left)
            rows = [self._row(listed, each) for listed, each in raw]
            self.watch.see((row.word, float(row.created)) for row in rows)
            self._read.extend(rows)
            if rows:
                self.oldest = min([row.created for row in rows] + [self.oldest or rows[0].created])
            left -= len(rows)

    def _query(self, limit: int) -> list[tuple[str, dict[str, Any]]]:
        """Read the partition that is next, and go on to the one behind it at its end."""
        listed = self._listed()
        if not listed:
            self.is_whole = True
            return []
        reading, name, first = self._reading, listed[0], self._from or ""
        partition = partition_of(reading.tenant, self._reach, name)
        last = self._text.text + _BEHIND_ALL
        found: list[dict[str, Any]] = []
        if first <= last:
            condition: Any = (SearchItem.pk == partition) & SearchItem.sk.between(first, last)
            found = list(reading.table.query(condition, limit=limit, meter=reading.meter))
        if len(found) < limit:
            del listed[0]
            self.is_whole = not listed
        else:
            self._from = found[-1]["sk"]["S"] + BEHIND_WORD
        return [(name, each) for each in found]

    def _listed(self) -> list[str]:
        """Return the names of the partitions that are left: of one letter, those of all that follow it."""
        if self._partitions is None:
            text = self._text.text
            if len(text) == 1 and not is_without_spaces(text):
                self._partitions = self._registered(WORDS + text)
            else:
                self._partitions = [listed_under(self._text)]
        return self._partitions

    def _registered(self, beginning: str) -> list[str]:
        reading = self._reading
        registry: Any = SearchItem.pk == registry_partition(reading.tenant, self._reach)
        condition = registry & SearchItem.sk.startswith(beginning)
        named = [each["sk"]["S"] for each in reading.table.query(condition, meter=reading.meter)]
        # What is left begins with the first letters of the place behind which it is.
        reached = WORDS + (self._from or "")
        return [each for each in named if each >= reached[: len(each)]]

    def _row(self, listed: str, raw: dict[str, Any]) -> Row:
        sort_key = raw["sk"]["S"]
        word, created, number = entry_place(listed, sort_key)
        place = Place(len(word.text) > len(self._text.text), self._at, sort_key)
        return Row(place, word, created, number, signature_in(raw))


def _texts_of(part: Part) -> list[Word]:
    """Return what the lists of a part begin with: names and places lie together."""
    texts: dict[tuple[bool, str], Word] = {}
    for each in part.beginnings:
        texts.setdefault((each.listing is Listing.ENDINGS, each.text), each)
    return list(texts.values())


def _beginning(text: str, at: int, after: Place | None) -> str | None:
    """Return the sort key from which on a list is left behind a place; None if nothing is."""
    if after is None:
        return text
    if at == after.at:
        return max(after.sort_key + BEHIND_WORD, text)
    if at < after.at:
        return None if after.is_longer else text + _BEHIND_EXACT
    return text + _BEHIND_EXACT if after.is_longer else text


def _sort_key(word: Word, created: int, number: str) -> str:
    return entry_key("", Entry("", word, created, number)).sk
