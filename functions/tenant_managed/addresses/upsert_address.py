"""PUT /customer/{tenant}/customers/{customerNumber}/addresses/{addressId}."""

from shared.domain.callers.requirements import MANAGE_ADDRESS
from shared.http.address_requests import address_change
from shared.http.bodies.address import AddressBody, address_members
from shared.http.bodies.body import parsed
from shared.http.messages import Response, created, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.addresses.upsert_address import upsert_address
from shared.use_cases.customers.writing import CustomerPorts


@operation(requires=MANAGE_ADDRESS, uses=Wiring.customer_ports)
def lambda_handler(request: Request, ports: CustomerPorts) -> Response:
    """Replace the address, or create it under this id."""
    body = parsed(AddressBody, request.json_object())
    change = address_change(request, request.customer_number, body.believed_version)
    if upsert_address(ports, request.access, change, address_members(body), creates=True):
        path = f"/customer/{change.tenant}/customers/{change.number}/addresses/{change.address_id}"
        return created(change.address_id, path)
    return empty(204)
