"""A stand-in for the table that has the index of generated customers in a few bytes for each.

It makes items as they are asked for, and counts what DynamoDB would bill. So the real search runs on millions
of customers, for which an engine would take tens of gigabytes.
"""

from __future__ import annotations

import bisect
import itertools
import math
import time
from array import array
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items.item import item_size
from shared.adapters.dynamodb.items.search_entry import SIGNATURE, entry_item, key_item
from shared.adapters.dynamodb.search_keys import (
    DICTIONARY,
    ENDINGS,
    REGISTRY,
    dictionary_listed,
    entry_key,
    entry_place,
    listed_under,
)
from shared.adapters.dynamodb.writes import Key
from shared.domain.query.walk import milliseconds
from shared.domain.search.corrections import Side, is_in_dictionary
from shared.domain.search.corrections import entries_of as dictionary_entries
from shared.domain.search.entries import Entry
from shared.domain.search.reach import EVERYTHING, reach_of
from shared.domain.search.signature import signature_of
from shared.domain.search.words import Listing, Word, words_of
from tests.benchmarks.search.filling import (
    RESTRICTIONS,
    TENANT,
    created_at,
    customer_of,
    number_of,
    profile_of,
)
from tests.benchmarks.search.population import person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.table import Meter
    from shared.adapters.dynamodb.writes import Item

_BLOCK, _BATCH = 4096, 100
_THREADS = 8
"""Requests that a page makes side by side."""
_BEHIND_ALL = "\U0010ffff"


@dataclass
class Counts:
    """What has been asked for. `rounds`: requests behind each other, those side by side counted once.

    `seconds`: of CPU that the stand-in took, which is not the function's.
    """

    requests: int = 0
    rounds: int = 0
    kilobytes: float = 0.0
    seconds: float = 0.0


class _Reach:
    """The entries, the dictionary and the registry of one reach."""

    def __init__(self, positions: Iterable[int]) -> None:
        self.entries = 0
        self.held: dict[Listing, dict[str, array[int]]] = {each: {} for each in Listing}
        listed: set[str] = set()
        for position in positions:
            for word in words_of(customer_of(position, person(position), created_at(0, 1))):
                held = self.held[word.listing]
                if word.text not in held:
                    held[word.text] = array("I")
                held[word.text].append(position)
                self.entries += 1
        names, places, endings = (self.held[each] for each in Listing)
        self.words = {"W": sorted(names.keys() | places.keys()), ENDINGS: sorted(endings)}
        correctable = [*filter(is_in_dictionary, self.words["W"])]
        listed.update(listed_under(Word(Listing.NAMES, each)) for each in self.words["W"])
        listed.update(listed_under(Word(Listing.ENDINGS, each)) for each in self.words[ENDINGS])
        sides: dict[Side, list[str]] = defaultdict(list)
        for text in correctable:
            listed.update(dictionary_listed(text))
            for entry in dictionary_entries(text):
                sides[entry.side].append(entry.text)
        self.dictionary = {side: sorted(texts) for side, texts in sides.items()}
        self.distinct = len(correctable)
        self.registry = sorted(listed)


