"""GET /customer-management/{tenant}/contact-assignments."""

from functools import partial

from shared.domain.callers.access import EVERYWHERE
from shared.domain.callers.requirements import READ_CONTACT_ASSIGNMENT
from shared.domain.companies.assigning import companies_with_contacts
from shared.domain.companies.queries import (
    CONTACT_ASSIGNMENT_FILTERS,
    CONTACT_ASSIGNMENT_MEMBERS,
    SHOWN_ASSIGNMENT_MEMBERS,
    has_one_of,
)
from shared.http.company_lists import page_of
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.companies.get_contact_assignment import documents_of
from shared.use_cases.companies.ports import ContactAssignmentListPorts


@operation(
    requires=READ_CONTACT_ASSIGNMENT, uses=Wiring.contact_assignment_list_ports, refuses=published_refusal
)
def lambda_handler(request: Request, ports: ContactAssignmentListPorts) -> Response:
    """Return a page of the tenant's contact assignments, or of those that an ADMIN may read."""
    reached = companies_with_contacts(request.access)
    return page_of(
        request,
        ports.directory,
        request.parameter("q"),
        CONTACT_ASSIGNMENT_MEMBERS,
        CONTACT_ASSIGNMENT_FILTERS,
        documents_of=partial(documents_of, ports.assignments),
        shown=SHOWN_ASSIGNMENT_MEMBERS,
        within=() if reached is None else [has_one_of(reached, "legalEntity", "id")],
        access=EVERYWHERE,
    )
