"""POST /customer/{tenant}/password/reset, also with a trailing slash."""

from shared.domain.callers.requirements import VISIT
from shared.http.bodies.body import parsed
from shared.http.bodies.credential import PasswordResetRequest
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.credentials.one_time_tokens import OneTimeTokenPorts
from shared.use_cases.credentials.request_password_reset import request_password_reset


@operation(requires=VISIT, uses=Wiring.one_time_token_ports)
def lambda_handler(request: Request, ports: OneTimeTokenPorts) -> Response:
    """Send a reset message if the e-mail address has an account."""
    body = parsed(PasswordResetRequest, request.json_object())
    request_password_reset(ports, request.tenant, body.email, site=body.site or None)
    return empty(204)
