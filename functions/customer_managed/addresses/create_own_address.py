"""POST /customer/{tenant}/me/addresses."""

from shared.domain.callers.requirements import EDIT_PROFILE
from shared.http.bodies.address import OwnAddress, address_members
from shared.http.bodies.body import parsed
from shared.http.messages import Response, created
from shared.http.operation import operation
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.addresses.create_address import NewAddress, create_address
from shared.use_cases.customers.writing import CustomerPorts


def _created(request: Request, address_id: str) -> Response:
    path = f"/customer/{request.tenant}/me/addresses/{address_id}"
    return created(address_id, path)


@operation(requires=EDIT_PROFILE, uses=Wiring.customer_ports, repeat=_created)
def lambda_handler(request: Request, ports: CustomerPorts) -> Response:
    """Add an address to the caller."""
    body = parsed(OwnAddress, request.json_object())
    new = NewAddress(
        tenant=request.tenant,
        number=request.known_caller.own.number,
        members=address_members(body),
        created_by=request.principal,
        address_id=body.id,
        needs_name=False,
        receipt=request.receipt,
    )
    return _created(request, create_address(ports, request.access, new))
