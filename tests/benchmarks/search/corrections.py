"""Words that a tenant has, found by what a typing error leaves of them."""

from __future__ import annotations

import bisect
import math
from typing import TYPE_CHECKING, NamedTuple

from shared.domain.search.distance import edits_allowed, edits_between
from shared.domain.search.words import Listing, Word

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from tests.benchmarks.search.index import Index

ENTRY_BYTES = 34
"""Of a word of the dictionary, besides the word: attribute names, tenant, restriction, direction, length."""
HELD = 2
"""Letters at one end that an error leaves alone."""


class Nearest(NamedTuple):
    """The nearest words, and what it cost to find them."""

    words: list[str]
    units: float
    requests: int
    looked_at: int


class Dictionary:
    """The distinct words of a tenant, forward and backward: by two letters, the length, and the word."""

    def __init__(self, index: Index) -> None:
        words = {
            word.text
            for word in index.words
            if word.listing is not Listing.ENDINGS and edits_allowed(word.text) and word.text.isalpha()
        }
        self.words = words
        self._forward = sorted(map(_key, words))
        self._backward = sorted(_key(word[::-1]) for word in words)

    def nearest(self, typed: str) -> Nearest:
        """Return the words with the fewest edits above none, as far as one end of each is as typed."""
        allowed = edits_allowed(typed)
        found: dict[str, int] = {}
        units, looked_at, requests = 0.0, 0, 0
        for entries, text, step in ((self._forward, typed, 1), (self._backward, typed[::-1], -1)):
            for key in _ranges(text, allowed):
                low = bisect.bisect_left(entries, key)
                high = bisect.bisect_left(entries, key[:-1] + chr(ord(key[-1]) + 1))
                size = sum(ENTRY_BYTES + len(each.encode()) for each in entries[low:high])
                units += max(math.ceil(size / 4096), 1) * 0.5
                requests += 1
                looked_at += high - low
                for entry in entries[low:high]:
                    word = entry[HELD + 1 :][::step]
                    if word not in found and (edits := edits_between(typed, word, allowed)):
                        found[word] = edits
        if len(typed) == 2 * HELD:
            # Two letters in the wrong order in the middle leave no half alone.
            swapped = typed[: HELD - 1] + typed[HELD] + typed[HELD - 1] + typed[HELD + 1 :]
            units, requests = units + 0.5, requests + 1
            if swapped != typed and swapped in self.words:
                found[swapped] = 1
        fewest = min(found.values(), default=0)
        return Nearest(sorted(w for w, e in found.items() if e == fewest), units, requests, looked_at)


def _key(word: str) -> str:
    return f"{word[:HELD]}{chr(64 + len(word))}{word}"


def _ranges(text: str, allowed: int) -> Iterator[str]:
    """Yield the beginnings of entries: of each length, with as much of the text as an error surely leaves.

    One error leaves one half alone; of two, one end may have none.
    """
    held = max((len(text) - 1) // (allowed + 1), HELD)
    for length in range(len(text) - allowed, len(text) + allowed + 1):
        yield f"{text[:HELD]}{chr(64 + length)}{text[:held]}"


def mistyped(word: str, chance: random.Random) -> str:
    """Return the word with one edit, which people make: a neighbour, a doubled or missing letter, a swap."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    while True:
        at = chance.randrange(len(word))
        match chance.randrange(4):
            case 0:
                made = word[:at] + word[at + 1 :]
            case 1:
                made = word[:at] + chance.choice(letters) + word[at:]
            case 2:
                made = word[:at] + chance.choice(letters) + word[at + 1 :]
            case _:
                made = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
        if made != word and len(made) >= 4:
            return made


def has_match(index: Index, typed: str) -> bool:
    """Return whether a word of a customer begins so."""
    return any(index.count(index.range_of(Word(each, typed))) for each in (Listing.NAMES, Listing.PLACES))


def matches(index: Index, typed: str) -> int:
    """Return how many entries begin so."""
    return sum(index.count(index.range_of(Word(each, typed))) for each in (Listing.NAMES, Listing.PLACES))


__all__ = ["Dictionary", "Nearest", "has_match", "matches", "mistyped"]
