"""Generated customers with the index of their words, put in bulk into the embedded engine of this process."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ministack.services import dynamodb

from shared.adapters.dynamodb.items.customer import item_of
from shared.adapters.dynamodb.items.search_entry import SIGNATURE, entry_item, key_item
from shared.adapters.dynamodb.order_keys import order_key
from shared.adapters.dynamodb.search_keys import (
    dictionary_keys,
    dictionary_listed,
    listed_under,
    registry_key,
)
from shared.adapters.dynamodb.stores.customers import Customers
from shared.domain.customers.address import Address
from shared.domain.customers.customer import AccountId, Customer
from shared.domain.log_in.account import new_account
from shared.domain.search.corrections import is_in_dictionary
from shared.domain.search.entries import entries_of
from shared.domain.search.words import Listing
from shared.domain.tenants.search_reach import SearchReach
from shared.domain.tenants.setting_values import MAX_RESTRICTIONS
from shared.runtime.wiring import wiring
from shared.use_cases.tenants.create_tenant import create_tenant
from tests.benchmarks.reading.loading import noting_table
from tests.component.tenants import keep_search

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shared.adapters.dynamodb.writes import Item, Key
    from tests.benchmarks.search.population import Person

TENANT = "benchmark"
RESTRICTIONS = [f"R{number}" for number in range(200)]
"""So many as a tenant may ever have had; fewer at a time."""
_WRITE = "0" * 32
_BEGAN, _SPAN = datetime(2020, 1, 1, tzinfo=UTC), timedelta(days=6 * 365)


def number_of(position: int) -> str:
    """Return the number of the person at a position."""
    return f"c{position}"


def created_at(position: int, size: int) -> datetime:
    """Return when the customer at a position of so many was created: one after another, over six years."""
    return _BEGAN + _SPAN * (position / size)


def fill(table_name: str, persons: Sequence[Person]) -> int:
    """Put a tenant with these customers into the engine; return how many items these are."""
    create_tenant(wiring().tenants, TENANT, restrictions=RESTRICTIONS[:MAX_RESTRICTIONS])
    keep_search(TENANT, SearchReach.EVERYTHING)
    (items,) = (table["items"] for (_, _, name), table in dynamodb._tables.all_items() if name == table_name)
    count = 0
    for item in _items(persons):
        items.setdefault(item["pk"]["S"], {})[item["sk"]["S"]] = item
        count += 1
    return count


def _items(persons: Sequence[Person]) -> Iterator[Item]:
    table: Any = noting_table()
    customers = Customers(table, lambda: wiring().tenants)
    marks: set[Key] = set()
    for position, person in enumerate(persons):
        customer = customer_of(position, person, created_at(position, len(persons)))
        customers.create(customer, new_account(customer), recreates=False, created_by="benchmark")
        yield from table.noted
        for entry, signature in entries_of(customer, SearchReach.EVERYTHING).items():
            item = entry_item(TENANT, entry, signature)
            yield item | {SIGNATURE: {"B": b64encode(signature).decode()}}  # as the wire has it
            text = entry.word.text
            marks.add(registry_key(TENANT, entry.reach, listed_under(entry.word)))
            if entry.word.listing is not Listing.ENDINGS and is_in_dictionary(text):
                marks.update(dictionary_keys(TENANT, entry.reach, text))
                marks.update(registry_key(TENANT, entry.reach, name) for name in dictionary_listed(text))
    yield from map(key_item, marks)


def profile_of(customer: Customer) -> Item:
    """Return the profile of a customer as it is stored."""
    made = item_of(customer, shards=1, key_of=order_key, write_id=_WRITE, updated_by="benchmark", trace="")
    return made.raw()


def customer_of(position: int, person: Person, created: datetime) -> Customer:
    """Return the person at a position as a customer."""
    return Customer(
        tenant=TENANT,
        number=number_of(position),
        created_at=created,
        modified_at=created,
        incarnation=f"i{position}",
        first_name=person.first,
        last_name=person.last,
        contact_phone=phone_of(person),
        contact_email=person.email,
        accounts=(AccountId(f"{position}.{person.email}"),),
        restriction=RESTRICTIONS[position % len(RESTRICTIONS)],
        addresses=(Address(id="a1", texts={"city": person.city}),) if person.city else (),
    )


def phone_of(person: Person) -> str | None:
    """Return a telephone number as a customer writes it."""
    return f"0{person.phone}" if person.phone else None
