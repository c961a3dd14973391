"""GET /customer/{tenant}/logout."""

from shared.domain.callers.requirements import HOLD_SESSION
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.sessions.log_out import LogOutPorts, log_out


@operation(requires=HOLD_SESSION, uses=Wiring.log_out_ports)
def lambda_handler(request: Request, ports: LogOutPorts) -> Response:
    """End the session, which makes its tokens void at once."""
    log_out(ports, request.known_caller, request.parameter("accessToken") or None, issuer=request.issuer)
    return empty(204)
