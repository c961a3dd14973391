"""Customers that meet what queries ask for: the same at every run, whatever tenant they are put into."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from random import Random
from typing import Any

from shared.domain.callers.access import LegalEntityReference
from shared.domain.customers.address import Address
from shared.domain.customers.customer import CONTACT, CUSTOMER, AccountId, Customer, customer_document
from shared.domain.log_in.account import new_account
from shared.domain.tenants.standing import TextEntries
from shared.runtime.wiring import wiring
from shared.use_cases.tenants.create_tenant import create_tenant
from tests.component.tenants import set_text_entries

START = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
RESTRICTIONS = ("DE", "FR", "DE#0", "Österreich")
ENTITIES = (
    LegalEntityReference("L1", "Bakery"),
    LegalEntityReference("L2", "Brewery", "A2"),
    LegalEntityReference("l1"),
)

_WIDE = "\U00010000" * 224
"""With two characters more these are names that differ only behind the 900 bytes that orders compare."""

TEXTS = [
    *("Koch", "koch", "KOCH", "Kochmann", "Koch-Weber", "Koch ", "Ko", "K\u00f8ch", "\u212aoch", ""),
    *("Strasse", "STRASSE", "stra\u00dfe", "Stra\u00dfer", "wei\u1e9e", "Wei\u00df", "WEISS", "\u017fmith"),
    *("Smith", "\u03a3\u038a\u03a3\u03a5\u03a6\u039f\u03a3", "\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2"),
    *("\u0130lker", "\u0131lker", "Ilker", "\ufb01nch", "Finch", "\u674e", "\u674e\u660e", "A\u030angstrom"),
    *("\u00c5ngstrom", "\U00010400a", "\U00010428B", "O'Neill (sen.)", "a.b", "a+b", "[a]", "null", "true"),
    *(
        "\u00c4rger",
        "Arger",
        "\u00e4rger",
        "\u0391\u0345a",
        "\u0399a",
        "\u1fb3",
        "\u00d8rsted",
        "Orsted",
        "\u0141\u00f3d\u017a",
        *("\u00c4rger", "Arger", "\u00e4rger", "\u0391\u0345a", "\u0399a", "\u1fb3", "\u00d8rsted", "Orsted"),
    ),
    *("5", "2026-01-31", "-", "x" * 256, f"{_WIDE}ab", f"{_WIDE}aB", f"{_WIDE}zz", f"{_WIDE}\u00e9\u00e9"),
]
MIXIN_VALUES: list[Any] = [
    *(None, True, False, 0, 5, -3, Decimal("5.5"), Decimal("1E+20"), "", "5", "true", "Koch", "2026-01-31"),
    *("2026-01-31T09:30:00.000Z", [], {}, [1, "a", None], {"en": "Koch", "de": 5}, [{"en": "a"}, {"en": 2}]),
]


class Population:
    """So many customers of a tenant with this many shards; equal for equal seeds.

    Those `deleted` have left nothing but a mark. The more often a restriction is named, the more have it.
    `entries`: in the indexes by a text; of those that are moved, half are in the former form.
    """

    def __init__(
        self,
        seed: int,
        size: int,
        *,
        shards: int = 1,
        restrictions: Sequence[str | None] = (None, None, "DE", "DE", *RESTRICTIONS),
        entries: TextEntries = TextEntries.PRESENT,
    ) -> None:
        random = Random(seed)
        self.entries = entries
        self.shards = shards
        numbers = [*_numbers(random, size), *(f"gone{index}" for index in range(1 + size // 30))]
        everybody = [_customer(random, number, random.choice(restrictions)) for number in numbers]
        self.customers, self.deleted = everybody[:size], everybody[size:]
        self._name = f"Population({seed}, {size}, shards={shards}, entries={entries})"

    def __repr__(self) -> str:
        return self._name

    @cached_property
    def documents(self) -> Mapping[str, dict[str, Any]]:
        """Return the whole document of each customer, by its number."""
        return {customer.number: customer_document(customer) for customer in self.customers}

    def settle(self) -> str:
        """Create all of them in a tenant that nothing else uses; its name."""
        tenant = f"t{secrets.token_hex(6)}"
        create_tenant(wiring().tenants, tenant, restrictions=RESTRICTIONS, shards=self.shards)
        store, former = wiring().customers, self.entries is not TextEntries.PRESENT
        set_text_entries(tenant, TextEntries.FORMER if former else TextEntries.PRESENT)
        for index, customer in enumerate((*self.customers, *self.deleted)):
            if index == len(self.customers) // 2:
                set_text_entries(tenant, self.entries)
            resident = replace(customer, tenant=tenant)
            store.create(resident, new_account(resident), recreates=False, created_by="test")
            if customer in self.deleted:
                store.delete(resident, lambda _: None, deleted_by="test")
        return tenant


def _numbers(random: Random, size: int) -> Iterator[str]:
    fixed = ["a", "A", "b", "B", "1", "5", "05", "-", "_", "null", "true", "Koch", "x" * 66, "0", "1e3"]
    yield from fixed[:size]
    for index in range(size - len(fixed)):
        yield random.choice(["{}", "n-{}", "N-{}", "{:08}"]).format(1000 + index)


def _customer(random: Random, number: str, restriction: str | None) -> Customer:
    kind = random.choice([CUSTOMER, CUSTOMER, CUSTOMER, CONTACT])
    login = f"{random.choice(['Anna', 'anna', 'BOB'])}.{number}@{random.choice(['X.de', 'x.de'])}"
    # Numbers that differ in case alone would otherwise fold to one account.
    login = login.replace("@", f"{'u' if number.isupper() else ''}@")
    contact_email = random.choice([login, login, login.swapcase(), None])
    if kind == CONTACT:
        contact_email = random.choice(["Anna@x.de", "anna@X.DE", "bob@x.de", "", None])
    created_at = START + timedelta(seconds=random.choice([0, 0, 1, 1, 2, random.randrange(100)]))
    addresses = _addresses(random)
    return Customer(
        tenant="",
        number=number,
        incarnation="first",
        created_at=created_at,
        modified_at=created_at + timedelta(milliseconds=random.randrange(3)),
        version=random.randrange(1, 6),
        type=kind,
        title=random.choice([None, "Dr", "dr"]),
        first_name=random.choice([None, *TEXTS]),
        last_name=random.choice([None, None, None, *TEXTS]),
        company=random.choice(
            [None, None, "", "Bakery", "bakery", "Bakery & Sons", *random.sample(TEXTS, 3)]
        ),
        contact_email=contact_email,
        active=random.random() < 0.8,
        on_hold=random.random() < 0.2,
        restriction=restriction,
        company_registration_id=random.choice([None, None, "HRB 1", "hrb 1"]),
        legal_entities=tuple(random.sample(ENTITIES, random.choice([0, 0, 0, 1, 2]))),
        accounts=_accounts(random, login) if kind == CUSTOMER and contact_email is not None else (),
        addresses=addresses,
        default_address_id=addresses[0].id if addresses and random.random() < 0.7 else None,
        mixins={name: _mixin(random) for name in "mno" if random.random() < 0.4},
        mixin_schemas={"m": "https://example.com/m"} if random.random() < 0.2 else {},
        last_login=random.choice([None, None, START, created_at]),
    )


def _accounts(random: Random, email: str) -> tuple[AccountId, ...]:
    return (AccountId(email, random.choice([None, None, "google"])),)


def _addresses(random: Random) -> tuple[Address, ...]:
    return tuple(
        Address(
            id=name,
            texts={"city": random.choice(TEXTS)} if random.random() < 0.8 else {},
            tags=tuple(random.sample(["a", "B", "Koch"], random.randrange(3))),
            mixins={"m": {"n": random.choice(MIXIN_VALUES)}} if random.random() < 0.3 else {},
        )
        for name in random.sample("xyz", 3)[: random.choice([0, 0, 1, 2, 3])]
    )


def _mixin(random: Random) -> Any:
    if random.random() < 0.3:
        return random.choice(MIXIN_VALUES)
    return {name: random.choice(MIXIN_VALUES) for name in "no" if random.random() < 0.8}
