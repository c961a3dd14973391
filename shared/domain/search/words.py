"""The words by which a customer is found by search, folded as `sort` folds texts (api.md §4)."""

from __future__ import annotations

import itertools
import re
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from shared.domain.collation import without_accents_and_case
from shared.domain.fields import folded_email
from shared.domain.search.telephone import MIN_DIGITS, ending_of, national_digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shared.domain.customers.customer import Customer

MAX_WORD = 64
"""Characters of a word that count: so its key is short enough, whatever its script."""
_APOSTROPHES = str.maketrans("", "", "'`´ʼ‘’′＇")
_WORD = re.compile(r"[^\W_]+")
_WITHOUT_SPACES = re.compile(
    "([\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)"
)
"""Characters of scripts that write words without spaces: kana and Han."""
_HANGUL = re.compile("[\u1100-\u11ff]+")
"""The letters that folding makes of syllables. Words have spaces, but not the parts of a name or compound."""
_WITHIN_DIGITS = re.compile(r"(?<=\d)[()./\-]+(?=\d)")
_LOCAL_PIECE = re.compile(r"[._+-]")


class Listing(StrEnum):
    """The lists of words: names and numbers, which rank first; places; and telephone numbers from the end."""

    NAMES = "n"
    PLACES = "p"
    ENDINGS = "e"


class Word(NamedTuple):
    """A word in one of the lists."""

    listing: Listing
    text: str


def words_of(customer: Customer) -> frozenset[Word]:
    """Return all words of a customer, each once: what is a name is not listed as a place, too."""
    named = {
        word
        for text in (customer.first_name, customer.middle_name, customer.last_name, customer.company)
        for word in text_words(text)
    }
    named.update(word for entity in customer.legal_entities for word in text_words(entity.name))
    named.update(_across(customer.last_name, customer.first_name))
    for name in (customer.first_name, customer.middle_name, customer.last_name):
        if joined := joined_word(text_runs(name)):
            named.add(joined)
    if number := number_word(customer.number):
        named.add(number)
    for email in (customer.contact_email, *(account.email for account in customer.accounts)):
        named.update(email_words(email))
    texts = [address.texts for address in customer.addresses]
    places = {
        word
        for each in texts
        for member in ("street", "zipCode", "city")
        for word in text_words(each.get(member))
    }
    endings = set()
    for phone in (customer.contact_phone, *(each.get("contactPhone") for each in texts)):
        if phone is not None and len(digits := national_digits(phone)) >= MIN_DIGITS:
            named.add(_cut(digits))
            endings.add(ending_of(digits))
    listed = ((Listing.NAMES, named), (Listing.PLACES, places - named), (Listing.ENDINGS, endings))
    return frozenset(Word(listing, text) for listing, words in listed for text in words)


def text_words(text: str | None) -> Iterator[str]:
    """Yield the words of a text, in its order: its runs, and behind one of Hangul the pairs within it."""
    for run in text_runs(text):
        yield run
        yield from pairs_within(run)


def text_runs(text: str | None, most_pairs: int | None = None) -> Iterator[str]:
    """Yield the runs of letters and digits of a text, in its order; of Han and kana pairs of characters.

    `most_pairs`: no more of each run of these.
    """
    if not text:
        return
    folded = without_accents_and_case(text)
    if not folded.isascii():
        folded = "".join(map(_ascii_digit, folded))
    folded = _WITHIN_DIGITS.sub("", folded)
    for run in _WORD.findall(folded.translate(_APOSTROPHES)):
        for part in _WITHOUT_SPACES.split(run) if not run.isascii() else (run,):
            if _WITHOUT_SPACES.match(part):
                yield from itertools.islice(pairs_of(part), most_pairs)
            elif part:
                yield _cut(part)


def number_word(text: str) -> str:
    """Return a customer's number, or its beginning, as it is compared: whatever divides its digits."""
    return _cut(_WITHIN_DIGITS.sub("", without_accents_and_case(text)).strip("_-"))


def is_without_spaces(text: str) -> bool:
    """Return whether a text begins with a character of a script that is written without spaces."""
    return not text.isascii() and _WITHOUT_SPACES.match(text) is not None


def joined_word(pieces: Iterable[str]) -> str:
    """Return several pieces of letters as they are written without what divides them; nothing if never so.

    So Anna-Lena is found as "annalena", and van den Berg as "vandenberg".
    """
    first, *others = [*pieces, ""]
    joined = first + "".join(others)
    is_joined = joined != first and joined.isalpha() and not _WITHOUT_SPACES.search(joined)
    return _cut(joined) if is_joined else ""


def _syllables_of(run: str) -> list[str]:
    """Return the syllables of a run of Hangul alone, folded like the run; none of another."""
    if run.isascii() or not _HANGUL.fullmatch(run):
        return []
    return [unicodedata.normalize("NFD", each) for each in unicodedata.normalize("NFC", run)]


def pairs_within(run: str) -> Iterator[str]:
    """Yield each two neighbouring syllables of Hangul except the first, with which the run itself begins."""
    syllables = _syllables_of(run)
    return ("".join(syllables[at : at + 2]) for at in range(1, len(syllables) - 1))


def first_pair(run: str) -> str:
    """Return the first two syllables of a run of Hangul."""
    return "".join(_syllables_of(run)[:2])


def pairs_of(run: str) -> Iterator[str]:
    """Yield each two neighbouring characters, or the only one."""
    return (run[at : at + 2] for at in range(max(len(run) - 1, 1)))


def _across(last_name: str | None, first_name: str | None) -> Iterable[str]:
    """Return what two names have more if they are written without a space, as 田中太郎 and 김민준 are.

    Of Han and kana it is the pair where they meet, of Hangul both together.
    """
    last, first = (without_accents_and_case(each or "") for each in (last_name, first_name))
    if _HANGUL.fullmatch(last) and _HANGUL.fullmatch(first):
        return text_words(last + first)
    both = last[-1:], first[:1]
    return ("".join(both),) if all(map(is_without_spaces, both)) else ()


def email_words(email: str | None) -> Iterable[str]:
    """Return an address as one word, the pieces of its local part behind the first, and its domain.

    The local part and its first piece are beginnings of the address, and so have no words of their own.
    """
    if not email:
        return ()
    whole = email_word(email)
    local, _, domain = whole.rpartition("@")
    pieces = [word for piece in _LOCAL_PIECE.split(local) for word in text_words(piece)]
    further = pieces[1:] if pieces and whole.startswith(pieces[0]) else pieces
    return [whole, *further, *([_cut(domain)] if domain else ())]


def email_word(text: str) -> str:
    """Return an e-mail address, or its beginning, as it is compared."""
    return _cut("".join(filter(str.isprintable, without_accents_and_case(folded_email(text)))))


def _ascii_digit(letter: str) -> str:
    """Return the digit of any script as people type it on any keyboard; other letters as they are."""
    return str(int(letter)) if letter.isdecimal() else letter


def _cut(word: str) -> str:
    return word[:MAX_WORD]
