"""POST /customer/{tenant}/customers/{customerNumber}/invitation."""

from shared.domain.callers.requirements import INVITE_CUSTOMER
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.customers.invite_customer import InvitationPorts, invite_customer


@operation(requires=INVITE_CUSTOMER, uses=Wiring.invitation_ports)
def lambda_handler(request: Request, ports: InvitationPorts) -> Response:
    """Send a customer without a password the message again with which to choose the first one."""
    invite_customer(ports, request.access, request.tenant, request.customer_number)
    return empty(202)
