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
from shared.adapters.dynamodb.table import TRANSACTION_LIMIT
from shared.adapters.dynamodb.writes import Check
from shared.domain.companies.groups import AdminOfTooMany, LastAdmin, NotAdmin
from shared.domain.customers.customer import CONTACT, Customer
from shared.domain.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item, Key


@dataclass(frozen=True, slots=True)
class RoleChange:
    """The role of a contact before and after a write; None where it is none.

    `customer`: the contact as it was read, where it may become ADMIN.
    """

    number: str
    before: Role | None
    after: Role | None
    customer: Customer | None = None


def keys_of_admin(tenant: str, entity_id: str, number: str) -> tuple[Key, Key]:
    """Return the keys of what shows that a customer is ADMIN: its membership and its profile."""
    return membership_key(tenant, entity_id, number), customer_key(tenant, number)


def checks_of_admin(  # noqa: PLR0917 - all six say whose change it is
    table: Table,
    tenant: str,
    entity_id: str,
    changes: Sequence[RoleChange],
    acting: str | None,
    found: dict[Key, Item] | None = None,
) -> list[Check]:
    """Return what has to hold while these changes are written, so that the company keeps an ADMIN.

    `acting`: the number of the ADMIN who writes; None for a caller who may leave a company without one.
    `found`: items that were read, among them those of the ADMIN who writes; others are added. Somebody who
    may not log in manages nobody, and is not an ADMIN to leave a company to. Raises `NotAdmin`, `LastAdmin`.
    """
    if acting is None or not any(
        each.before is Role.ADMIN and each.after is not Role.ADMIN for each in changes
    ):
        return []
    for each in changes:
        if each.after is Role.ADMIN and each.customer is not None and each.customer.may_log_in:
            return [_may_still_log_in(each.customer)]
    changing = {each.number for each in changes}
    if acting not in changing:
        keys = keys_of_admin(tenant, entity_id, acting)
        checks = _checks(keys, found if found is not None else table.batch_get(keys))
        if checks is None:
            raise NotAdmin(entity_id)
        return checks
    known = found if found is not None else {}
    partition: Any = MembershipItem.pk == membership_partition(tenant, entity_id)
    for raw in table.query(partition, consistent=True):
        if not is_contact(raw) or membership_from(raw).role is not Role.ADMIN:
            continue
        number = raw["sk"]["S"]
        if number in changing:
            continue
        keys = keys_of_admin(tenant, entity_id, number)
        known.update(table.batch_get(key for key in keys if key not in known))
        if (checks := _checks(keys, known)) is not None:
            return checks
    raise LastAdmin(entity_id)


def checks_in_all(table: Table, customer: Customer, acting: str, *, besides: int) -> list[Check]:
    """Return what keeps each company an ADMIN where a customer is one no longer, by a deletion or a hold.

    Whoever is ADMIN of several of them is checked once. `besides`: how many other writes the transaction has.
    Raises `NotAdmin`, `LastAdmin`, and `AdminOfTooMany` where one transaction cannot hold the checks.
    """
    tenant, number = customer.tenant, customer.number
    entity_ids = [each.id for each in customer.legal_entities]
    places = [membership_key(tenant, each, who) for each in entity_ids for who in (number, acting)]
    found = table.batch_get([*places, customer_key(tenant, acting)])
    checks: dict[Key, Check] = {}
    for each in entity_ids:
        role = contact_role(found.get(membership_key(tenant, each, number)), customer.incarnation)
        change = RoleChange(number, role, None)
        for check in checks_of_admin(table, tenant, each, [change], acting, found):
            checks[check.key] = check
    if len(checks) + besides > TRANSACTION_LIMIT:
        raise AdminOfTooMany(number)
    return list(checks.values())


def _checks(keys: tuple[Key, Key], found: Mapping[Key, Item]) -> list[Check] | None:
    """Return checks that somebody stays the ADMIN who it is; None if it is none."""
    at_membership, at_profile = keys
    raw = found.get(at_profile)
    customer = customer_from(raw) if raw is not None else None
    membership = found.get(at_membership)
    if not isinstance(customer, Customer) or not customer.may_log_in or membership is None:
        return None
    if contact_role(membership, customer.incarnation) is not Role.ADMIN:
        return None
    return [membership_check(at_membership, membership_from(membership)), _may_still_log_in(customer)]


def _may_still_log_in(customer: Customer) -> Check:
    """Return a check that this customer, who may log in, still may."""
    is_there: Any = CustomerItem.deleted_at.does_not_exist()
    is_let_in: Any = (
        (CustomerItem.active == True)  # noqa: E712 - a condition of the table
        & (CustomerItem.on_hold == False)  # noqa: E712
        & (CustomerItem.type != CONTACT)
    )
    is_same: Any = CustomerItem.incarnation == customer.incarnation
    return Check(customer_key(customer.tenant, customer.number), is_there & is_same & is_let_in)
