"""Replace a contact assignment, or create it under the id given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain import fields
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
    from shared.domain.companies.contact_assignments import ContactAssignment
    from shared.domain.companies.legal_entity_rules import Change
    from shared.use_cases.companies.ports import ContactAssignmentPorts

_RACES_LOST = 5


def upsert_contact_assignment(ports: ContactAssignmentPorts, change: Change) -> bool:
    """Replace what the assignment says, or create it; returns whether it was created.

    Raises `ValidationFailed`, `PreconditionFailed`, `CompaniesAreExternal`, `StaleVersion`,
    `AssignedAlready`.
    """
    configuration = owned(ports.tenants, change.tenant)

    def rule(stored: ContactAssignment) -> ContactAssignment:
        after = replaced(stored, change, now())
        change.precondition.check(stored.version, stored.entity_tag)
        return after

    for _ in range(_RACES_LOST):
        try:
            ports.assignments.revise(change.tenant, change.id, rule)
        except AssignmentNotFound:
            change.precondition.check_absent()
        else:
            return False
        try:
            fields.company_id(change.id)
        except ValueError as error:
            raise ValidationFailed(Problem(str(error), "id")) from None
        try:
            ports.assignments.create(new_assignment(change, now()), configuration.contact_propagation)
        except DuplicateAssignment:
            continue  # created by a rival since it was looked for
        else:
            return True
    raise StorageUnavailable
