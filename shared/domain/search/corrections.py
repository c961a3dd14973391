"""The words of a tenant that are nearest to one that nobody has, found by what an error leaves as it was.

The tenant's distinct words are in a dictionary twice, forward and backward. An entry is the first two letters
from that side, a letter for the length, and the word. One edit leaves one half of a word as it was, so the
words that can be meant lie together on one of the sides, in a few ranges.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from shared.domain.search.distance import edits_allowed, edits_between, may_be_near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

HELD = 2
"""Letters at one side that are as typed. A word whose two edits leave neither side so is not found."""
MAX_NEAREST = 16
"""Words that are searched for instead of one."""
_FEWEST = 3
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


def ranges_of(typed: str, edits: int) -> tuple[Entry, ...]:
    """Return what the entries begin with of words that are so many edits from one.

    So many edits divide a word into one part more, and leave the first or the last as it was, or, of two
    edits, both are in the first letters of one side.
    """
    held = max((len(typed) - 1) // (edits + 1), HELD)
    ranges = [
        Entry(side, text[:HELD] + _length(length) + text[:held])
        for side, text in ((Side.FORWARD, typed), (Side.BACKWARD, typed[::-1]))
        for length in range(max(len(typed) - edits, held), len(typed) + edits + 1)
    ]
    if len(typed) == 2 * HELD:
        # Its two letters in the middle, in the wrong order, leave neither half as it was.
        swapped = typed[: HELD - 1] + typed[HELD] + typed[HELD - 1] + typed[HELD + 1 :]
        ranges.append(Entry(Side.FORWARD, _form(swapped)))
    return tuple(ranges)


def ranges_at_most(typed: str) -> int:
    """Return how many ranges are read where no word is near."""
    return sum(len(ranges_of(typed, edits)) for edits in range(1, edits_allowed(typed) + 1))


def span_of(ranges: Iterable[Entry]) -> tuple[str, str]:
    """Return the first and the last of what the entries of one side begin with that have all these ranges."""
    held = sorted(each.text[: HELD + 1] for each in ranges)
    return held[0], held[-1]


def stretches_of(ranges: Sequence[Entry]) -> list[tuple[str, str]]:
    """Return the first and the last of what entries of one side begin with that are in some ranges of it,
    in one stretch if they have all entries between them.
    """
    if all(len(each.text) == 2 * HELD + 1 for each in ranges):
        return [span_of(ranges)]
    return [(each.text, each.text) for each in ranges]


def nearest(
    typed: str, words_in: Callable[[tuple[Entry, ...]], Iterable[str]], *, reaches: int = 1
) -> tuple[str, ...]:
    """Return the words with the fewest edits, at least one; first those that begin as typed.

    `words_in`: returns the words of the entries that begin so. Words of two edits are looked for only where
    there is none of one. `reaches`: in how many each word is looked for, so that there are not too many.
    """
    for edits in range(1, edits_allowed(typed) + 1):
        if near := near_by(typed, words_in(ranges_of(typed, edits)), edits, reaches=reaches):
            return near
    return ()


def near_by(typed: str, words: Iterable[str], edits: int, *, reaches: int) -> tuple[str, ...]:
    """Return those of the words that are so many edits from one, as `nearest` does."""
    letters = frozenset(typed)
    known = {word for word in words if may_be_near(letters, word, edits)}
    near = [word for word in known if edits_between(typed, word, edits) == edits]
    near.sort(key=lambda word: (word[0] != typed[0], len(word) != len(typed), word))
    return tuple(near[: max(MAX_NEAREST // max(reaches, 1), _FEWEST)])


def _form(text: str) -> str:
    return text[:HELD] + _length(len(text)) + text


def _length(length: int) -> str:
    return chr(_LENGTHS_FROM + length)
