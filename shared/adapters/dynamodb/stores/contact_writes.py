"""The writes of one transaction that makes a customer a contact of companies."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.contact_assignment import contact_assignment_put
from shared.adapters.dynamodb.items.elsewhere import elsewhere_put
from shared.adapters.dynamodb.items.legal_entity import legal_entity_check, membership_put
from shared.adapters.dynamodb.keys import contact_assignment_key, membership_key
from shared.adapters.dynamodb.stores.admins import RoleChange
from shared.adapters.dynamodb.stores.legal_entities import contact_of
from shared.adapters.dynamodb.stores.primary_contacts import role_in
from shared.adapters.dynamodb.writes import Delete
from shared.domain.companies.contact_assignments import AssignedAlready, present_in, with_assignment
from shared.domain.customers.legal_entities import in_legal_entity
from shared.domain.instants import now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shared.adapters.dynamodb.writes import Item, Key, Write
    from shared.domain.companies.contact_assignments import ContactAssignment
    from shared.domain.customers.customer import Customer
    from shared.domain.customers.legal_entities import LegalEntity, Membership


@dataclass(slots=True)
class ContactWrites:
    """The writes of one transaction, and the customer before and after them."""

    before: Customer
    after: Customer
    writes: list[Write] = field(default_factory=list)

    def assign(
        self,
        company: LegalEntity,
        found: Mapping[Key, Item],
        new: ContactAssignment,
        *,
        primary: Sequence[Write] | None,
    ) -> RoleChange:
        """Add what makes the customer a contact of the company. Raises `AssignedAlready`."""
        raw = found.get(key_of_membership(new))
        membership = contact_of(self.before, company, raw).membership
        present = present_in(company, membership.assignments)
        if present is not None:
            raise AssignedAlready(new, present.id or "")
        wanted, unsaid = in_membership(membership, new)
        before = role_in(company, membership)
        wanted = replace(
            wanted,
            legal_entity_write_id=company.write_id,
            # What somebody has chosen is over with the membership that it was chosen for.
            chosen_groups=wanted.chosen_groups if before is not None else None,
        )
        put = membership_put(company, membership, wanted)
        self.writes += [put, *unsaid, contact_assignment_put(None, new)]
        if raw is None or membership.incarnation != self.before.incarnation or "expiresAt" in raw:
            self.writes.append(elsewhere_put(self.before, put))
        if primary is None:
            self.writes.append(legal_entity_check(company))
        else:
            self.writes += primary or [legal_entity_check(company)]
        assignments = with_assignment(membership.assignments, new.in_membership)
        self.after = in_legal_entity(self.after, company, assignments, now())
        return RoleChange(new.customer_number, before, role_in(company, wanted), self.before)


def in_membership(membership: Membership, after: ContactAssignment) -> tuple[Membership, list[Delete]]:
    """Return the membership with the assignment, and what removes any that gives way to it."""
    assignments = with_assignment(membership.assignments, after.in_membership)
    wanted = replace(membership, incarnation=after.incarnation, assignments=assignments)
    unsaid = [
        Delete(contact_assignment_key(after.tenant, each.id))
        for each in membership.assignments
        if each.id not in {None, after.id} and not each.ended
    ]
    return wanted, unsaid


def key_of_membership(assignment: ContactAssignment) -> Key:
    """Return the key of the membership that an assignment makes or keeps."""
    return membership_key(assignment.tenant, assignment.legal_entity_id, assignment.customer_number)
