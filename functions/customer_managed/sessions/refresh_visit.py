"""GET /customerlogin/auth/anonymous/refresh."""

from shared.http.messages import Response
from shared.http.operation import PUBLIC, operation
from shared.http.request import Request
from shared.http.session_answers import visitor_tokens
from shared.http.visitors import storefront
from shared.runtime.reach import WorkingFor
from shared.runtime.wiring import Wiring
from shared.use_cases.sessions.visiting import VisitPorts, refresh_visit, refresh_visit_by_access_token


@operation(requires=PUBLIC, uses=Wiring.visit_ports)
def lambda_handler(request: Request, ports: VisitPorts) -> Response:
    """Another token for the same visitor, for its refresh token or (deprecated) its previous access token."""
    shop = storefront(request)
    access_token = request.parameter("anonymous_token")
    with WorkingFor(shop.tenant):
        if access_token and not request.parameter("refresh_token"):
            tokens = refresh_visit_by_access_token(ports, shop, access_token)
        else:
            tokens = refresh_visit(ports, shop, request.required("refresh_token"))
        return visitor_tokens(tokens)