class CountedTable:
    """The `Table` of a tenant of `customers`, as far as searches read it.

    `each`: for so many customers with the same words, made one after another, does a generated person stand.
    """

    name = "counted"

    def __init__(self, generated: int, each: int = 1) -> None:
        self.customers = generated * each
        self.counts = Counts()
        self._generated = generated
        self.each = each
        self._reaches: dict[str, _Reach] = {}

    def reach(self, name: str) -> _Reach:
        """Return a reach, which is made when it is first asked for."""
        if name not in self._reaches:
            apart = {reach_of(each): at for at, each in enumerate(RESTRICTIONS)}
            first, step = (0, 1) if name == EVERYTHING else (apart[name], len(RESTRICTIONS))
            self._reaches[name] = _Reach(range(first, self._generated, step))
        return self._reaches[name]

    def standing_for(self, each: int) -> CountedTable:
        """Return the table of a tenant in which each generated person stands for so many customers."""
        other = CountedTable(self._generated, each)
        other._reaches = self._reaches
        return other

    def described(self) -> str:
        """Return what the index has of each customer."""
        everything = self.reach(EVERYTHING)
        entries = everything.entries / self._generated
        words = everything.distinct / self._generated / self.each
        return f"{entries:.1f} entries, {words:.2f} words of the dictionary"

    def query(
        self,
        condition: Condition,
        *,
        limit: int | None = None,
        meter: Meter | None = None,
        **_settled: object,
    ) -> Iterator[Item]:
        """See `Table.query`; of partitions of the index alone."""
        partition, first, last = _asked(condition)
        _, kind, rest = partition.split("#", 2)
        if kind == REGISTRY:
            reach = self.reach(rest)
            marks = (key_item(Key(partition, each)) for each in _between(reach.registry, first, last))
            return self._answered(marks, limit, meter)
        letters, name = rest.split("#", 1)
        reach = self.reach(name)
        if kind == DICTIONARY:
            texts = reach.dictionary.get(Side(letters[0]), [])
            words = (key_item(Key(partition, each)) for each in _between(texts, first, last))
            return self._answered(words, limit, meter)
        return self._answered(self._entries(reach, name, kind + letters, first, last), limit, meter)

    def batch_get(self, keys: Iterable[Key], *, meter: Meter | None = None, **_: object) -> dict[Key, Item]:
        """See `Table.batch_get`; of profiles alone, not of this moment."""
        wanted = list(dict.fromkeys(keys))
        found: dict[Key, Item] = {}
        for start in range(0, len(wanted), _BATCH):
            began = time.process_time()
            items = {key: self._profile(key) for key in wanted[start : start + _BATCH]}
            self._count([*items.values()], sum(map(_units_of, map(_size, items.values()))), meter, began)
            found |= items
        return found

    def in_parallel(self, read: Callable[[Any], Any], named: Iterable[Any]) -> Iterator[Any]:
        """Stand in for `in_parallel`: the same requests behind each other, counted as if side by side."""
        before, longest, found = self.counts.rounds, 0, []
        for each in named:
            began = self.counts.rounds
            found.append(read(each))
            longest = max(longest, self.counts.rounds - began)
        all_of_them = self.counts.rounds - before
        self.counts.rounds = before + max(longest, math.ceil(all_of_them / _THREADS))
        return iter(found)

    def _answered(self, items: Iterator[Item], limit: int | None, meter: Meter | None) -> Iterator[Item]:
        began = time.process_time()
        found = list(itertools.islice(items, limit))
        self._count(found, _units_of(sum(map(_size, found))), meter, began)
        return iter(found)

    def _count(self, items: list[Item], units: float, meter: Meter | None, began: float) -> None:
        self.counts.requests += 1
        self.counts.rounds += 1
        self.counts.kilobytes += sum(map(_size, items)) / 1024
        if meter is not None:
            meter.check()
            meter.spend(units)
        self.counts.seconds += time.process_time() - began

    def _entries(self, reach: _Reach, name: str, listed: str, first: str, last: str) -> Iterator[Item]:
        is_ending = listed[0] == ENDINGS
        words = reach.words[listed[0]]
        text_from = first.partition("\0")[0].rstrip("\1")
        for at in range(bisect.bisect_left(words, text_from), len(words)):
            text = words[at]
            if text > last:
                return
            if f"{text}\0{_BEHIND_ALL}" < first:
                continue
            for listing in (Listing.ENDINGS,) if is_ending else (Listing.NAMES, Listing.PLACES):
                word = Word(listing, text)
                if listed_under(word) != listed:
                    continue
                for position in self._newest_first(reach, word, listed, first):
                    signature = _signature(position // self.each)
                    created = milliseconds(created_at(position, self.customers))
                    entry = Entry(name, word, created, number_of(position))
                    if first <= entry_key(TENANT, entry).sk <= last:
                        yield entry_item(TENANT, entry, signature)

    def _newest_first(self, reach: _Reach, word: Word, listed: str, first: str) -> Iterator[int]:
        """Yield the positions of those who have a word, without those that are certainly before `first`."""
        held = reach.held[word.listing].get(word.text, array("I"))
        end = len(held)
        text, _, rest = first.partition("\0")
        if text == word.text and rest:
            place, _, number = entry_place(listed, first.rstrip("\0"))
            if place.listing is word.listing:
                end = bisect.bisect_right(held, int(number[1:]) // self.each)
        for at in range(end - 1, -1, -1):
            yield from range(held[at] * self.each + self.each - 1, held[at] * self.each - 1, -1)

    def _profile(self, key: Key) -> Item:
        position = int(key.pk.rpartition("#")[2][1:])
        generated = position // self.each
        made = customer_of(position, person(generated), created_at(position, self.customers))
        return profile_of(replace(made, restriction=RESTRICTIONS[generated % len(RESTRICTIONS)]))


def _asked(condition: Condition) -> tuple[str, str, str]:
    """Return the partition of a condition, and the first and last sort key."""
    of_partition, of_key = condition.values
    texts = [each.value["S"] for each in of_key.values[1:]]
    first, last = texts if of_key.operator == "BETWEEN" else (texts[0], texts[0] + _BEHIND_ALL)
    return of_partition.values[1].value["S"], first, last


def _between(texts: list[str], first: str, last: str) -> Iterator[str]:
    return itertools.islice(texts, bisect.bisect_left(texts, first), bisect.bisect_right(texts, last))


def _size(item: Item) -> int:
    """Return the bytes of an item."""
    if SIGNATURE not in item:
        return item_size(item)
    texts = {name: value for name, value in item.items() if name != SIGNATURE}
    return item_size(texts) + len(SIGNATURE) + len(item[SIGNATURE]["B"])


def _units_of(size: int) -> float:
    return max(math.ceil(size / _BLOCK), 1) * 0.5


@lru_cache(maxsize=200_000)
def _signature(position: int) -> bytes:
    """Return the signature of a generated customer."""
    return signature_of(sorted(words_of(customer_of(position, person(position), created_at(0, 1)))))
