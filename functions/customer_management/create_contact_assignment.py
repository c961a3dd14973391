"""POST /customer-management/{tenant}/contact-assignments."""

import uuid

from shared.domain.callers.requirements import ASSIGN_CONTACT
from shared.http.bodies.company import ContactAssignmentCreate, new_resource
from shared.http.messages import Response, created
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.companies.create_contact_assignment import create_contact_assignment
from shared.use_cases.companies.ports import ContactAssignmentPorts


def _created(request: Request, assignment_id: str) -> Response:
    return created(
        assignment_id, f"/customer-management/{request.tenant}/contact-assignments/{assignment_id}"
    )


@operation(
    requires=ASSIGN_CONTACT,
    uses=Wiring.contact_assignment_ports,
    repeat=_created,
    refuses=published_refusal,
)
def lambda_handler(request: Request, ports: ContactAssignmentPorts) -> Response:
    """Assign a customer to a company."""
    change = new_resource(request, ContactAssignmentCreate, uuid.uuid4().hex)
    return _created(request, create_contact_assignment(ports, change, request.access, request.receipt))
