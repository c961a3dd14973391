"""DELETE /customer/{tenant}/me/addresses/{addressId}."""

from shared.domain.callers.requirements import EDIT_PROFILE
from shared.http.address_requests import address_change
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.customers import CustomerStore
from shared.runtime.wiring import Wiring
from shared.use_cases.addresses.delete_address import delete_address


@operation(requires=EDIT_PROFILE, uses=Wiring.customers)
def lambda_handler(request: Request, customers: CustomerStore) -> Response:
    """Remove the address."""
    delete_address(customers, request.access, address_change(request, request.known_caller.own.number))
    return empty(204)
