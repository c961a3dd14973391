"""GET /customer/{tenant}/customers/{customerNumber}/addresses."""

from shared.domain.callers.requirements import READ_ADDRESS
from shared.domain.customers.address import address_document
from shared.http.messages import Response, ok
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.customers import CustomerReader
from shared.runtime.wiring import Wiring
from shared.use_cases.addresses.list_addresses import list_addresses


@operation(requires=READ_ADDRESS, uses=Wiring.customers)
def lambda_handler(request: Request, customers: CustomerReader) -> Response:
    """Return all addresses of the customer."""
    found = list_addresses(customers, request.access, request.tenant, request.customer_number)
    return ok([address_document(address, is_default=is_default) for address, is_default in found])
