"""The words that a person has typed into a search, all of which a customer must have."""

from __future__ import annotations

import itertools
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
from shared.domain.search.words import (
    Listing,
    Word,
    email_word,
    first_pair,
    joined_word,
    number_word,
    pairs_within,
    text_runs,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MAX_CHARACTERS, MAX_WORDS = 200, 10
MAX_PIECES = 20
"""Of all words together: each is compared with the words of all who may be hits."""
MAX_PAIRS = 10
"""Pairs of characters of a text without spaces that are looked for; fewer of each of many texts."""
_WITH_COUNTRY = 7
"""From so many digits on, they may begin with a calling code without `+`; fewer are rather a zip code."""
_DIGITS = re.compile(r"[+(]*\d[\d()/.\-]*")
_LOCAL_PART = re.compile(r"\d+(?:[.-]+\d+)+[.-]*")
"""Digits that an e-mail address may begin with, not joined there as in numbers."""
_FROM_ABROAD = re.compile(r"[(]*(?:\+|00)")
_TELEPHONE = re.compile(r"(?:\+|[+(]*0|\()")
"""The beginning of a telephone number that is typed with spaces."""
_LONGEST_NUMBER = 17
"""Digits of E.164, with 00 before them."""
_ZIP_CODE = 5
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

    `needed`: the parts without which none of the ways is met, by which an index is asked. `spelling`: the
    letters that may be misspelt.
    """

    text: str
    ways: tuple[tuple[Part, ...], ...]
    needed: tuple[Part, ...]
    spelling: str

    @property
    def is_simple(self) -> bool:
        """Whether it is one part and nothing else, so that the lists of the part are all who have it."""
        return self.ways == (self.needed,) and len(self.needed) == 1

    def corrected(self, others: Iterable[str]) -> TypedWord:
        """Return the word that is met by whoever has one of these, and in several pieces as it is, too."""
        if self.is_simple:
            return any_of(others)
        part = any_of(others).needed[0]
        driver = Part(_shortest((*self.needed[-1].beginnings, *part.beginnings)))
        return TypedWord(self.text, (*self.ways, (part,)), (driver,), "")

    def quality_in(self, words: Iterable[Word]) -> Quality | None:
        """Return how well a customer with these words has it; None if it has not."""
        known = tuple(words)
        return self.quality_by(lambda part: part.quality_in(known))

    def quality_by(self, quality_of_part: Callable[[Part], Quality | None]) -> Quality | None:
        """Return how well a customer has it, who has each part so well; None if it has not."""
        best: Quality | None = None
        for way in self.ways:
            quality = _worst_of(map(quality_of_part, way))
            if quality is not None:
                best = quality if best is None else min(best, quality)
        return best


def typed_words(text: str) -> tuple[TypedWord, ...]:
    """Return the words of what was typed, each once. Raises `BadParameter`."""
    if len(text) > MAX_CHARACTERS:
        raise BadParameter(f"'search' must have at most {MAX_CHARACTERS} characters.")
    tokens = _tokens(text)
    for pairs in range(MAX_PAIRS, 0, -1):
        words = tuple(dict.fromkeys(word for each in tokens if (word := _word(pairs, *each)) is not None))
        if len(words) > MAX_WORDS:
            raise BadParameter(f"'search' must have at most {MAX_WORDS} words.")
        if sum(map(_pieces_in, words)) <= MAX_PIECES:
            break
    else:
        raise BadParameter(
            f"'search' must have at most {MAX_PIECES} pieces. Leave out some of those that are joined by "
            "'-', '.', '/' and the like."
        )
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
    return _worst_of(word.quality_in(known) for word in typed)


def _pieces_in(word: TypedWord) -> int:
    """Return how many pieces a word has, besides the one of all of them together."""
    pieces = {part for way in word.ways for part in way}
    return len(pieces) - (len(pieces) > 1 and bool(word.spelling))


def _worst_of(qualities: Iterable[Quality | None]) -> Quality | None:
    """Return the worst of these; None as soon as one is."""
    worst = Quality.EXACT_NAME
    for quality in qualities:
        if quality is None:
            return None
        worst = max(worst, quality)
    return worst


def _tokens(text: str) -> list[tuple[str, ...]]:
    """Return what spaces divide, runs of digits together that may be one telephone number."""
    tokens: list[tuple[str, ...]] = []
    for token in text.split():
        if token.isascii() and not any(map(str.isalnum, token)):
            continue
        if tokens and _may_go_on(tokens[-1], token):
            tokens[-1] += (token,)
        else:
            tokens.append((token,))
    return tokens


def _may_go_on(run: tuple[str, ...], token: str) -> bool:
    if not _TELEPHONE.match(run[0]) or _FROM_ABROAD.match(token):
        return False
    if not all(map(_DIGITS.fullmatch, (run[0], token))):
        return False
    return len(digits_of("".join(run) + token)) <= _LONGEST_NUMBER


def _word(most_pairs: int, token: str, *further: str) -> TypedWord | None:
    if further:
        return _telephone_word((token, *further))
    digits = token.strip("@")
    if _DIGITS.fullmatch(digits):
        return _single(digits_of(digits), _digits_part(digits, *_address_of(digits)))
    if "@" in token.strip("@"):
        word = email_word(token)
        return _single(word, Part((Word(Listing.NAMES, word),)))
    pieces = tuple(dict.fromkeys(text_runs(token, most_pairs)))
    if not pieces:
        return None
    parts = tuple(map(_part, pieces))
    return _of_one_piece(pieces[0], parts[0], most_pairs) if len(pieces) == 1 else _of_pieces(token, parts)


def _of_pieces(token: str, parts: tuple[Part, ...]) -> TypedWord:
    """Return one word of several pieces; if they are joined by marks, it may be one of the customer, too."""
    joined = email_word(token.strip("@"))
    if not any(mark in joined for mark in "._+-"):
        return TypedWord(token, (parts,), parts, "")
    forms = dict.fromkeys((joined, number_word(token)))
    whole = Part(tuple(Word(Listing.NAMES, form) for form in forms))
    spelling = joined_word(text_runs(token)) if "-" in joined else ""
    together = (Part((Word(Listing.NAMES, spelling),)),) if spelling else ()
    ways = ((whole,), parts, *((each,) for each in together))
    # What an address, a domain or a number begins with is mostly their first piece, except where marks come
    # before it or divide its digits. Whoever has them in one, or all pieces, is in the lists of these and of
    # one other piece, too, of which the longest is rather rare.
    in_one = tuple(word for part in (whole, *together) for word in part.beginnings)
    first = Part(_shortest((*parts[0].beginnings, *in_one)))
    further = max(parts[1:], key=_length_of)
    if _length_of(further) == 1:
        return TypedWord(joined, ways, (first,), spelling)
    return TypedWord(joined, ways, (first, Part(_shortest((*further.beginnings, *in_one)))), spelling)


def _of_one_piece(piece: str, part: Part, most_pairs: int) -> TypedWord:
    """Return one word; of Hangul also the pairs of syllables by which it is found within another."""
    within = [*itertools.islice(pairs_within(piece), most_pairs - 1)]
    if not within:
        return _single(piece, part)
    pairs = (first_pair(piece), *within)
    parts = tuple(_part(each) for each in dict.fromkeys(pairs))
    return TypedWord(piece, ((part,), parts), parts[:1], piece)


def _telephone_word(run: tuple[str, ...]) -> TypedWord:
    """Return what a telephone number in several tokens may be: one word, or its last tokens words apart."""
    ways = [
        (_digits_part("".join(run[:joined])), *map(_digits_part, run[joined:]))
        for joined in range(len(run), 0, -1)
        if joined == len(run) or _may_be_apart(run[:joined], run[joined:])
    ]
    if len(ways) == 1:
        return _single(digits_of("".join(run)), ways[0][0])
    # Whoever has one of the ways has the part of it that has most digits, and so is in one of these lists.
    longest = (max(reversed(way), key=_length_of) for way in ways)
    asked = Part(_shortest(word for part in longest for word in part.beginnings))
    return TypedWord(" ".join(map(digits_of, run)), tuple(ways), (asked,), "")


def _may_be_apart(number: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Return whether the last tokens of a run may be words of their own, as a zip code is."""
    digits = len(digits_of("".join(number)))
    are_short = any(len(digits_of(each)) < MIN_DIGITS for each in others)
    if len(number) > 1:
        return digits >= _WITH_COUNTRY and not are_short
    if _FROM_ABROAD.match(number[0]):
        return digits >= _WITH_COUNTRY
    return digits >= (_ZIP_CODE if are_short else MIN_DIGITS)


def _length_of(part: Part) -> int:
    return len(part.beginnings[0].text)


def _shortest(words: Iterable[Word]) -> tuple[Word, ...]:
    """Return the words of which none is the beginning of another, which it would find, too."""
    known = tuple(dict.fromkeys(words))
    return tuple(
        word
        for word in known
        if not any(
            word != other and word.listing is other.listing and word.text.startswith(other.text)
            for other in known
        )
    )


def _single(text: str, part: Part) -> TypedWord:
    return TypedWord(text, ((part,),), (part,), text)


def _part(piece: str) -> Part:
    return _digits_part(piece) if piece.isdecimal() else Part(_listed(piece, _NAMES_AND_PLACES))


def _address_of(digits: str) -> Iterable[Word]:
    """Return the beginning of an e-mail address that digits may be, which has the marks that divide them."""
    return (Word(Listing.NAMES, email_word(digits)),) if _LOCAL_PART.fullmatch(digits) else ()


def _digits_part(token: str, *others: Word) -> Part:
    """Return the digits as the beginning of any word, as those of a telephone number from either side, and
    `others`.
    """
    digits, national = digits_of(token), national_digits(token)
    beginnings = dict.fromkeys(_listed(digits, _NAMES_AND_PLACES))
    if len(national) >= MIN_DIGITS:
        beginnings[Word(Listing.NAMES, national)] = None
    if len(digits) >= _WITH_COUNTRY and not digits.startswith("0"):
        beginnings[Word(Listing.NAMES, without_country(digits))] = None
    if len(digits) >= MIN_DIGITS:
        beginnings[Word(Listing.ENDINGS, ending_of(national if len(national) >= ENDING else digits))] = None
    beginnings.update(dict.fromkeys(others))
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
