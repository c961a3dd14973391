"""POST /customer/{tenant}/me/accounts/internal/email/change."""

from shared.domain.callers.requirements import EDIT_CREDENTIALS
from shared.http.bodies.body import parsed
from shared.http.bodies.credential import EmailChangeRequest
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.credentials.change_email import EmailChange, request_email_change
from shared.use_cases.credentials.changing import CredentialPorts


@operation(requires=EDIT_CREDENTIALS, uses=Wiring.credential_ports)
def lambda_handler(request: Request, ports: CredentialPorts) -> Response:
    """Send a message to the new address; the token in it makes the address the log-in."""
    body = parsed(EmailChangeRequest, request.json_object())
    change = EmailChange(
        email=body.email,
        password=body.password,
        new_email=body.new_email,
        syncs_contact_email=body.sync_contact_email is True,
        source=request.source,
    )
    request_email_change(ports, request.known_caller, change)
    return empty(204)
