"""POST /customer/{tenant}/password/reset/update."""

from shared.domain.callers.requirements import VISIT
from shared.http.bodies.body import parsed
from shared.http.bodies.credential import PasswordUpdate
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.credentials.changing import CredentialPorts
from shared.use_cases.credentials.reset_password import reset_password


@operation(requires=VISIT, uses=Wiring.credential_ports)
def lambda_handler(request: Request, ports: CredentialPorts) -> Response:
    """Set a new password with the token from a reset message, and end all sessions of the customer."""
    body = parsed(PasswordUpdate, request.json_object())
    reset_password(ports, request.tenant, body.token, body.password)
    return empty(204)
