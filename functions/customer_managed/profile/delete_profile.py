"""DELETE /customer/{tenant}/me."""

from shared.domain.callers.requirements import EDIT_CREDENTIALS
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.credentials.delete_oneself import DeletionPorts, delete_oneself, request_deletion


@operation(requires=EDIT_CREDENTIALS, uses=Wiring.deletion_ports)
def lambda_handler(request: Request, ports: DeletionPorts) -> Response:
    """Delete the caller with the token of a message, or without one have the message sent."""
    token, precondition = request.parameter("token"), request.precondition()
    if token is None:
        request_deletion(ports, request.known_caller)
        return empty(202)
    delete_oneself(ports, request.known_caller, request.access, token, precondition=precondition)
    return empty(204)
