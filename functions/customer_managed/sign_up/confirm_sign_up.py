"""GET /customer/{tenant}/signup/optin/{token}."""

from shared.domain.callers.access import VISIT
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_answers import customer_tokens
from shared.http.visitors import visitor
from shared.runtime.wiring import Wiring
from shared.use_cases.sign_up.confirm_sign_up import SignUpConfirming, confirm_sign_up


@operation(requires=VISIT, uses=Wiring.sign_up_confirming)
def lambda_handler(request: Request, confirming: SignUpConfirming) -> Response:
    """Confirm a sign-up by the token of its message, and log the customer in."""
    who = visitor(request)
    tokens = confirm_sign_up(
        confirming,
        request.tenant,
        request.path_parameters.get("token", ""),
        session_id=who.session_id,
        client_id=who.client_id,
        issuer=request.issuer,
    )
    return customer_tokens(tokens)
