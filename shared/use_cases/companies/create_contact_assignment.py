"""Assign a customer to a company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.companies.assigning import check_assigns, propagation_of
from shared.domain.companies.contact_assignments import new_assignment
from shared.domain.errors import AnsweredBefore
from shared.domain.instants import now
from shared.use_cases.companies.ports import owned

if TYPE_CHECKING:
    from shared.domain.callers.access import Access
    from shared.domain.companies.legal_entity_rules import Change
    from shared.domain.idempotency import Receipt
    from shared.use_cases.companies.ports import ContactAssignmentPorts


def create_contact_assignment(
    ports: ContactAssignmentPorts, change: Change, access: Access, receipt: Receipt | None = None
) -> str:
    """Assign the customer and return the assignment's id, or that of what the first such call made.

    Raises `ValidationFailed`, `Forbidden`, `CompaniesAreExternal`, `DuplicateAssignment`, `AssignedAlready`.
    """
    configuration = owned(ports.tenants, change.tenant)
    new = new_assignment(change, now())
    check_assigns(access, None, new, configuration)
    try:
        return ports.assignments.create(
            new,
            propagation_of(access, configuration),
            receipt,
            reaches=access.may_assign,
            acting=access.acting,
        )
    except AnsweredBefore as answer:
        return answer.resource_id
