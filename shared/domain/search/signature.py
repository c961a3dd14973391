"""A short form of all words of a customer, which each of its entries in the index carries.

It says of a customer that is found by one word whether it can have the others, so that only those are read
that probably have. Each word takes three bytes: four bits for each of the first five characters, and four of
a checksum of the whole. It errs to one side only: who has the words is never left out.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from shared.domain.search.typed import Quality
from shared.domain.search.words import Listing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shared.domain.search.typed import Part, TypedWord
    from shared.domain.search.words import Word

MAX_WORDS = 40
"""Of a customer with more words, its profile alone tells which they are."""
UNKNOWN = b""
_LETTERS = 5
_BYTES = 3
_PRIME = 2654435761


class _Probe(NamedTuple):
    """The form that a word has which begins with another: masked bits, and those if it is that word."""

    mask: int
    bits: int
    whole: int


def signature_of(words: Iterable[Word]) -> bytes:
    """Return the form of these words: their number in each list, then the words of each in three bytes."""
    listed: dict[Listing, list[int]] = {listing: [] for listing in Listing}
    for word in words:
        listed[word.listing].append(_form(word.text))
    if sum(map(len, listed.values())) > MAX_WORDS:
        return UNKNOWN
    counts = bytes((len(listed[Listing.NAMES]), len(listed[Listing.PLACES])))
    forms = (form.to_bytes(_BYTES, "big") for each in Listing for form in sorted(listed[each]))
    return counts + b"".join(forms)


def quality_by(signature: bytes, part: Part) -> Quality | None:
    """Return the best quality in which a customer with this signature can have a part; None if in none."""
    return _quality_of(part, _forms_in(signature)) if signature else Quality.EXACT_NAME


def qualities_by(signature: bytes, typed: Iterable[TypedWord]) -> Quality | None:
    """Return the best quality in which a customer with this signature can have all of the words, if it can.

    Whether an e-mail address begins with just the word, which is as good as an exact one, it cannot tell.
    """
    worst = Quality.EXACT_NAME
    if not signature:
        return worst
    forms = _forms_in(signature)
    for word in typed:
        quality = word.quality_by(lambda part: _quality_of(part, forms))
        if quality is None:
            return None
        worst = max(worst, quality)
    return worst


def _forms_in(signature: bytes) -> dict[Listing, list[int]]:
    """Return the forms of the words of each list."""
    names, places = signature[0], signature[1]
    forms = [int.from_bytes(signature[at : at + _BYTES], "big") for at in range(2, len(signature), _BYTES)]
    return {
        Listing.NAMES: forms[:names],
        Listing.PLACES: forms[names : names + places],
        Listing.ENDINGS: forms[names + places :],
    }


def _quality_of(part: Part, forms: dict[Listing, list[int]]) -> Quality | None:
    best: Quality | None = None
    for listing, text in part.beginnings:
        mask, bits, whole = _probe(text)
        is_place = listing is Listing.PLACES
        for form in forms[listing]:
            if form & mask == bits:
                exact, beginning = (
                    (Quality.EXACT_PLACE, Quality.BEGINNING_OF_PLACE)
                    if is_place
                    else (Quality.EXACT_NAME, Quality.BEGINNING_OF_NAME)
                )
                quality = exact if form == whole else beginning
                best = quality if best is None else min(best, quality)
    return best


@lru_cache(maxsize=4096)
def _form(word: str) -> int:
    bits = 0
    for at in range(_LETTERS):
        bits = bits << 4 | (_letter(word[at]) if at < len(word) else 0)
    return bits << 4 | zlib.crc32(word.encode()) & 15


@lru_cache(maxsize=256)
def _probe(beginning: str) -> _Probe:
    letters = min(len(beginning), _LETTERS)
    mask = (1 << 24) - (1 << 24 - 4 * letters)
    whole = _form(beginning)
    return _Probe(mask, whole & mask, whole)


def _letter(letter: str) -> int:
    """Return one of 15 numbers for a letter; none is 0, which stands behind the end of a word."""
    return 1 + (ord(letter) * _PRIME >> 8 & 0xFFFF) % 15
