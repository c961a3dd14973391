"""How long a list of words is, guessed from its first entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shared.domain.search.words import Word

_LETTERS_THAT_COUNT = 3
_LEAST_SHARE = 0.002
_DIGITS, _LATIN = 10, 26


class Seen(NamedTuple):
    """The first entries of a list: how many they are, and those at the end that are of one kind.

    `word`: of the last. `alike`: entries at the end that are of this word and list, or, where the word is
    longer than what was typed, of any such words. `oldest`: when the last was created.
    """

    entries: int
    alike: int
    word: Word
    oldest: float


class Watch:
    """Sees the entries of a list in their order, for a guess."""

    def __init__(self, beginning: str) -> None:
        self._beginning = beginning
        self._seen: Seen | None = None

    def see(self, entries: Iterable[tuple[Word, float]]) -> None:
        """Take note of the next entries: words, and when their customers were created."""
        for word, created in entries:
            if (seen := self._seen) is None:
                self._seen = Seen(1, 1, word, created)
            else:
                is_alike = word == seen.word or len(seen.word.text) > len(self._beginning)
                self._seen = Seen(seen.entries + 1, seen.alike + 1 if is_alike else 1, word, created)

    @property
    def count(self) -> int:
        """The entries that were seen."""
        return self._seen.entries if self._seen is not None else 0

    def guess(self, lifetime: float, now: float) -> float:
        """Return about how many entries the list has. `lifetime`: of the tenant, as far as it is known."""
        seen = self._seen
        if seen is None:
            return 0.0
        if len(seen.word.text) > len(self._beginning):
            # The rest are in the order of words: how far they reach into the alphabet tells how many.
            share = _share_before(seen.word.text[len(self._beginning) :])
        else:
            # The rest are one word, newest first: the time that they span tells the rate.
            span = max(now - seen.oldest, 1.0)
            share = span / max(lifetime, span)
        return seen.entries - seen.alike + seen.alike / share


def _share_before(rest: str) -> float:
    """Return the share of a range of words that lies before what follows the beginning of one."""
    share, width = 0.0, 1.0
    for letter in rest[:_LETTERS_THAT_COUNT]:
        if letter.isdecimal():
            at, of = int(letter), _DIGITS
        elif "a" <= letter <= "z":
            at, of = ord(letter) - ord("a"), _LATIN
        else:
            at, of = 1, 4
        share += at * width / of
        width /= of
    return max(share + width / 2, _LEAST_SHARE)
