"""POST /customer/{tenant}/password/change."""

from shared.domain.callers.requirements import EDIT_CREDENTIALS
from shared.http.bodies.body import parsed
from shared.http.bodies.credential import PasswordChange as PasswordChangeBody
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.credentials.change_password import PasswordChange, change_password
from shared.use_cases.credentials.changing import CredentialPorts


@operation(requires=EDIT_CREDENTIALS, uses=Wiring.credential_ports)
def lambda_handler(request: Request, ports: CredentialPorts) -> Response:
    """Change the password, and end all other sessions of the customer."""
    body = parsed(PasswordChangeBody, request.json_object())
    change = PasswordChange(current=body.current_password, new=body.new_password, source=request.source)
    change_password(ports, request.known_caller, change)
    return empty(204)
