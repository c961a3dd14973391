"""PATCH /customer/{tenant}/me/addresses/{addressId}."""

from shared.domain.callers.requirements import EDIT_PROFILE
from shared.http.address_requests import address_change
from shared.http.bodies.address import OwnAddress, address_members
from shared.http.bodies.body import parsed
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import JSON, MERGE_PATCH, Request
from shared.runtime.wiring import Wiring
from shared.use_cases.addresses.update_address import update_address
from shared.use_cases.customers.writing import CustomerPorts


@operation(requires=EDIT_PROFILE, uses=Wiring.customer_ports)
def lambda_handler(request: Request, ports: CustomerPorts) -> Response:
    """Change the members present in the body; `null` clears one."""
    body = parsed(OwnAddress, request.json_object((JSON, MERGE_PATCH)))
    change = address_change(request, request.known_caller.own.number, body.believed_version)
    update_address(ports, request.access, change, address_members(body))
    return empty(200)
