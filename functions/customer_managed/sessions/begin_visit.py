"""GET /customerlogin/auth/anonymous/login."""

from shared.http.messages import Response
from shared.http.operation import PUBLIC, operation
from shared.http.request import Request
from shared.http.session_answers import visitor_tokens
from shared.http.visitors import storefront, visit_context
from shared.runtime.wiring import Wiring
from shared.use_cases.sessions.visiting import Visiting, begin_visit


@operation(requires=PUBLIC, uses=Wiring.visiting)
def lambda_handler(request: Request, visiting: Visiting) -> Response:
    """A token for an anonymous visitor."""
    shop = storefront(request)
    tokens = begin_visit(visiting, shop.tenant, shop.client_id, visit_context(request), issuer=request.issuer)
    return visitor_tokens(tokens)
