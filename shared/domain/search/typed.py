"""The words that a person has typed into a search, all of which a customer must have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from shared.domain.errors import BadParameter
from shared.domain.search.telephone import (
    ENDING,
    MIN_DIGITS,
    digits_of,
    ending_of,
    national_digits,
    without_country,
)
from shared.domain.search.words import Listing, Word, email_word, number_word, text_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MAX_CHARACTERS, MAX_WORDS = 200, 10
_WITH_COUNTRY = 7
"""From so many digits on, they may begin with a calling code without `+`; fewer are rather a zip code."""
_DIGITS = re.compile(r"[+(]*\d[\d()/.\-]*")
_FROM_ABROAD = re.compile(r"[(]*(?:\+|00)")
_NAMES_AND_PLACES = (Listing.NAMES, Listing.PLACES)


class Quality(IntEnum):
    """How well a word of a customer is what was typed; less is better."""

    EXACT_NAME = 0
    EXACT_PLACE = 1
    BEGINNING_OF_NAME = 2
    BEGINNING_OF_PLACE = 3


@dataclass(frozen=True, slots=True)
class Part:
    """Words of which one is enough, each of which may be longer in a customer."""

    beginnings: tuple[Word, ...]

    def quality_in(self, words: Iterable[Word]) -> Quality | None:
        """Return the best quality among these words; None if none of them begins so."""
        found = (
            quality_of_word(word, beginning)
            for word in words
            for beginning in self.beginnings
            if word.listing is beginning.listing and word.text.startswith(beginning.text)
        )
        return min(found, default=None)


@dataclass(frozen=True, slots=True)
class TypedWord:
    """One word as typed. `ways`: sets of parts; a customer needs all parts of one of them.

    `needed`: the parts without which none of the ways is met, by which an index is asked.
    """

    text: str
    ways: tuple[tuple[Part, ...], ...]
    needed: tuple[Part, ...]

    @property
    def is_simple(self) -> bool:
        """Whether it is one part and nothing else, so that the lists of the part are all who have it."""
        return self.ways == (self.needed,) and len(self.needed) == 1

    def quality_in(self, words: Iterable[Word]) -> Quality | None:
        """Return how well a customer with these words has it; None if it has not."""
        known = tuple(words)
        return self.quality_by(lambda part: part.quality_in(known))

    def quality_by(self, quality_of_part: Callable[[Part], Quality | None]) -> Quality | None:
        """Return how well a customer has it, who has each part so well; None if it has not."""
        found = []
        for way in self.ways:
            qualities = [quality_of_part(part) for part in way]
            if all(each is not None for each in qualities):
                found.append(max(each for each in qualities if each is not None))
        return min(found, default=None)


def typed_words(text: str) -> tuple[TypedWord, ...]:
    """Return the words of what was typed, each once. Raises `BadParameter`."""
    if len(text) > MAX_CHARACTERS:
        raise BadParameter(f"'search' must have at most {MAX_CHARACTERS} characters.")
    words = tuple(dict.fromkeys(word for token in _tokens(text) if (word := _word(token)) is not None))
    if len(words) > MAX_WORDS:
        raise BadParameter(f"'search' must have at most {MAX_WORDS} words.")
    if not words:
        raise BadParameter("'search' must have a letter or a digit.")
    return words


def any_of(texts: Iterable[str]) -> TypedWord:
    """Return a word that is met by whoever has one of these, in whose order they are looked for."""
    wanted = tuple(texts)
    part = Part(tuple(each for text in wanted for each in _listed(text, _NAMES_AND_PLACES)))
    return _single(wanted[0], part)


def quality_of(typed: Iterable[TypedWord], words: Iterable[Word]) -> Quality | None:
    """Return the worst quality in which a customer has all the words; None if it lacks one."""
    known = tuple(words)
    qualities = [word.quality_in(known) for word in typed]
    if any(each is None for each in qualities):
        return None
    return max(each for each in qualities if each is not None)


def _tokens(text: str) -> list[str]:
    """Return what spaces divide, except within a telephone number with its country."""
    tokens: list[str] = []
    for token in text.split():
        goes_on = tokens and _FROM_ABROAD.match(tokens[-1]) and _DIGITS.fullmatch(tokens[-1])
        if goes_on and _DIGITS.fullmatch(token) and not _FROM_ABROAD.match(token):
            tokens[-1] += token
        else:
            tokens.append(token)
    return tokens


def _word(token: str) -> TypedWord | None:
    if _DIGITS.fullmatch(token):
        return _single(digits_of(token), _digits_part(token))
    if "@" in token.strip("@"):
        word = email_word(token)
        return _single(word, Part((Word(Listing.NAMES, word),)))
    pieces = tuple(dict.fromkeys(text_words(token)))
    if not pieces:
        return None
    parts = tuple(map(_part, pieces))
    joined = email_word(token.strip("@"))
    is_joined = len(pieces) > 1 and any(mark in joined for mark in "._+-")
    if not is_joined:
        return TypedWord("".join(pieces) if len(pieces) == 1 else token, (parts,), parts)
    forms = dict.fromkeys((joined, number_word(token)))
    whole = Part(tuple(Word(Listing.NAMES, form) for form in forms))
    # What an address, a domain or a number begins with is their first piece.
    return TypedWord(joined, ((whole,), parts), parts[:1])


def _single(text: str, part: Part) -> TypedWord:
    return TypedWord(text, ((part,),), (part,))


def _part(piece: str) -> Part:
    return _digits_part(piece) if piece.isdecimal() else Part(_listed(piece, _NAMES_AND_PLACES))


def _digits_part(token: str) -> Part:
    """Return the digits as the beginning of any word, and as those of a telephone number from either side."""
    digits, national = digits_of(token), national_digits(token)
    beginnings = dict.fromkeys(_listed(digits, _NAMES_AND_PLACES))
    if len(national) >= MIN_DIGITS:
        beginnings[Word(Listing.NAMES, national)] = None
    if len(digits) >= _WITH_COUNTRY and not digits.startswith("0"):
        beginnings[Word(Listing.NAMES, without_country(digits))] = None
    if len(digits) >= MIN_DIGITS:
        beginnings[Word(Listing.ENDINGS, ending_of(national if len(national) >= ENDING else digits))] = None
    return Part(tuple(beginnings))


def _listed(text: str, listings: Iterable[Listing]) -> tuple[Word, ...]:
    return tuple(Word(listing, text) for listing in listings)


def quality_of_word(word: Word, beginning: Word) -> Quality:
    """Return how well a word is what was typed, with which it begins."""
    rest = word.text[len(beginning.text) :]
    is_place = word.listing is Listing.PLACES
    # The local part of an e-mail address, and the first of its pieces, have no words of their own.
    if not rest or ("@" in rest and not rest[0].isalnum()):
        return Quality.EXACT_PLACE if is_place else Quality.EXACT_NAME
    return Quality.BEGINNING_OF_PLACE if is_place else Quality.BEGINNING_OF_NAME
