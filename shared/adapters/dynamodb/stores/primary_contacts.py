"""The one contact of a company that is `primary`, and what becomes of the one before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.contact_assignment import contact_assignment_put, present_assignment
from shared.adapters.dynamodb.items.legal_entity import (
    MembershipItem,
    contacts_changed,
    is_contact,
    legal_entity_check,
    membership_from,
    membership_put,
)
from shared.adapters.dynamodb.keys import contact_assignment_key, membership_key, membership_partition
from shared.adapters.dynamodb.stores.admins import RoleChange
from shared.domain.customers.legal_entities import belonging
from shared.domain.instants import now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Write
    from shared.domain.companies.contact_assignments import ContactAssignment
    from shared.domain.customers.legal_entities import LegalEntity, Membership
    from shared.domain.roles import Role


def primary_place(
    table: Table, company: LegalEntity, after: ContactAssignment
) -> tuple[list[Write], list[RoleChange]]:
    """Return what makes an assignment the only `primary` one of its company, if it is to be that.

    And what becomes of the roles of others.
    """
    if not after.primary or company.primary_contact == (after.customer_number, after.id):
        return [], []
    writes: list[Write] = [contacts_changed(company, (after.customer_number, after.id))]
    changes: list[RoleChange] = []
    for number, assignment_id in _primary_contacts(table, company):
        # One of the same customer is what was left of it, or gives way in the same membership.
        if number != after.customer_number:
            further, change = _demoted(table, company, number, assignment_id)
            writes += further
            changes += change
    return writes, changes


def _primary_contacts(table: Table, company: LegalEntity) -> list[tuple[str, str]]:
    """Return the contacts that are primary; those that events have made so are looked for once."""
    if company.primary_contact is not None:
        return [company.primary_contact]
    partition = MembershipItem.pk == membership_partition(company.tenant, company.id)
    contacts = map(membership_from, filter(is_contact, table.query(partition, consistent=True)))
    return [
        (contact.customer_number, each.id)
        for contact in contacts
        for each in contact.assignments
        if each.primary and each.id is not None and not each.ended
    ]


def _demoted(
    table: Table, company: LegalEntity, number: str, assignment_id: str
) -> tuple[list[Write], list[RoleChange]]:
    """Return what makes an assignment one that is not primary any more, and what its contact becomes."""
    at_membership = membership_key(company.tenant, company.id, number)
    at_itself = contact_assignment_key(company.tenant, assignment_id)
    found = table.batch_get((at_membership, at_itself))
    current = present_assignment(found.get(at_itself))
    writes: list[Write] = []
    changes: list[RoleChange] = []
    if current is not None:
        writes.append(
            contact_assignment_put(
                current,
                replace(current, primary=False, version=current.version + 1, modified_at=now()),
            )
        )
    if at_membership in found:
        membership = membership_from(found[at_membership])
        assignments = tuple(
            replace(each, primary=False) if each.id == assignment_id else each
            for each in membership.assignments
        )
        wanted = replace(membership, assignments=assignments)
        writes.append(membership_put(company, membership, wanted))
        changes.append(RoleChange(number, role_in(company, membership), role_in(company, wanted)))
    return writes, changes


def at_company(
    company: LegalEntity,
    current: ContactAssignment,
    after: ContactAssignment,
    primary: Sequence[Write],
) -> Sequence[Write]:
    """Return what a change of an assignment does at its company."""
    if primary:
        return primary
    if current.primary and not after.primary and is_primary(company, current):
        return [contacts_changed(company, None)]
    return [legal_entity_check(company)]


def is_primary(company: LegalEntity, assignment: ContactAssignment) -> bool:
    """Return whether an operation has made the assignment the company's primary one."""
    return company.primary_contact == (assignment.customer_number, assignment.id)


def role_in(company: LegalEntity, membership: Membership) -> Role | None:
    """Return the role of a contact; None where the customer does not belong to the company."""
    return membership.role if belonging(company, membership.assignments) is not None else None
