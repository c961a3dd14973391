"""GET /customer-management/{tenant}/contact-assignments/{contactAssignmentId}."""

from shared.domain.callers.requirements import READ_CONTACT_ASSIGNMENT
from shared.domain.companies.queries import SHOWN_ASSIGNMENT_MEMBERS
from shared.domain.preconditions import names
from shared.http.messages import Response, empty, ok
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.http.selected_fields import selection
from shared.ports.companies import ContactAssignmentReader
from shared.runtime.wiring import Wiring
from shared.use_cases.companies.get_contact_assignment import get_contact_assignment, whole_document


@operation(requires=READ_CONTACT_ASSIGNMENT, uses=Wiring.contact_assignments, refuses=published_refusal)
def lambda_handler(request: Request, assignments: ContactAssignmentReader) -> Response:
    """Return one assignment. Its entity tag is of itself, not of the company and customer shown with it."""
    selected, known = selection(request, SHOWN_ASSIGNMENT_MEMBERS), request.known_tags
    assignment_id = request.contact_assignment_id
    found = get_contact_assignment(assignments, request.tenant, assignment_id, request.access)
    if names(known, found.entity_tag):
        return empty(304, {"ETag": found.entity_tag})
    return ok(selected(whole_document(assignments, found)), tag=found.entity_tag)
