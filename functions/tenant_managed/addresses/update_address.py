"""PATCH /customer/{tenant}/customers/{customerNumber}/addresses/{addressId}."""

from shared.domain.callers.access import MANAGE_ADDRESS
from shared.http.address_requests import address_change
from shared.http.bodies.address import AddressUpdate, address_members
from shared.http.bodies.body import parsed
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import JSON, MERGE_PATCH, Request
from shared.ports.customers import CustomerStore
from shared.runtime.wiring import Wiring
from shared.use_cases.addresses.update_address import update_address


@operation(requires=MANAGE_ADDRESS, uses=Wiring.customers)
def lambda_handler(request: Request, customers: CustomerStore) -> Response:
    """Change the members present in the body; `null` clears one."""
    body = parsed(AddressUpdate, request.json_object((JSON, MERGE_PATCH)))
    change = address_change(request, request.customer_number, body.believed_version)
    update_address(customers, request.access, change, address_members(body))
    return empty(200)
