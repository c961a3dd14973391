"""PUT /customer-management/{tenant}/contact-assignments/{contactAssignmentId}."""

from shared.domain.callers.requirements import ASSIGN_CONTACT
from shared.http.bodies.company import ContactAssignmentUpdate, replacement
from shared.http.messages import Response, created, empty
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.companies.ports import ContactAssignmentPorts
from shared.use_cases.companies.upsert_contact_assignment import upsert_contact_assignment


@operation(requires=ASSIGN_CONTACT, uses=Wiring.contact_assignment_ports, refuses=published_refusal)
def lambda_handler(request: Request, ports: ContactAssignmentPorts) -> Response:
    """Replace what the assignment says, or create it under this id."""
    change = replacement(request, ContactAssignmentUpdate, request.contact_assignment_id)
    if upsert_contact_assignment(ports, request.access, change):
        return created(change.id, f"/customer-management/{change.tenant}/contact-assignments/{change.id}")
    return empty(204)
