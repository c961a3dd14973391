"""Ways to answer a search from the lists of words, by what they read."""

from __future__ import annotations

import heapq
import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from shared.adapters.dynamodb.lists.search.drivers import TOO_LONG
from shared.domain.search.guesses import Watch
from shared.domain.search.signature import quality_by
from shared.domain.search.typed import quality_of
from shared.domain.search.words import Listing
from tests.benchmarks.search.index import Cost

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shared.domain.search.typed import Part, TypedWord
    from shared.domain.search.words import Word
    from tests.benchmarks.search.index import Index

PAGE = 25
FIRST_LOOK = 80
"""Entries that are read of each list first: a unit."""
CHUNK, LARGEST_CHUNK = 500, 2000
RANKED_ENTRIES, RANKED_PROFILES = 500, 70
"""Lists of up to so many entries are read whole, and so many profiles of them."""
LIST_UNITS = 45.0
"""Units for lists of several words; those for the profiles of a page come to them."""
UNITS = 60.0


class Found(NamedTuple):
    """What a search found, for what: `ended` where the page ended early, as the units were used up."""

    cost: Cost
    hits: list[int]
    ended: bool


@dataclass
class _Driver:
    """A part whose lists may be read on: what the first look at them has shown."""

    part: Part
    complete: bool
    watches: list[tuple[Watch, bool]]
    oldest: int
    read: int

    def guess(self, index: Index, oldest: int) -> float:
        """Return about how many entries the lists have."""
        lifetime = float(index.size - oldest)
        return sum(
            watch.count if is_whole else watch.guess(lifetime, index.size) for watch, is_whole in self.watches
        )

    def see_more(self, index: Index, count: int) -> None:
        """Take note of so many entries of the first list, as they are all read."""
        watch, _ = self.watches[0]
        rows = _entries(index, _lists(self.part)[0])
        watch.see((word, float(number)) for word, number in itertools.islice(rows, watch.count, count))


def _look(index: Index, part: Part, cost: Cost, limit: int) -> _Driver:
    """Read the first entries of each list of a part."""
    watches, oldest, count = [], index.size, 0
    for beginnings in _lists(part):
        there = sum(index.count(index.range_of(each)) for each in beginnings)
        read = min(there, limit)
        cost.query(index.bytes_of(beginnings[0], read, signed=True), read)
        watch = Watch(beginnings[0].text)
        rows = list(itertools.islice(_entries(index, beginnings), read))
        watch.see((word, float(number)) for word, number in rows)
        watches.append((watch, there < limit))
        oldest = min([oldest, *(number for _, number in rows)])
        count += read
    return _Driver(part, all(is_whole for _, is_whole in watches), watches, oldest, count)


def _entries(index: Index, beginnings: Sequence[Word]) -> Iterator[tuple[Word, int]]:
    """Yield the entries of a list as they lie there: exact names, exact places, longer words of both."""
    for each in beginnings:
        yield from index.walk(index.range_of(each, exact=True))
    longer = []
    for each in beginnings:
        low, high = index.range_of(each)
        low += high > low and index.words[low] == each
        longer.append(index.walk((low, high)))
    yield from heapq.merge(*longer, key=lambda entry: entry[0].text)


def _lists(part: Part) -> list[list[Word]]:
    """Return the beginnings of a part by the query that reads them: names and places lie together."""
    lists: dict[tuple[bool, str], list[Word]] = {}
    for each in part.beginnings:
        lists.setdefault((each.listing is Listing.ENDINGS, each.text), []).append(each)
    return list(lists.values())


def one_word(index: Index, typed: TypedWord) -> Found:
    """Read the first entries of each list, and the profiles of a page.

    Exact words come newest first, names before places, then longer words: newest first where the first look
    shows all of them, otherwise in the order of words.
    """
    cost = Cost()
    part = typed.needed[0]
    limit = FIRST_LOOK * 2 // len(_lists(part))
    driver = _look(index, part, cost, limit)
    rows = sorted(
        (
            (word.text != beginning.text, "" if driver.complete else word.text, word.listing, -number)
            for beginning in part.beginnings
            for word, number in itertools.islice(index.walk(index.range_of(beginning)), limit)
        )
    )
    hits = list(dict.fromkeys(-row[-1] for row in rows))[:PAGE]
    cost.read_profiles(len(hits))
    return Found(cost, hits, ended=False)


def signed(index: Index, typed: Sequence[TypedWord]) -> Found:
    """Read the rarest list alone, and the profiles of those whose signature has the other words.

    A list that is twice as long as it was guessed to be is left for the next, if that is shorter.
    """
    cost = Cost()
    drivers = [_look(index, part, cost, FIRST_LOOK) for word in typed for part in word.needed]
    oldest = min(each.oldest for each in drivers)
    guesses = {id(each): each.guess(index, oldest) for each in drivers}
    left = sorted(drivers, key=lambda each: (guesses[id(each)], not each.complete))
    search = _Several(index, typed, cost, drivers, guesses, oldest)
    while True:
        driver = left.pop(0)
        found = _read_on(search, driver, left)
        if found is not None:
            return found


@dataclass
class _Several:
    """A search of several words. `tests`: what the profiles that were read have shown."""

    index: Index
    typed: Sequence[TypedWord]
    cost: Cost
    drivers: Sequence[_Driver]
    guesses: Mapping[int, float]
    oldest: int
    tests: dict[int, bool] = field(default_factory=dict)


