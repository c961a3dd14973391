"""POST /customer/{tenant}/login."""

from shared.domain.callers.access import LOG_IN
from shared.http.bodies.body import parsed
from shared.http.bodies.credential import PasswordAuthentication
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_answers import customer_tokens
from shared.http.visitors import visitor
from shared.runtime.wiring import Wiring
from shared.use_cases.sessions.log_in import LogInPorts, log_in
from shared.use_cases.sessions.proving import Claim


@operation(requires=LOG_IN, uses=Wiring.log_in_ports)
def lambda_handler(request: Request, ports: LogInPorts) -> Response:
    """Return a session for a customer, in exchange for e-mail address and password."""
    body = parsed(PasswordAuthentication, request.json_object())
    who = visitor(request)
    claim = Claim(
        tenant=request.tenant,
        email=body.email,
        password=body.password,
        source=request.source,
        counts_for_source=not who.is_service,
    )
    return customer_tokens(log_in(ports, who, claim))
