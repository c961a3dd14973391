"""POST /customer/{tenant}/customers/{customerNumber}/addresses/{addressId}/tags."""

from shared.domain.callers.requirements import MANAGE_ADDRESS
from shared.http.address_requests import address_change, tags_parameter
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.customers import CustomerStore
from shared.runtime.wiring import Wiring
from shared.use_cases.addresses.add_address_tags import add_address_tags


@operation(requires=MANAGE_ADDRESS, uses=Wiring.customers)
def lambda_handler(request: Request, customers: CustomerStore) -> Response:
    """Add tags to the address."""
    change = address_change(request, request.customer_number)
    add_address_tags(customers, request.access, change, tags_parameter(request))
    return empty(204)
