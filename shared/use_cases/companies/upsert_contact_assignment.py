"""Replace a contact assignment, or create it under the id given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain import fields
from shared.domain.companies.assigning import check_assigns, propagation_of
from shared.domain.companies.contact_assignments import (
    AssignmentNotFound,
    DuplicateAssignment,
    new_assignment,
    replaced,
)
from shared.domain.errors import Problem, StorageUnavailable, ValidationFailed
from shared.domain.instants import now
from shared.use_cases.companies.ports import owned

if TYPE_CHECKING:
    from shared.domain.callers.access import Access
    from shared.domain.companies.contact_assignments import ContactAssignment
    from shared.domain.companies.legal_entity_rules import Change
    from shared.use_cases.companies.ports import ContactAssignmentPorts

_RACES_LOST = 5


def upsert_contact_assignment(ports: ContactAssignmentPorts, access: Access, change: Change) -> bool:
    """Replace what the assignment says, or create it; returns whether it was created.

    Raises `ValidationFailed`, `Forbidden`, `PreconditionFailed`, `CompaniesAreExternal`, `StaleVersion`,
    `AssignedAlready`, `LastAdmin`.
    """
    configuration = owned(ports.tenants, change.tenant)
    is_there = False

    def rule(stored: ContactAssignment) -> ContactAssignment:
        nonlocal is_there
        is_there = True
        check_assigns(access, stored, new_assignment(change, stored.created_at), configuration)
        after = replaced(stored, change, now())
        change.precondition.check(stored.version, stored.entity_tag)
        return after

    for _ in range(_RACES_LOST):
        try:
            ports.assignments.revise(change.tenant, change.id, rule, acting=access.acting)
        except AssignmentNotFound:
            if is_there:  # in a company that the caller does not act for
                raise DuplicateAssignment(change.id) from None
            change.precondition.check_absent()
        else:
            return False
        try:
            fields.company_id(change.id)
        except ValueError as error:
            raise ValidationFailed(Problem(str(error), "id")) from None
        new = new_assignment(change, now())
        check_assigns(access, None, new, configuration)
        try:
            ports.assignments.create(
                new,
                propagation_of(access, configuration),
                reaches=access.may_assign,
                acting=access.acting,
            )
        except DuplicateAssignment:
            continue  # created by a rival since it was looked for
        else:
            return True
    raise StorageUnavailable
