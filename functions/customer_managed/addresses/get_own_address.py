"""GET /customer/{tenant}/me/addresses/{addressId}."""

from shared.domain.callers.requirements import VIEW_OWN_ADDRESSES
from shared.domain.customers.address import address_document
from shared.domain.preconditions import names
from shared.http.messages import Response, empty, ok
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.customers import CustomerReader
from shared.runtime.wiring import Wiring
from shared.use_cases.addresses.get_address import get_address


@operation(requires=VIEW_OWN_ADDRESSES, uses=Wiring.customers)
def lambda_handler(request: Request, customers: CustomerReader) -> Response:
    """Return one address, or 304 when the client has this version."""
    known = request.known_tags
    address, is_default, tag = get_address(
        customers, request.access, request.tenant, request.known_caller.own.number, request.address_id
    )
    if names(known, tag):
        return empty(304, {"ETag": tag})
    return ok(address_document(address, is_default=is_default), tag=tag)
