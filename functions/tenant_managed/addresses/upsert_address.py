"""PUT /customer/{tenant}/customers/{customerNumber}/addresses/{addressId}."""

from shared.domain.callers.access import MANAGE_ADDRESS
from shared.http.address_requests import address_change
from shared.http.bodies.address import AddressBody, address_members
from shared.http.bodies.body import parsed
from shared.http.messages import Response, created, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.customers import CustomerStore
from shared.runtime.wiring import Wiring
from shared.use_cases.addresses.upsert_address import upsert_address


@operation(requires=MANAGE_ADDRESS, uses=Wiring.customers)
def lambda_handler(request: Request, customers: CustomerStore) -> Response:
    """Replace the address, or create it under this id."""
    body = parsed(AddressBody, request.json_object())
    change = address_change(request, request.customer_number, body.believed_version)
    if upsert_address(customers, request.access, change, address_members(body), creates=True):
        path = f"/customer/{change.tenant}/customers/{change.number}/addresses/{change.address_id}"
        return created(change.address_id, path)
    return empty(204)
