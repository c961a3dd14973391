"""Customers that could be real, as many as wanted, the same every time: each follows from its position."""

import random
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from shared.domain.callers.access import LegalEntityReference
from shared.domain.customers.address import Address
from shared.domain.customers.customer import AccountId, Customer

RESTRICTIONS = ("DE", "FR")
_BEGIN, _END = datetime(2021, 11, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
_CUSTOMERS_PER_COMPANY = 10
_SHARE_OF_BUSINESS = 0.2
_SHARE_OF_COMMON_NAMES = 0.5


class _Country(NamedTuple):
    code: str
    language: str
    currency: str
    site: str
    restriction: str | None
    share: int
    calling_code: str
    first_names: str
    common_last_names: str
    last_name_beginnings: str
    last_name_endings: str
    streets: str
    cities: str
    legal_form: str


_COUNTRIES = (
    _Country(
        "DE",
        "de_DE",
        "EUR",
        "DE",
        "DE",
        5,
        "+49",
        "Anna Lukas Marie Jonas Sophie Felix Lena Paul Mia Leon Jörg Käthe Emil Frieda Anton Ida",
        "Müller Schmidt Schneider Fischer Weber Becker Wagner Schäfer Koch Groß Schmitz Krüger",
        "Alten Berg Birken Eichen Franken Hohen Kalten Linden Neuen Ober Rosen Stein Tannen Winter",
        "auer bacher berg bauer dorf eder feld hagen hofer holz mann meier meister reuter städter",
        "Hauptstraße Gartenweg Lindenallee Bahnhofstraße Goethestraße",
        "10115:Berlin 20095:Hamburg 80331:München 50667:Köln 04109:Leipzig",
        "GmbH",
    ),
    _Country(
        "FR",
        "fr_FR",
        "EUR",
        "FR",
        "FR",
        3,
        "+33",
        "Camille Hugo Léa Louis Chloé Jules Manon Gabriel Inès Étienne Margaux Bastien",
        "Martin Bernard Dubois Thomas Robert Richard Petit Durand Lefèvre Moreau",
        "Beau Belle Bois Clair Champ Font Grand Haute Mont Neuve Petit Roche Ville",
        "bois champ court fort laine lieu marais mont pierre val vallon verne",
        "Rue-Victor-Hugo Avenue-de-la-Gare Rue-des-Lilas Boulevard-Voltaire",
        "75001:Paris 69001:Lyon 13001:Marseille 31000:Toulouse 67000:Strasbourg",
        "SARL",
    ),
    _Country(
        "US",
        "en_US",
        "USD",
        "main",
        None,
        2,
        "+1",
        "Emma Liam Olivia Noah Ava James Grace Henry Zoë Samuel Ruth Caleb",
        "Johnson Miller Davis Wilson Anderson Taylor O'Brien Moore Clark Lewis",
        "Ash Black Brook Clay Fair Green Hart Hill Lang North Red Stan West Whit",
        "berg bury comb croft den field ford ham ley low more ton well worth",
        "Maple-Street Oak-Avenue Main-Street Lakeview-Drive",
        "10001:Albany 60601:Chicago 94103:Oakland 02108:Boston 98101:Seattle",
        "Inc.",
    ),
)
_COMPANY_NAMES = "Nordlicht Bergmann Lumière Harbor Südwind Atlas Cobalt Meridian Orion"
_TRADES = "Logistik Werkzeuge Atelier Tools Textil Optik Foods Energie Druck Papier"


@dataclass(frozen=True, slots=True)
class Population:
    """The customers of one tenant, created one after the other over five years.

    Half of them have the restriction DE, three in ten FR, the rest none; a fifth belong to companies.
    """

    size: int

    @property
    def tenant(self) -> str:
        """The tenant's name."""
        return f"t{self.size}"

    def customer(self, position: int) -> Customer:
        """The customer at a position in the order of creation, from 0."""
        chance = random.Random(position)
        country = _country_of(chance)
        first, last = _one_of(chance, country.first_names), _last_name(chance, country)
        email = f"{_plain(first)}.{_plain(last)}{position}@example.com"
        is_business = chance.random() < _SHARE_OF_BUSINESS
        company = self._company(chance, country) if is_business else None
        created_at = self.created_at(position)
        addresses = tuple(
            _address(chance, country, f"{first} {last}", company) for _ in range(chance.randint(1, 3))
        )
        return Customer(
            tenant=self.tenant,
            number=f"{10_000_000 + position}",
            created_at=created_at,
            modified_at=created_at + timedelta(days=chance.randint(0, 30)),
            incarnation=uuid.UUID(int=chance.getrandbits(128)).hex,
            title=chance.choice(("Mr", "Mrs", "Dr")),
            first_name=first,
            last_name=last,
            company=company.name if company else None,
            company_registration_id=f"HRB {chance.randint(1000, 99_999)}" if company else None,
            legal_entities=(company,) if company else (),
            contact_phone=_phone(chance, country),
            contact_email=email,
            preferred_language=country.language,
            preferred_currency=country.currency,
            preferred_site=country.site,
            restriction=country.restriction,
            accounts=(AccountId(email),),
            addresses=addresses,
            default_address_id=addresses[0].id,
            mixins={
                "loyalty": {
                    "points": chance.randint(0, 5000),
                    "tier": chance.choice(("bronze", "silver", "gold")),
                    "memberSince": created_at.date().isoformat(),
                },
                "newsletter": {"weekly": chance.random() < _SHARE_OF_BUSINESS},
            },
            mixin_schemas={"loyalty": "https://schemas.example.com/loyalty/v2.json"},
        )

    def created_at(self, position: int) -> datetime:
        """When the customer at this position was created, to the millisecond."""
        seconds = round((_END - _BEGIN).total_seconds() * position / self.size, 3)
        return _BEGIN + timedelta(seconds=seconds)

    def middle(self, restriction: str, *, business: bool = False) -> Customer:
        """A customer with this restriction from the middle of the tenant; if asked for, one of a company."""
        customers = (self.customer(position) for position in range(self.size // 2, self.size))
        return next(
            customer
            for customer in customers
            if customer.restriction == restriction and (customer.legal_entities or not business)
        )

    def _company(self, chance: random.Random, country: _Country) -> LegalEntityReference:
        companies = int(self.size * _SHARE_OF_BUSINESS / _CUSTOMERS_PER_COMPANY)
        serial = chance.randrange(max(1, companies))
        names, trades = _COMPANY_NAMES.split(), _TRADES.split()
        words = [names[serial % len(names)], trades[serial % len(trades)], str(serial), country.legal_form]
        return LegalEntityReference(f"le-{country.code}-{serial}", " ".join(words))


def _country_of(chance: random.Random) -> _Country:
    return chance.choices(_COUNTRIES, [country.share for country in _COUNTRIES])[0]


def _last_name(chance: random.Random, country: _Country) -> str:
    if chance.random() < _SHARE_OF_COMMON_NAMES:
        return _one_of(chance, country.common_last_names)
    return _one_of(chance, country.last_name_beginnings) + _one_of(chance, country.last_name_endings)


def _one_of(chance: random.Random, names: str) -> str:
    return chance.choice(names.split())


def _plain(name: str) -> str:
    """The name as people write it in an e-mail address: without accents and apostrophes."""
    text = unicodedata.normalize("NFKD", name.casefold().replace("'", ""))
    return text.encode("ascii", "ignore").decode()


def _phone(chance: random.Random, country: _Country) -> str:
    return f"{country.calling_code} {chance.randint(10**8, 10**9)}"


def _address(
    chance: random.Random, country: _Country, contact_name: str, company: LegalEntityReference | None
) -> Address:
    zip_code, city = _one_of(chance, country.cities).split(":")
    texts = {
        "contactName": contact_name,
        **({"companyName": company.name} if company and company.name else {}),
        "street": _one_of(chance, country.streets).replace("-", " "),
        "streetNumber": str(chance.randint(1, 180)),
        "zipCode": zip_code,
        "city": city,
        "country": country.code,
        "contactPhone": _phone(chance, country),
    }
    tags = tuple(chance.sample(("SHIPPING", "BILLING"), chance.randint(1, 2)))
    return Address(id=uuid.UUID(int=chance.getrandbits(128)).hex, texts=texts, tags=tags)
