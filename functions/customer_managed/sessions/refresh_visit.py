"""GET /customerlogin/auth/anonymous/refresh."""

from shared.http.messages import Response
from shared.http.operation import PUBLIC, operation
from shared.http.request import Request
from shared.http.session_answers import visitor_tokens
from shared.http.visitors import storefront
from shared.runtime.wiring import Wiring
from shared.use_cases.sessions.visiting import Visiting, refresh_visit, refresh_visit_by_access_token


@operation(requires=PUBLIC, uses=Wiring.visiting)
def lambda_handler(request: Request, visiting: Visiting) -> Response:
    """Another token for the same visitor, by the refresh token or (deprecated) by the token before."""
    shop = storefront(request)
    access_token = request.parameter("anonymous_token")
    if access_token and not request.parameter("refresh_token"):
        tokens = refresh_visit_by_access_token(
            visiting, shop.tenant, shop.client_id, access_token, issuer=request.issuer
        )
    else:
        refresh_token = request.required("refresh_token")
        tokens = refresh_visit(visiting, shop.tenant, shop.client_id, refresh_token, issuer=request.issuer)
    return visitor_tokens(tokens)
