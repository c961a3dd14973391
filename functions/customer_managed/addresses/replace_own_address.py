"""PUT /customer/{tenant}/me/addresses/{addressId}."""

from shared.domain.callers.requirements import EDIT_PROFILE
from shared.http.address_requests import address_change
from shared.http.bodies.address import OwnAddress, address_members
from shared.http.bodies.body import parsed
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.addresses.upsert_address import upsert_address
from shared.use_cases.customers.writing import CustomerPorts


@operation(requires=EDIT_PROFILE, uses=Wiring.customer_ports)
def lambda_handler(request: Request, ports: CustomerPorts) -> Response:
    """Replace one of the caller's addresses."""
    body = parsed(OwnAddress, request.json_object())
    change = address_change(request, request.known_caller.own.number, body.believed_version)
    upsert_address(ports, request.access, change, address_members(body), creates=False)
    return empty(204)
