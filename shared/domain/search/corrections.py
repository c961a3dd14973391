"""The words of a tenant that are nearest to one that nobody has, found by what an error leaves as it was.

The tenant's distinct words are in a dictionary twice, forward and backward. An entry is the first two letters
from that side, a letter for the length, and the word. One edit leaves one half of a word as it was, so the
words that can be meant lie together on one of the sides, in a few ranges.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from shared.domain.search.distance import edits_allowed, edits_between

if TYPE_CHECKING:
    from collections.abc import Iterable

HELD = 2
"""Letters at one side that are as typed. A word whose two edits leave neither side so is not found."""
MAX_NEAREST = 8
"""Words that are searched for instead of one."""
_LENGTHS_FROM = ord("0")


class Side(StrEnum):
    """From which side the words of a dictionary are read."""

    FORWARD = "f"
    BACKWARD = "b"


class Entry(NamedTuple):
    """An entry of the dictionary, or what some of its entries begin with."""

    side: Side
    text: str

    @property
    def word(self) -> str:
        """The word of an entry."""
        word = self.text[HELD + 1 :]
        return word if self.side is Side.FORWARD else word[::-1]


def is_in_dictionary(word: str) -> bool:
    """Return whether a word is one that may be meant by another: of letters alone, and not too short."""
    return word.isalpha() and edits_allowed(word) > 0


def entries_of(word: str) -> tuple[Entry, Entry]:
    """Return the two entries of a word."""
    return Entry(Side.FORWARD, _form(word)), Entry(Side.BACKWARD, _form(word[::-1]))


def ranges_of(typed: str) -> tuple[Entry, ...]:
    """Return what the entries begin with that may be meant by a word. None for one without corrections."""
    allowed = edits_allowed(typed)
    if not allowed:
        return ()
    held = max((len(typed) - 1) // (allowed + 1), HELD)
    ranges = [
        Entry(side, text[:HELD] + _length(length) + text[:held])
        for side, text in ((Side.FORWARD, typed), (Side.BACKWARD, typed[::-1]))
        for length in range(max(len(typed) - allowed, held), len(typed) + allowed + 1)
    ]
    if len(typed) == 2 * HELD:
        # Its two letters in the middle, in the wrong order, leave neither half as it was.
        swapped = typed[: HELD - 1] + typed[HELD] + typed[HELD - 1] + typed[HELD + 1 :]
        ranges.append(Entry(Side.FORWARD, _form(swapped)))
    return tuple(ranges)


def nearest(typed: str, words: Iterable[str]) -> tuple[str, ...]:
    """Return the words with the fewest edits, at least one; first those that begin as typed."""
    allowed = edits_allowed(typed)
    found = [(edits, word) for word in set(words) if (edits := edits_between(typed, word, allowed))]
    fewest = min((edits for edits, _ in found), default=0)
    words_so_near = (word for edits, word in found if edits == fewest)
    ordered = sorted(words_so_near, key=lambda word: (word[0] != typed[0], len(word) != len(typed), word))
    return tuple(ordered[:MAX_NEAREST])


def _form(text: str) -> str:
    return text[:HELD] + _length(len(text)) + text


def _length(length: int) -> str:
    return chr(_LENGTHS_FROM + length)
