"""GET /customerlogin/auth/anonymous/login."""

from shared.http.messages import Response
from shared.http.operation import PUBLIC, operation
from shared.http.request import Request
from shared.http.session_answers import visitor_tokens
from shared.http.visitors import storefront, visit_context
from shared.runtime.reach import WorkingFor
from shared.runtime.wiring import Wiring
from shared.use_cases.sessions.visiting import VisitPorts, begin_visit


@operation(requires=PUBLIC, uses=Wiring.visit_ports)
def lambda_handler(request: Request, ports: VisitPorts) -> Response:
    """Return a token for an anonymous visitor."""
    shop = storefront(request)
    with WorkingFor(shop.tenant):
        return visitor_tokens(begin_visit(ports, shop, visit_context(request)))
