"""DELETE /customer/{tenant}/customers/{customerNumber}/addresses/{addressId}."""

from shared.domain.callers.requirements import MANAGE_ADDRESS
from shared.http.address_requests import address_change
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.customers import CustomerStore
from shared.runtime.wiring import Wiring
from shared.use_cases.addresses.delete_address import delete_address


@operation(requires=MANAGE_ADDRESS, uses=Wiring.customers)
def lambda_handler(request: Request, customers: CustomerStore) -> Response:
    """Remove the address."""
    delete_address(customers, request.access, address_change(request, request.customer_number))
    return empty(204)
