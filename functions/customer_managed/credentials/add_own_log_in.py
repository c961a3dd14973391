"""POST /customer/{tenant}/me/accounts/internal."""

from shared.domain.callers.requirements import EDIT_CREDENTIALS
from shared.http.bodies.log_in import new_log_in
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_answers import added_log_in
from shared.runtime.wiring import Wiring
from shared.use_cases.credentials.add_log_in import LogInCreationPorts, add_own_log_in


@operation(requires=EDIT_CREDENTIALS, uses=Wiring.log_in_creation_ports)
def lambda_handler(request: Request, ports: LogInCreationPorts) -> Response:
    """Give the caller a log-in with a password, or have a message sent with which it chooses one."""
    caller = request.known_caller
    wanted = new_log_in(request, caller.own.number)
    return added_log_in(add_own_log_in(ports, caller, request.access, wanted))
