"""Generated customers, by their words: what an index of them would have, without the customers themselves."""

from __future__ import annotations

import itertools
import random
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from shared.domain.collation import without_accents_and_case
from shared.domain.search.telephone import ending_of
from shared.domain.search.words import Listing, Word, email_words, joined_word, text_words
from tests.benchmarks.search.names import COMPANY_WORDS, COUNTRIES, LATIN_NAMES, LEGAL_FORMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.search.names import Country


class Person(NamedTuple):
    """A customer's texts. `words`: all of its words, each once; places that are names, too, are left out."""

    first: str
    last: str
    city: str | None
    phone: str | None
    number: str
    email: str
    words: tuple[Word, ...]


_SHARES = tuple(itertools.accumulate(country.share for country in COUNTRIES))
_SEED = 18


def people(count: int) -> Iterator[Person]:
    """Yield the same customers every time, in the order of their creation."""
    return map(person, range(count))


def person(serial: int) -> Person:
    """Return the customer at a position, the same one every time, whatever the number of all."""
    chance = random.Random(_SEED << 40 | serial)
    return _person(chance.choices(COUNTRIES, cum_weights=_SHARES)[0], serial, chance)


def _person(country: Country, serial: int, chance: random.Random) -> Person:
    first, last = country.first_names.draw(chance), country.last_names.draw(chance)
    if country.spelled:
        first, last = _of_several_pieces(country, first, last, chance)
    named = [*_words(first), *_words(last), *filter(None, map(joined_word, map(_words, (first, last))))]
    if chance.random() < 0.12:
        named += _words(country.first_names.draw(chance))
    if chance.random() < 0.15:
        namesake = last if chance.random() < 0.4 else country.last_names.draw(chance)
        named += _words(f"{namesake} {COMPANY_WORDS.draw(chance)} {LEGAL_FORMS.draw(chance)}")
    number = str(chance.randrange(10**7, 10**8))
    email = _email(country, first, last, serial, chance)
    named += [number, *email_words(email)]
    phone: str | None = None
    ending: tuple[Word, ...] = ()
    if chance.random() < 0.75:
        phone = f"{chance.choice('1567')}{chance.randrange(10**8, 10**9)}"
        named.append(phone)
        ending = (Word(Listing.ENDINGS, ending_of(phone)),)
    places: list[str] = []
    city = None
    for _ in range(chance.choices((0, 1, 2), (0.3, 0.6, 0.1))[0]):
        city = country.city_names.draw(chance)
        zip_code = f"{_zip_area(city)}{chance.randrange(1 + 4 * (len(city) < 8)):02d}"
        places += [*_words(city), zip_code, *_words(country.street_names.draw(chance))]
    names = dict.fromkeys(named)
    words = (
        *(Word(Listing.NAMES, text) for text in names),
        *(Word(Listing.PLACES, text) for text in dict.fromkeys(places) if text not in names),
        *ending,
    )
    return Person(first, last, city, phone, number, email, words)


def _of_several_pieces(country: Country, first: str, last: str, chance: random.Random) -> tuple[str, str]:
    """Return some of the names with a second one, joined by a hyphen or with a space, or a particle."""
    if chance.random() < 0.04:
        first = f"{first}{chance.choice('- ')}{country.first_names.draw(chance)}"
    match chance.random():
        case share if share < 0.03:
            last = f"{last}-{country.last_names.draw(chance)}"
        case share if share < 0.04:
            last = f"{chance.choice(('van den', 'de la', 'von', 'Mc'))} {last}"
    return first, last


def _email(country: Country, first: str, last: str, serial: int, chance: random.Random) -> str:
    if country.spelled:
        first, last = _plain(first), _plain(last)
    else:
        first, last = LATIN_NAMES.draw(chance), LATIN_NAMES.draw(chance)
    digits = str(chance.randrange(100)) if chance.random() < 0.6 else str(serial)
    local = chance.choices(
        (
            f"{first}.{last}",
            f"{first}.{last}{digits}",
            f"{first[0]}.{last}{digits}",
            f"{first}{last}{digits}",
            f"{first}_{last}",
            f"{last}{digits}",
            f"{LATIN_NAMES.draw(chance)}{serial}",
        ),
        (35, 20, 10, 10, 5, 10, 10),
    )[0]
    return f"{local}@{country.mail_domains.draw(chance)}"


@lru_cache(maxsize=500_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(text_words(text))


@lru_cache(maxsize=500_000)
def _plain(text: str) -> str:
    letters = without_accents_and_case(text).replace("'", "").replace("ı", "i").replace(" ", "")
    return unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()


@lru_cache(maxsize=100_000)
def _zip_area(city: str) -> int:
    return random.Random(city).randrange(100, 1000)
