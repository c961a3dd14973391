"""The demo tenant `acme`: 200 realistic customers, three service clients and a storefront."""

from __future__ import annotations

import random
import shlex
import unicodedata
import uuid
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, NamedTuple

from shared.domain.callers.access import EVERYWHERE, LegalEntityReference
from shared.domain.customers.address import Address
from shared.domain.customers.customer_rules import new_customer
from shared.domain.instants import now
from shared.domain.log_in.account import NewAccount, new_account
from shared.runtime.wiring import wiring
from shared.use_cases.identity.create_service_client import create_service_client
from shared.use_cases.tenants.create_tenant import create_tenant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shared.domain.customers.customer import Customer
    from shared.domain.tenants.configuration import Configuration

TENANT = "acme"
CUSTOMERS = 200
MANAGE = "customer.customer_manage"
READ = "customer.customer_read"
ADMINISTRATE = f"{MANAGE} customer.import_manage configuration.configuration_manage"
STOREFRONT = "acme-storefront"
EMAIL = "demo@example.com"
PASSWORD = "demo-password"  # noqa: S105 - for everyone to try
SHELL_FILE = "demo.env"
CLIENTS = {
    "acme-admin": "manages and imports all customers, and configures the tenant",
    "acme-reader": "sees all customers",
    "acme-de": "manages the customers of the restriction DE, and sees no others",
    STOREFRONT: "is for the visitors of a shop; it has no secret",
}


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
_COMPANIES = (
    _Company("Nordlicht Logistik GmbH", "HRB 48211", "DE"),
    _Company("Bergmann & Söhne KG", "HRA 9071", "DE"),
    _Company("Atelier Lumière SARL", "RCS 552 100 554", "FR"),
    _Company("Harbor Tools Inc.", "C4188231", "US"),
)


def seed(environment: Mapping[str, str]) -> None:
    """Create the tenant, its customers and its clients in an empty table, and print the first steps.

    The secrets go into a file next to the key file, for shells to source: the table contains only hashes.
    """
    create_tenant(wiring().tenants, TENANT, restrictions=["DE", "FR"])
    configuration = wiring().tenants.of(TENANT)
    for customer in _customers(configuration):
        password_hash = wiring().passwords.hash(PASSWORD) if customer.email == EMAIL else None
        account = new_account(customer, NewAccount(password_hash))
        wiring().customers.create(customer, account, recreates=False, created_by="demo")
    create_service_client(
        wiring().service_clients,
        wiring().tenants,
        tenant=TENANT,
        name=STOREFRONT,
        scope="",
        public=True,
        client_id=STOREFRONT,
    )
    secrets = {
        "acme-admin": _client("acme-admin", ADMINISTRATE),
        "acme-reader": _client("acme-reader", READ),
        "acme-de": _client("acme-de", MANAGE, "DE"),
    }
    url, kept = environment["TOKEN_ISSUER"], Path(environment["KEY_FILE"]).with_name(SHELL_FILE)
    kept.touch(mode=0o600)
    kept.write_text("".join(f"{_variable(client)}={secret}\n" for client, secret in secrets.items()))
    note_address(kept.parent, url)
    print(_first_steps(url, secrets, kept), flush=True)


def note_address(state_dir: Path, url: str) -> None:
    """Write the service's present address next to the secrets of the demo's clients, if they are known."""
    kept = state_dir.resolve() / SHELL_FILE
    if not kept.exists():
        return
    secrets = [line for line in kept.read_text().splitlines() if "_SECRET=" in line]
    address = [f"SERVICE_URL={url}", f"export CUSTOMERS_STATE_DIR={shlex.quote(str(kept.parent))}"]
    kept.write_text("\n".join([*address, *secrets]) + "\n")


def _variable(client_id: str) -> str:
    return f"{client_id.upper().replace('-', '_')}_SECRET"


def _client(name: str, scope: str, *restrictions: str) -> str:
    _, secret = create_service_client(
        wiring().service_clients,
        wiring().tenants,
        tenant=TENANT,
        name=name,
        scope=scope,
        restrictions=restrictions,
        client_id=name,
    )
    return secret or ""


def first_call(kept: Path) -> str:
    """Lines for a shell that get a token with the stored secret, and list three customers."""
    return (
        f"source {shlex.quote(str(kept))}\n"
        'TOKEN=$(curl -s -u "acme-admin:$ACME_ADMIN_SECRET" -d grant_type=client_credentials '
        '"$SERVICE_URL/oauth/token" \\\n'
        "  | python3 -c 'import json, sys; print(json.load(sys.stdin)[\"access_token\"])')\n"
        f'curl -s -H "Authorization: Bearer $TOKEN" "$SERVICE_URL/customer/{TENANT}/customers?pageSize=3"\n'
    )


def _first_steps(url: str, secrets: Mapping[str, str], kept: Path) -> str:
    rows = "\n".join(f"  {client_id:<12} {secret}" for client_id, secret in secrets.items())
    return (
        f"Tenant {TENANT} has {CUSTOMERS} customers. Service clients and their secrets:\n\n{rows}\n\n"
        f"The client of the storefront is {STOREFRONT}; it has no secret. Through it, {EMAIL}\n"
        f"can log in with the password {PASSWORD}. Messages to customers are at {url}/_local/mailbox.\n\n"
        "demo.env has the secrets as shell variables. Paste this to see three customers:\n\n"
        f"{indent(first_call(kept), '  ')}"
    )


def _customers(configuration: Configuration) -> Iterator[Customer]:
    """Yield the same customers every time, created one after another in the days before today."""
    chance = random.Random(20261121)  # noqa: S311 - believable, not secret
    taken: set[str] = set()
    begin = now() - timedelta(days=CUSTOMERS)
    entities = {
        company: LegalEntityReference(f"le-{i}", company.name) for i, company in enumerate(_COMPANIES, 1)
    }
    for position in range(CUSTOMERS):
        country = chance.choices(_COUNTRIES, weights=(5, 3, 2))[0]
        first, last = chance.choice(country.first_names.split()), chance.choice(country.last_names.split())
        email = _email(f"{first}.{last}")
        while email in taken:
            email = _email(f"{first}.{last}{chance.randint(2, 999)}")
        taken.add(email)
        if position == 0:
            email = EMAIL
        company = chance.choice([c for c in _COMPANIES if c.country == country.code])
        is_business = chance.random() < 0.2  # noqa: PLR2004 - a fifth
        members = {
            "title": chance.choice(("Mr", "Mrs", "Dr")),
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
            tenant=TENANT,
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
