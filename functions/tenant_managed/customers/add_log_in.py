"""POST /customer/{tenant}/customers/{customerNumber}/accounts/internal."""

from shared.domain.callers.requirements import ADD_LOG_IN
from shared.http.bodies.log_in import new_log_in
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_answers import added_log_in
from shared.runtime.wiring import Wiring
from shared.use_cases.credentials import add_log_in
from shared.use_cases.credentials.add_log_in import LogInCreationPorts


@operation(requires=ADD_LOG_IN, uses=Wiring.log_in_creation_ports)
def lambda_handler(request: Request, ports: LogInCreationPorts) -> Response:
    """Give the customer a log-in with a password, or have a message sent with which it chooses one."""
    wanted = new_log_in(request, request.customer_number)
    return added_log_in(add_log_in.add_log_in(ports, request.access, wanted))
