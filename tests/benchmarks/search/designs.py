"""Ways to answer a search from the lists of words, by what they read."""

from __future__ import annotations

import heapq
import itertools
from typing import TYPE_CHECKING, NamedTuple

from shared.domain.search.signature import quality_by
from shared.domain.search.typed import quality_of
from shared.domain.search.words import Listing
from tests.benchmarks.search.index import Cost

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shared.domain.search.typed import Part, TypedWord
    from shared.domain.search.words import Word
    from tests.benchmarks.search.index import Index

PAGE = 25
FIRST_LOOK = 80
"""Entries that are read of each list first: a unit."""
CHUNK, LARGEST_CHUNK = 500, 2000
LIST_UNITS = 45.0
"""Units for lists of several words; those for the profiles of a page come to them."""
UNITS = 60.0


class Found(NamedTuple):
    """What a search found, for what: `ended` where the page ended early, as the units were used up."""

    cost: Cost
    hits: list[int]
    ended: bool


class _Driver(NamedTuple):
    part: Part
    estimate: float
    complete: bool


def _look(index: Index, part: Part, cost: Cost, limit: int) -> _Driver:
    """Read the first entries of each list of a part, and guess from them how many there are."""
    estimate, complete = 0.0, True
    for beginnings in _lists(part):
        there = sum(index.count(index.range_of(each)) for each in beginnings)
        read = min(there, limit)
        cost.query(index.bytes_of(beginnings[0], read, signed=True), read)
        if there <= limit:
            estimate += there
            continue
        complete = False
        estimate += _guess(index, beginnings, limit)
    return _Driver(part, estimate, complete)


def _guess(index: Index, beginnings: Sequence[Word], limit: int) -> float:
    """Return about how many entries a list has, from its first: exact names, exact places, longer words."""
    left = limit
    for each in beginnings:
        ranks = index.range_of(each, exact=True)
        if index.count(ranks) >= left:
            # The rest are one word, newest first: the time that they span tells the rate.
            oldest = index.entries[index.first[ranks[0]] + left - 1]
            return limit - left + left * index.size / max(index.size - oldest, 1)
        left -= index.count(ranks)
    # The rest are in the order of words: how far they reach into the alphabet tells how many there are.
    longer = [
        (low + (high > low and index.words[low] == each), high)
        for each, low, high in _ranges(index, beginnings)
    ]
    merged = heapq.merge(*(_texts(index, ranks) for ranks in longer))
    last = next(itertools.islice(merged, left - 1, None))
    return limit - left + left / _share_before(last[len(beginnings[0].text) :])


def _ranges(index: Index, beginnings: Sequence[Word]) -> list[tuple[Word, int, int]]:
    return [(each, *index.range_of(each)) for each in beginnings]


def _texts(index: Index, ranks: tuple[int, int]) -> Iterator[str]:
    return (word.text for word, _ in index.walk(ranks))


def _lists(part: Part) -> list[list[Word]]:
    """Return the beginnings of a part by the query that reads them: names and places lie together."""
    lists: dict[tuple[bool, str], list[Word]] = {}
    for each in part.beginnings:
        lists.setdefault((each.listing is Listing.ENDINGS, each.text), []).append(each)
    return list(lists.values())


def _share_before(rest: str) -> float:
    """Return the share of a range of words that lies before what follows the beginning of one."""
    share, width = 0.0, 1.0
    for letter in rest[:3]:
        if letter.isdecimal():
            at, of = int(letter), 10
        elif "a" <= letter <= "z":
            at, of = ord(letter) - ord("a"), 26
        else:
            at, of = 1, 4
        share += at * width / of
        width /= of
    return max(share + width / 2, 0.002)


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
    """Read the rarest list alone, and the profiles of those whose signature has the other words."""
    cost = Cost()
    drivers = [_look(index, part, cost, FIRST_LOOK) for word in typed for part in word.needed]
    driver = min(drivers, key=lambda each: (each.estimate, not each.complete))
    others = [each.part for each in drivers if each is not driver]
    hits: list[int] = []
    passed: dict[int, None] = {}
    numbers = _numbers(index, driver.part)
    size = index.bytes_of(driver.part.beginnings[0], 1, signed=True)
    read = list(itertools.islice(numbers, FIRST_LOOK))
    chunk = CHUNK
    while read:
        signatures = {number: index.signature(number) for number in read if number not in passed}
        candidates = [
            number
            for number, signature in signatures.items()
            if all(quality_by(signature, part) is not None for part in others)
        ]
        passed.update(dict.fromkeys(candidates))
        while candidates:
            wanted = min(PAGE - len(hits), int((UNITS - cost.units) * 2))
            if wanted <= 0:
                return Found(cost, hits, ended=len(hits) < PAGE)
            batch, candidates = candidates[:wanted], candidates[wanted:]
            cost.read_profiles(len(batch))
            hits += [n for n in batch if quality_of(typed, index.words_of(n)) is not None]
        if len(hits) == PAGE:
            return Found(cost, hits, ended=False)
        if cost.units >= LIST_UNITS:
            return Found(cost, hits, ended=True)
        affordable = max(int((LIST_UNITS - cost.units) * 8192 / size), FIRST_LOOK)
        read = list(itertools.islice(numbers, min(chunk, affordable)))
        if not driver.complete:
            cost.query(size * len(read), len(read))
        chunk = min(2 * chunk, LARGEST_CHUNK)
    return Found(cost, hits, ended=False)


def tested(index: Index, typed: Sequence[TypedWord]) -> Found:
    """Read the rarest list, and the profile of everybody in it; without signatures."""
    cost = Cost()
    drivers = [_look(index, part, cost, FIRST_LOOK) for word in typed for part in word.needed]
    driver = min(drivers, key=lambda each: (each.estimate, not each.complete))
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
    for beginning in part.beginnings:
        for _, number in index.walk(index.range_of(beginning)):
            yield number
