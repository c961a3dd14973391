"""A tenant with any number of companies, of which each tenth has nine subsidiaries, and with contacts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.contact_assignment import contact_assignment_put
from shared.adapters.dynamodb.items.customer import item_of
from shared.adapters.dynamodb.items.legal_entity import (
    edge_writes,
    legal_entity_put,
    membership_put,
)
from shared.adapters.dynamodb.order_keys import order_key
from shared.adapters.dynamodb.writes import Put
from shared.domain.callers.access import LegalEntityReference
from shared.domain.companies.contact_assignments import CONTACT, ContactAssignment
from shared.domain.customers.customer import Customer
from shared.domain.customers.legal_entities import LegalEntity, Membership

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.adapters.dynamodb.writes import Item

TENANT = "acme"
BIG = "big"
"""The company that has the contacts."""
FAMILY = 10
_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Population:
    """So many companies, and so many contacts of one more."""

    companies: int
    contacts: int = 0

    @property
    def middle(self) -> int:
        """The position of a company in the middle that has subsidiaries."""
        return self.companies // 2 // FAMILY * FAMILY

    def items(self) -> Iterator[Item]:
        """Yield all items, as operations would have written them."""
        for position in range(self.companies):
            yield from _items_of(company(position))
        if self.contacts:
            big = replace(_stored(BIG, "Big", _BEGINNING), write_id="big-0")
            yield from _items_of(big)
            for position in range(self.contacts):
                yield from _items_of_contact(big, position)


def company(position: int) -> LegalEntity:
    """Return the company at a position: the first of each ten is the parent of the others."""
    at = _BEGINNING + timedelta(seconds=position)
    found = _stored(f"c{position}", f"Company {position}", at)
    parent = position // FAMILY * FAMILY
    profile = {
        "type": "COMPANY" if parent == position else "SUBSIDIARY",
        "legalInfo": {"legalName": f"Company {position} GmbH", "registrationId": f"HRB {position}"},
        "accountLimit": {"currency": "EUR", "value": 100 * position},
    }
    if parent != position:
        profile["parentId"] = f"c{parent}"
    return replace(found, profile=profile)


def _stored(entity_id: str, name: str, at: datetime) -> LegalEntity:
    return LegalEntity(
        tenant=TENANT,
        id=entity_id,
        name=name,
        changed_at=at,
        profile={"type": "COMPANY"},
        version=1,
        created_at=at,
        modified_at=at,
        updated_by="benchmark",
        write_id=f"write-{entity_id}",
    )


def _items_of(described: LegalEntity) -> Iterator[Item]:
    nothing = LegalEntity(tenant=TENANT, id=described.id)
    yield legal_entity_put(nothing, described).item
    yield from (write.item for write in edge_writes(nothing, described) if isinstance(write, Put))


def _items_of_contact(big: LegalEntity, position: int) -> Iterator[Item]:
    at = _BEGINNING + timedelta(minutes=1, seconds=position)
    number, assignment_id = f"{10_000_000 + position}", f"a{position}"
    customer = Customer(
        tenant=TENANT,
        number=number,
        created_at=at,
        modified_at=at,
        incarnation="one",
        first_name="Eva",
        last_name=f"Koch {position}",
        contact_email=f"eva.{position}@example.com",
        legal_entities=(LegalEntityReference(BIG, big.name, assignment_id),),
    )
    assignment = ContactAssignment(
        tenant=TENANT,
        id=assignment_id,
        legal_entity_id=BIG,
        customer_number=number,
        type=CONTACT,
        primary=False,
        created_at=at,
        modified_at=at,
        incarnation="one",
        updated_by="benchmark",
    )
    membership = Membership(number, "one", (assignment.in_membership,), big.write_id)
    write_id = f"write-{number}"
    item = item_of(customer, shards=1, key_of=order_key, write_id=write_id, updated_by="benchmark")
    yield item.raw()
    yield contact_assignment_put(None, assignment).item
    yield membership_put(big, replace(membership, write_id=None), membership).item
