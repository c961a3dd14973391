"""GET /customer/{tenant}/signup/optin/{token}."""

from shared.domain.callers.requirements import VISIT
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_answers import customer_tokens
from shared.http.visitors import visitor
from shared.runtime.wiring import Wiring
from shared.use_cases.sign_up.confirm_sign_up import ConfirmationPorts, confirm_sign_up


@operation(requires=VISIT, uses=Wiring.confirmation_ports)
def lambda_handler(request: Request, ports: ConfirmationPorts) -> Response:
    """Confirm a sign-up with the token from its message, and log the customer in."""
    tokens = confirm_sign_up(
        ports, visitor(request), request.tenant, request.path_parameters.get("token", "")
    )
    return customer_tokens(tokens)
