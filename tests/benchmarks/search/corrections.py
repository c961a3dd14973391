"""The dictionary of a tenant in memory, and typing errors as people make them."""

from __future__ import annotations

import bisect
import math
from typing import TYPE_CHECKING, NamedTuple

from shared.domain.search.corrections import Entry, Side, entries_of, is_in_dictionary, nearest
from shared.domain.search.words import Listing, Word

if TYPE_CHECKING:
    import random

    from tests.benchmarks.search.index import Index

ENTRY_BYTES = 34
"""Of a word of the dictionary, besides the word: attribute names, tenant, restriction, side, length."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Nearest(NamedTuple):
    """The nearest words, and what it cost to find them."""

    words: tuple[str, ...]
    units: float
    requests: int
    looked_at: int


class Dictionary:
    """The distinct words of a tenant, from both sides."""

    def __init__(self, index: Index) -> None:
        self.words = {
            word.text
            for word in index.words
            if word.listing is not Listing.ENDINGS and is_in_dictionary(word.text)
        }
        entries = [entry for word in self.words for entry in entries_of(word)]
        self._sides = {side: sorted(entry for entry in entries if entry.side is side) for side in Side}

    def nearest(self, typed: str) -> Nearest:
        """Return the nearest words in the ranges that an error leaves."""
        units, requests, looked_at = 0.0, 0, 0

        def words_in(ranges: tuple[Entry, ...]) -> list[str]:
            nonlocal units, requests, looked_at
            found: list[str] = []
            for each in ranges:
                entries = self._sides[each.side]
                low = bisect.bisect_left(entries, each)
                high = bisect.bisect_left(entries, each._replace(text=each.text + "\U0010ffff"))
                size = sum(ENTRY_BYTES + len(entry.text.encode()) for entry in entries[low:high])
                units += max(math.ceil(size / 4096), 1) * 0.5
                looked_at += high - low
                found += [entry.word for entry in entries[low:high]]
            requests += len(ranges)
            return found

        return Nearest(nearest(typed, words_in), units, requests, looked_at)


def mistyped(word: str, chance: random.Random) -> str:
    """Return the word with one edit: a letter missing, too many or wrong, or two in the wrong order."""
    while True:
        at = chance.randrange(len(word))
        match chance.randrange(4):
            case 0:
                made = word[:at] + word[at + 1 :]
            case 1:
                made = word[:at] + chance.choice(_LETTERS) + word[at:]
            case 2:
                made = word[:at] + chance.choice(_LETTERS) + word[at + 1 :]
            case _:
                made = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
        if made != word and len(made) >= 4:
            return made


def matches(index: Index, typed: str) -> int:
    """Return how many entries begin so."""
    return sum(index.count(index.range_of(Word(each, typed))) for each in (Listing.NAMES, Listing.PLACES))
