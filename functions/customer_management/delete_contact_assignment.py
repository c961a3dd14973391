"""DELETE /customer-management/{tenant}/contact-assignments/{contactAssignmentId}."""

from shared.domain.callers.requirements import MANAGE_CONTACT_ASSIGNMENT
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.companies.delete_contact_assignment import delete_contact_assignment
from shared.use_cases.companies.ports import ContactAssignmentPorts


@operation(
    requires=MANAGE_CONTACT_ASSIGNMENT, uses=Wiring.contact_assignment_ports, refuses=published_refusal
)
def lambda_handler(request: Request, ports: ContactAssignmentPorts) -> Response:
    """Take the customer out of the company."""
    delete_contact_assignment(
        ports,
        request.tenant,
        request.contact_assignment_id,
        request.access,
        precondition=request.precondition(),
        deleted_by=request.author,
    )
    return empty(204)
