"""Take a customer out of a company."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shared.domain.companies.assigning import check_assigns
from shared.domain.instants import now
from shared.use_cases.companies.ports import owned

if TYPE_CHECKING:
    from shared.domain.callers.access import Access
    from shared.domain.companies.contact_assignments import ContactAssignment
    from shared.domain.preconditions import Precondition
    from shared.use_cases.companies.ports import ContactAssignmentPorts


def delete_contact_assignment(
    ports: ContactAssignmentPorts,
    tenant: str,
    assignment_id: str,
    access: Access,
    *,
    precondition: Precondition,
    deleted_by: str,
) -> None:
    """Undo the assignment, with all that it has written.

    Raises `AssignmentNotFound`, `Forbidden`, `PreconditionFailed`, `CompaniesAreExternal`,
    `NamedInApprovalGroup`, `LastAdmin`.
    """
    configuration = owned(ports.tenants, tenant)

    def rule(stored: ContactAssignment) -> ContactAssignment:
        check_assigns(access, stored, stored, configuration)
        precondition.check(stored.version, stored.entity_tag)
        at = max(now(), stored.created_at)
        return replace(stored, ended_at=at, modified_at=at, version=stored.version + 1, updated_by=deleted_by)

    ports.assignments.delete(tenant, assignment_id, rule, acting=access.acting)
