"""Realistic customers of three countries, private and business."""

from __future__ import annotations

import random
import unicodedata
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from shared.domain.callers.access import EVERYWHERE, LegalEntityReference
from shared.domain.customers.address import Address
from shared.domain.customers.customer_rules import new_customer
from shared.domain.instants import now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.domain.customers.customer import Customer
    from shared.domain.tenants.configuration import Configuration


class _Country(NamedTuple):
    code: str
    language: str
    currency: str
    site: str
    restriction: str | None
    calling_code: str
    first_names: str
    last_names: str
    streets: str
    cities: str


class _Company(NamedTuple):
    name: str
    registration_id: str
    country: str


_COUNTRIES = (
    _Country(
        "DE",
        "de_DE",
        "EUR",
        "DE",
        "DE",
        "+49",
        "Anna Lukas Marie Jonas Sophie Felix Lena Paul Mia Leon Jörg Käthe",
        "Müller Schmidt Schneider Fischer Weber Becker Wagner Schäfer Koch Groß",
        "Hauptstraße Gartenweg Lindenallee Bahnhofstraße Goethestraße",
        "10115:Berlin 20095:Hamburg 80331:München 50667:Köln 04109:Leipzig",
    ),
    _Country(
        "FR",
        "fr_FR",
        "EUR",
        "FR",
        "FR",
        "+33",
        "Camille Hugo Léa Louis Chloé Jules Manon Gabriel Inès Étienne",
        "Martin Bernard Dubois Thomas Robert Richard Petit Durand Lefèvre Moreau",
        "Rue-Victor-Hugo Avenue-de-la-Gare Rue-des-Lilas Boulevard-Voltaire",
        "75001:Paris 69001:Lyon 13001:Marseille 31000:Toulouse 67000:Strasbourg",
    ),
    _Country(
        "US",
        "en_US",
        "USD",
        "main",
        None,
        "+1",
        "Emma Liam Olivia Noah Ava James Grace Henry Zoë Samuel",
        "Johnson Miller Davis Wilson Anderson Taylor O'Brien Moore Clark Lewis",
        "Maple-Street Oak-Avenue Main-Street Lakeview-Drive",
        "10001:Albany 60601:Chicago 94103:Oakland 02108:Boston 98101:Seattle",
    ),
)
_WOMEN = "Anna Marie Sophie Lena Mia Käthe Camille Léa Chloé Manon Inès Emma Olivia Ava Grace Zoë"
_COMPANIES = (
    _Company("Nordlicht Logistik GmbH", "HRB 48211", "DE"),
    _Company("Bergmann & Söhne KG", "HRA 9071", "DE"),
    _Company("Atelier Lumière SARL", "RCS 552 100 554", "FR"),
    _Company("Harbor Tools Inc.", "C4188231", "US"),
)


def demo_customers(
    tenant: str, configuration: Configuration, *, count: int, first_email: str
) -> Iterator[Customer]:
    """Yield the same customers every time, created one after another in the days before today.

    `first_email`: the e-mail address of the first one.
    """
    chance = random.Random(20261121)  # noqa: S311 - believable, not secret
    taken: set[str] = set()
    begin = now() - timedelta(days=count)
    entities = {
        company: LegalEntityReference(f"le-{i}", company.name) for i, company in enumerate(_COMPANIES, 1)
    }
    for position in range(count):
        country = chance.choices(_COUNTRIES, weights=(5, 3, 2))[0]
        first, last = chance.choice(country.first_names.split()), chance.choice(country.last_names.split())
        email = _email(f"{first}.{last}")
        while email in taken:
            email = _email(f"{first}.{last}{chance.randint(2, 999)}")
        taken.add(email)
        if position == 0:
            email = first_email
        company = chance.choice([c for c in _COMPANIES if c.country == country.code])
        is_business = chance.random() < 0.2  # noqa: PLR2004 - a fifth
        title = "Mrs" if first in _WOMEN.split() else "Mr"
        members = {
            "title": chance.choice((title, title, "Dr")),
            "firstName": first,
            "lastName": last,
            "contactEmail": email,
            "contactPhone": f"{country.calling_code} {chance.randint(10**8, 10**9)}",
            "preferredLanguage": country.language,
            "preferredCurrency": country.currency,
            "preferredSite": country.site,
            "restriction": country.restriction,
            "company": company.name if is_business else None,
            "b2b": {"companyRegistrationId": company.registration_id} if is_business else None,
            "mixins": {
                "loyalty": {
                    "points": chance.randint(0, 5000),
                    "tier": chance.choice(("bronze", "silver", "gold")),
                }
            },
        }
        customer = new_customer(
            members,
            tenant=tenant,
            number=f"{1000 + position}",
            incarnation=uuid.UUID(int=chance.getrandbits(128)).hex,
            configuration=configuration,
            access=EVERYWHERE,
            now=begin + timedelta(days=position, seconds=chance.randint(0, 80_000)),
        )
        addresses = tuple(_address(chance, country, f"{first} {last}") for _ in range(chance.randint(0, 2)))
        yield replace(
            customer,
            addresses=addresses,
            default_address_id=addresses[0].id if addresses else None,
            legal_entities=(entities[company],) if is_business else (),
        )


def _email(name: str) -> str:
    """Return the e-mail address with this name, without its accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("'", "")).encode("ascii", "ignore").decode()
    return f"{plain}@example.com"


def _address(chance: random.Random, country: _Country, contact_name: str) -> Address:
    zip_code, city = chance.choice(country.cities.split()).split(":")
    texts = {
        "contactName": contact_name,
        "street": chance.choice(country.streets.split()).replace("-", " "),
        "streetNumber": str(chance.randint(1, 180)),
        "zipCode": zip_code,
        "city": city,
        "country": country.code,
    }
    tags = tuple(chance.sample(("SHIPPING", "BILLING"), chance.randint(1, 2)))
    return Address(id=uuid.UUID(int=chance.getrandbits(128)).hex, texts=texts, tags=tags)
