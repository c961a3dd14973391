"""Read contact assignments with the names of their companies and customers."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from shared.domain.companies.assigning import check_reads
from shared.domain.companies.contact_assignments import AssignmentNotFound, document_of
from shared.domain.companies.legal_entity_rules import document_of as document_of_company

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from shared.domain.callers.access import Access
    from shared.domain.companies.contact_assignments import ContactAssignment
    from shared.ports.companies import ContactAssignmentReader

_AT_ONCE = 50
"""Assignments whose companies and customers one request reads."""


def get_contact_assignment(
    assignments: ContactAssignmentReader, tenant: str, assignment_id: str, access: Access
) -> ContactAssignment:
    """Return the assignment, as it is at this moment. Raises `AssignmentNotFound`, `NotAdmin`."""
    found = assignments.find(tenant, assignment_id)
    if found is None:
        raise AssignmentNotFound(assignment_id)
    check_reads(access, found)
    return found


def whole_document(assignments: ContactAssignmentReader, assignment: ContactAssignment) -> dict[str, Any]:
    """Return what the API shows of one assignment, with its whole company."""
    companies, customers = assignments.around([assignment])
    company = companies[assignment.legal_entity_id]
    document = document_of(assignment, company, customers.get(assignment.customer_number))
    return document | ({"legalEntity": document_of_company(company)} if company.exists else {})


def documents_of(
    assignments: ContactAssignmentReader, listed: Iterable[ContactAssignment], known: Mapping[Any, Any]
) -> Iterator[dict[str, Any]]:
    """Yield what lists show of assignments, with the names of their companies and customers.

    `known`: `Page.around`.
    """
    remaining = iter(listed)
    while chunk := list(itertools.islice(remaining, _AT_ONCE)):
        companies, customers = assignments.around(chunk, known)
        for each in chunk:
            yield document_of(each, companies[each.legal_entity_id], customers.get(each.customer_number))
