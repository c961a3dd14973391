"""The lists of words in memory, with what DynamoDB would bill for reading them."""

from __future__ import annotations

import bisect
import itertools
import math
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.domain.search.signature import signature_of
from shared.domain.search.words import Listing, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.benchmarks.search.population import Person

KEY_BYTES = 38
"""Of an entry: the names of its attributes, tenant, restriction, list, time (6) and number (8)."""
BLOCK = 4096
PROFILE_UNITS = 0.5
"""Of a profile of up to 4 KB that need not be of this moment."""


@dataclass
class Cost:
    """What a search has read."""

    units: float = 0.0
    requests: int = 0
    entries: int = 0
    profiles: int = 0

    def query(self, size: float, entries: int) -> None:
        """Count one query: rounded up to half a unit, and another request for each megabyte."""
        self.units += max(math.ceil(size / BLOCK), 1) * 0.5
        self.requests += max(math.ceil(size / 2**20), 1)
        self.entries += entries

    def read_profiles(self, count: int) -> None:
        """Count a batch of profiles."""
        self.units += count * PROFILE_UNITS
        self.requests += math.ceil(count / 100)
        self.profiles += count


class Index:
    """All customers' words. Customers are numbered in the order of their creation."""

    def __init__(self, population: Iterable[Person], *, kept: int = 1) -> None:
        """`kept`: of so many people, one is kept whole, to search for."""
        ids: dict[Word, int] = {}
        held = array("I")
        self.starts = array("Q", [0])
        self.samples: list[tuple[int, Person]] = []
        for number, person in enumerate(population):
            for word in person.words:
                held.append(ids.setdefault(word, len(ids)))
            self.starts.append(len(held))
            if number % kept == 0:
                self.samples.append((number, person))
        self.held = held
        self.size = len(self.starts) - 1
        order = sorted(ids)
        rank_of = array("I", bytes(4 * len(ids)))
        for rank, word in enumerate(order):
            rank_of[ids[word]] = rank
        del ids
        for at, each in enumerate(held):
            held[at] = rank_of[each]
        self.words = order
        counts = array("I", bytes(4 * len(order)))
        for each in held:
            counts[each] += 1
        self.first = array("Q", itertools.accumulate(counts, initial=0))
        """Where the entries of each word begin, in the order of lists and words."""
        self.entries = array("I", bytes(4 * len(held)))
        free = array("Q", self.first)
        for number in range(self.size - 1, -1, -1):  # newest first
            for position in range(self.starts[number], self.starts[number + 1]):
                rank = held[position]
                self.entries[free[rank]] = number
                free[rank] += 1
        self.signature_bytes = sum(
            5 + 3 * (self.starts[number + 1] - self.starts[number]) for number in range(0, self.size, 97)
        ) / len(range(0, self.size, 97))

    def words_of(self, number: int) -> list[Word]:
        """Return the words of a customer."""
        return [self.words[each] for each in self.held[self.starts[number] : self.starts[number + 1]]]

    def signature(self, number: int) -> bytes:
        """Return the signature of a customer."""
        return signature_of(self.words_of(number))

    def range_of(self, beginning: Word, *, exact: bool = False) -> tuple[int, int]:
        """Return the ranks of the words that begin so."""
        low = bisect.bisect_left(self.words, beginning)
        if exact:
            return low, low + (low < len(self.words) and self.words[low] == beginning)
        return low, bisect.bisect_left(self.words, Word(beginning.listing, beginning.text + "\U0010ffff"))

    def count(self, ranks: tuple[int, int]) -> int:
        """Return the number of entries of these words."""
        low, high = ranks
        return self.first[high] - self.first[low] if high > low else 0

    def bytes_of(self, beginning: Word, entries: int, *, signed: bool) -> float:
        """Return the size of so many entries."""
        each = KEY_BYTES + len(beginning.text.encode()) + 4
        return entries * (each + (self.signature_bytes if signed else 0))

    def walk(self, ranks: tuple[int, int]) -> Iterator[tuple[Word, int]]:
        """Yield the entries of these words: by word, each newest first."""
        for rank in range(*ranks):
            word = self.words[rank]
            for position in range(self.first[rank], self.first[rank + 1]):
                yield word, self.entries[position]


def listing_share(index: Index) -> dict[Listing, float]:
    """Return how many entries a customer has in each list."""
    shares = dict.fromkeys(Listing, 0)
    for rank, word in enumerate(index.words):
        shares[word.listing] += index.first[rank + 1] - index.first[rank]
    return {listing: count / index.size for listing, count in shares.items()}
