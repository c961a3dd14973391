"""GET /customer/{tenant}/me/addresses."""

from shared.domain.callers.requirements import VIEW_OWN_ADDRESSES
from shared.domain.customers.address import address_document
from shared.http.messages import Response, ok
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.customers import CustomerReader
from shared.runtime.wiring import Wiring
from shared.use_cases.addresses.list_addresses import list_addresses


@operation(requires=VIEW_OWN_ADDRESSES, uses=Wiring.customers)
def lambda_handler(request: Request, customers: CustomerReader) -> Response:
    """Return all addresses of the caller."""
    found = list_addresses(customers, request.access, request.tenant, request.known_caller.own.number)
    return ok([address_document(address, is_default=is_default) for address, is_default in found])
