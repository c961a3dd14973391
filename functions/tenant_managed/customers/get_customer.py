"""GET /customer/{tenant}/customers/{customerNumber}."""

from shared.domain.callers.requirements import READ_CUSTOMER
from shared.domain.preconditions import names
from shared.http.answers import expansion, for_seller
from shared.http.messages import Response, empty, ok
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.customers import CustomerReader
from shared.runtime.wiring import Wiring
from shared.use_cases.customers.get_customer import get_customer


@operation(requires=READ_CUSTOMER, uses=Wiring.customers)
def lambda_handler(request: Request, customers: CustomerReader) -> Response:
    """Return one customer, or 304 when the client has this version."""
    expand, known = expansion(request), request.known_tags
    customer = get_customer(customers, request.tenant, request.customer_number, request.access)
    tag = customer.entity_tag(request.access)
    if names(known, tag):
        return empty(304, {"ETag": tag})
    return ok(for_seller(customer, expand, request.access), tag=tag)
