"""POST /customer/{tenant}/me/accounts/internal/email/change/confirm."""

from shared.domain.callers.requirements import VISIT
from shared.http.bodies.body import parsed
from shared.http.bodies.credential import TokenBody
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.credentials.change_email import confirm_email_change
from shared.use_cases.credentials.one_time_tokens import OneTimeTokenPorts


@operation(requires=VISIT, uses=Wiring.one_time_token_ports)
def lambda_handler(request: Request, ports: OneTimeTokenPorts) -> Response:
    """Make the new address the log-in, with the token from its message; this ends the customer's sessions."""
    body = parsed(TokenBody, request.json_object())
    confirm_email_change(ports, request.tenant, body.token)
    return empty(204)
