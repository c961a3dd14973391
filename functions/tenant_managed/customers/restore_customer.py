"""POST /customer/{tenant}/customers/{customerNumber}/history/{version}/restore."""

from shared.domain.callers.requirements import RESTORE_CUSTOMER
from shared.http.bodies.body import VersionedBody, parsed
from shared.http.bodies.customer import checked_members
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.customers.restore_customer import Restoration, RestorationPorts, restore_customer


@operation(requires=RESTORE_CUSTOMER, uses=Wiring.restoration_ports)
def lambda_handler(request: Request, ports: RestorationPorts) -> Response:
    """Write the customer's profile as it was at the version."""
    body = parsed(VersionedBody, request.json_object())
    wanted = Restoration(
        tenant=request.tenant,
        number=request.customer_number,
        version=request.version,
        updated_by=request.principal,
        checked=checked_members,
        precondition=request.precondition(body.believed_version),
    )
    restore_customer(ports, request.access, wanted)
    return empty(204)
