"""GET /customer/{tenant}/refreshauthtoken."""

from shared.domain.callers.requirements import VISIT
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_answers import refreshed_tokens
from shared.http.visitors import visitor
from shared.runtime.wiring import Wiring
from shared.use_cases.sessions.issuing import SessionPorts
from shared.use_cases.sessions.refresh_session import refresh_session


@operation(requires=VISIT, uses=Wiring.session_ports)
def lambda_handler(request: Request, ports: SessionPorts) -> Response:
    """Return the next tokens of a customer's session, optionally for another of its legal entities."""
    tokens = refresh_session(
        ports,
        visitor(request),
        request.tenant,
        request.required("refreshToken"),
        legal_entity_id=request.parameter("legalEntityId") or None,
    )
    return refreshed_tokens(tokens)