def _read_on(search: _Several, driver: _Driver, left: Sequence[_Driver]) -> Found | None:
    """Read one list on; return None where it is left for the next."""
    index, cost = search.index, search.cost
    others = [each.part for each in search.drivers if each is not driver]
    size = index.bytes_of(driver.part.beginnings[0], 1, signed=True)
    numbers = _numbers(index, driver.part)
    read, complete = _first_of(search, driver, numbers, size)
    count = len(read)
    hits: list[int] = []
    passed: dict[int, None] = {}
    chunk = CHUNK
    while read:
        candidates = [
            number
            for number in dict.fromkeys(read)
            if number not in passed
            and all(quality_by(index.signature(number), part) is not None for part in others)
        ]
        passed.update(dict.fromkeys(candidates))
        is_spent = _test(search, candidates, hits, whole=complete and len(candidates) <= RANKED_PROFILES)
        if complete or is_spent or len(hits) >= PAGE:
            return Found(cost, hits[:PAGE], ended=is_spent and len(hits) < PAGE)
        if left and count >= TOO_LONG * search.guesses[id(driver)]:
            driver.see_more(index, count)
            if search.guesses[id(left[0])] < driver.guess(index, search.oldest) - count:
                return None
        if cost.units >= LIST_UNITS:
            return Found(cost, hits, ended=True)
        affordable = max(int((LIST_UNITS - cost.units) * 8192 / size), FIRST_LOOK)
        read = list(itertools.islice(numbers, min(chunk, affordable)))
        count += len(read)
        cost.query(size * len(read), len(read))
        chunk = min(2 * chunk, LARGEST_CHUNK)
    return Found(cost, hits, ended=False)


def _first_of(
    search: _Several, driver: _Driver, numbers: Iterator[int], size: float
) -> tuple[list[int], bool]:
    """Return what the first look has read, or more of a list that seems short, and whether it is whole."""
    read = list(itertools.islice(numbers, driver.read))
    if driver.complete or search.guesses[id(driver)] >= 2 * RANKED_ENTRIES:
        return read, driver.complete
    more = list(itertools.islice(numbers, RANKED_ENTRIES - len(read)))
    search.cost.query(size * len(more), len(more))
    return [*read, *more], len(read) + len(more) < RANKED_ENTRIES


def _test(search: _Several, candidates: list[int], hits: list[int], *, whole: bool) -> bool:
    """Read profiles until the page is full, or all of them; return whether the units are used up."""
    left = candidates
    while left and (whole or len(hits) < PAGE):
        affordable = int((UNITS - search.cost.units) * 2)
        if affordable <= 0:
            return True
        batch = left if whole else left[: min(PAGE - len(hits), affordable)]
        left = left[len(batch) :]
        unknown = [number for number in batch if number not in search.tests]
        search.cost.read_profiles(len(unknown))
        for number in unknown:
            words = search.index.words_of(number)
            search.tests[number] = quality_of(search.typed, words) is not None
        hits += [number for number in batch if search.tests[number]]
    return False


def tested(index: Index, typed: Sequence[TypedWord]) -> Found:
    """Read the rarest list, and the profile of everybody in it; without signatures."""
    cost = Cost()
    drivers = [_look(index, part, cost, FIRST_LOOK) for word in typed for part in word.needed]
    oldest = min(each.oldest for each in drivers)
    driver = min(drivers, key=lambda each: (each.guess(index, oldest), not each.complete))
    hits: list[int] = []
    for count, number in enumerate(_numbers(index, driver.part), 1):
        if quality_of(typed, index.words_of(number)) is not None:
            hits.append(number)
        if len(hits) == PAGE or count == 40_000:
            break
    else:
        count = index_count(index, driver.part)
    cost.query(index.bytes_of(driver.part.beginnings[0], count, signed=False), count)
    cost.read_profiles(count)
    return Found(cost, hits, ended=False)


def merged(index: Index, typed: Sequence[TypedWord]) -> Found:
    """Read all lists side by side, newest first, as far as a page reaches; ranges of many words whole."""
    cost = Cost()
    lists = []
    for word in typed:
        for part in word.needed:
            ranges = [(each, index.range_of(each)) for each in part.beginnings]
            lists.append((part, ranges, {n for _, ranks in ranges for _, n in index.walk(ranks)}))
    common = set.intersection(*(numbers for _, _, numbers in lists))
    hits = sorted(common, reverse=True)[:PAGE]
    oldest = hits[-1] if len(hits) == PAGE else 0
    shortest = min(len(numbers) for _, _, numbers in lists)
    for _, ranges, numbers in lists:
        for beginning, ranks in ranges:
            exact = index.range_of(beginning, exact=True)
            is_one_word = index.count(exact) == index.count(ranks)
            each = index.bytes_of(beginning, 1, signed=False)
            entries = index.count(ranks)
            if is_one_word and entries:
                entries = sum(1 for _, number in index.walk(ranks) if number >= oldest)
            by_seeks = shortest * 0.5 if is_one_word and len(numbers) > shortest else float("inf")
            if entries * each / 8192 > by_seeks:
                cost.units += by_seeks
                cost.requests += shortest
            else:
                cost.query(entries * each, entries)
    cost.read_profiles(len(hits))
    return Found(cost, hits, ended=False)


def index_count(index: Index, part: Part) -> int:
    """Return the number of entries of a part."""
    return sum(index.count(index.range_of(beginning)) for beginning in part.beginnings)


def _numbers(index: Index, part: Part) -> Iterator[int]:
    for beginnings in _lists(part):
        for _, number in _entries(index, beginnings):
            yield number
