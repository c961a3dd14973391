"""Checks that go with a write by which a contact loses the role of ADMIN, so that its company keeps one.

Somebody else has to be ADMIN afterwards, who is found before and checked in the same transaction. So of two
who take the role from each other at the same moment, one finds that it has lost it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items.customer import CustomerItem, customer_from
from shared.adapters.dynamodb.items.legal_entity import (
    MembershipItem,
    contact_role,
    is_contact,
    membership_check,
    membership_from,
)
from shared.adapters.dynamodb.keys import customer_key, membership_key, membership_partition
from shared.adapters.dynamodb.writes import Check
from shared.domain.companies.groups import LastAdmin, NotAdmin
from shared.domain.customers.customer import Customer
from shared.domain.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item, Key


@dataclass(frozen=True, slots=True)
class RoleChange:
    """The role of a contact before and after a write; None where it is none."""

    number: str
    before: Role | None
    after: Role | None


def keys_of_admin(tenant: str, entity_id: str, number: str) -> tuple[Key, Key]:
    """Return the keys of what shows that a customer is ADMIN: its membership and its profile."""
    return membership_key(tenant, entity_id, number), customer_key(tenant, number)


def checks_of_admin(  # noqa: PLR0917 - all six say whose change it is
    table: Table,
    tenant: str,
    entity_id: str,
    changes: Sequence[RoleChange],
    acting: str | None,
    found: Mapping[Key, Item] | None = None,
) -> list[Check]:
    """Return what has to hold while these changes are written, so that the company keeps an ADMIN.

    `acting`: the number of the ADMIN who writes; None for a caller who may leave a company without one.
    `found`: items that were read, among them those of the ADMIN who writes. Raises `NotAdmin`, `LastAdmin`.
    """
    if acting is None or not any(
        each.before is Role.ADMIN and each.after is not Role.ADMIN for each in changes
    ):
        return []
    if any(each.after is Role.ADMIN for each in changes):
        return []
    changing = {each.number for each in changes}
    if acting not in changing:
        keys = keys_of_admin(tenant, entity_id, acting)
        checks = _checks(keys, found if found is not None else table.batch_get(keys))
        if checks is None:
            raise NotAdmin(entity_id)
        return checks
    partition: Any = MembershipItem.pk == membership_partition(tenant, entity_id)
    for raw in table.query(partition, consistent=True):
        if not is_contact(raw) or membership_from(raw).role is not Role.ADMIN:
            continue
        number = raw["sk"]["S"]
        keys = keys_of_admin(tenant, entity_id, number)
        if number not in changing and (checks := _checks(keys, table.batch_get(keys))) is not None:
            return checks
    raise LastAdmin(entity_id)


def _checks(keys: tuple[Key, Key], found: Mapping[Key, Item]) -> list[Check] | None:
    """Return checks that somebody stays the ADMIN who it is; None if it is none."""
    at_membership, at_profile = keys
    raw = found.get(at_profile)
    customer = customer_from(raw) if raw is not None else None
    membership = found.get(at_membership)
    if not isinstance(customer, Customer) or membership is None:
        return None
    if contact_role(membership, customer.incarnation) is not Role.ADMIN:
        return None
    is_there: Any = CustomerItem.deleted_at.does_not_exist()
    return [
        membership_check(at_membership, membership_from(membership)),
        Check(at_profile, is_there & (CustomerItem.incarnation == customer.incarnation)),
    ]
