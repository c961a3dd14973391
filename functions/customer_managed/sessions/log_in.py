"""POST /customer/{tenant}/login."""

from shared.domain.callers.access import LOG_IN_ON_BEHALF
from shared.domain.callers.requirements import LOG_IN
from shared.http.bodies.body import parsed
from shared.http.bodies.credential import PasswordAuthentication
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_answers import customer_tokens
from shared.http.visitors import visitor
from shared.runtime.wiring import Wiring
from shared.use_cases.sessions.log_in import LogInPorts, log_in
from shared.use_cases.sessions.proving import Claim, OnBehalf


@operation(requires=LOG_IN, uses=Wiring.log_in_ports)
def lambda_handler(request: Request, ports: LogInPorts) -> Response:
    """Return a session for a customer, in exchange for e-mail address and password."""
    body = parsed(PasswordAuthentication, request.json_object())
    who, reach = visitor(request), request.known_caller.grants.get(LOG_IN_ON_BEHALF)
    source = request.visitor_source
    claim = Claim(
        tenant=request.tenant,
        email=body.email,
        password=body.password,
        source=request.source,
        service=who.client_id if who.is_service else None,
        on_behalf=OnBehalf(source, reach) if source is not None and reach is not None else None,
    )
    return customer_tokens(log_in(ports, who, claim))
