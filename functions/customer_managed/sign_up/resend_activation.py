"""POST /customer/{tenant}/signup/optin/refresh_token."""

from shared.domain.callers.requirements import VISIT
from shared.http.bodies.body import parsed
from shared.http.bodies.credential import EmailBody
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.credentials.one_time_tokens import OneTimeTokenPorts
from shared.use_cases.sign_up.resend_activation import resend_activation


@operation(requires=VISIT, uses=Wiring.one_time_token_ports)
def lambda_handler(request: Request, ports: OneTimeTokenPorts) -> Response:
    """Send the message of an unconfirmed sign-up again."""
    body = parsed(EmailBody, request.json_object())
    resend_activation(ports, request.tenant, body.email)
    return empty(202)
