"""GET /customer/{tenant}/me."""

from shared.domain.callers.requirements import VIEW_PROFILE, Principal
from shared.domain.preconditions import names
from shared.http.answers import expansion, for_anonymous, for_customer
from shared.http.messages import Response, empty, ok
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.customers import CustomerReader
from shared.runtime.wiring import Wiring
from shared.use_cases.customers.get_customer import get_customer


@operation(requires=VIEW_PROFILE, uses=Wiring.customers)
def lambda_handler(request: Request, customers: CustomerReader) -> Response:
    """Return the caller's own profile; that of an anonymous visitor says only that it is anonymous."""
    expand, known = expansion(request), request.known_tags
    if request.known_caller.principal is Principal.ANONYMOUS:
        return ok(for_anonymous(expand))
    customer = get_customer(customers, request.tenant, request.known_caller.own.number, request.access)
    tag = customer.entity_tag(request.access)
    if names(known, tag):
        return empty(304, {"ETag": tag})
    return ok(for_customer(customer, expand), tag=tag)
