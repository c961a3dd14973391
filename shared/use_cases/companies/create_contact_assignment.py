"""Assign a customer to a company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.companies.contact_assignments import new_assignment
from shared.domain.errors import AnsweredBefore
from shared.domain.instants import now
from shared.use_cases.companies.ports import owned

if TYPE_CHECKING:
    from shared.domain.companies.legal_entity_rules import Change
    from shared.domain.idempotency import Receipt
    from shared.use_cases.companies.ports import ContactAssignmentPorts


def create_contact_assignment(
    ports: ContactAssignmentPorts, change: Change, receipt: Receipt | None = None
) -> str:
    """Assign the customer and return the assignment's id, or that of what the first such call made.

    Raises `ValidationFailed`, `CompaniesAreExternal`, `DuplicateAssignment`, `AssignedAlready`.
    """
    configuration = owned(ports.tenants, change.tenant)
    try:
        return ports.assignments.create(
            new_assignment(change, now()), configuration.contact_propagation, receipt
        )
    except AnsweredBefore as answer:
        return answer.resource_id
