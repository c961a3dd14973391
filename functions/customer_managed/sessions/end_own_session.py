"""DELETE /customer/{tenant}/me/sessions/{sessionId}."""

from shared.domain.callers.requirements import END_OWN_SESSIONS
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.log_in import SessionStore
from shared.runtime.wiring import Wiring
from shared.use_cases.sessions.end_session import end_session


@operation(requires=END_OWN_SESSIONS, uses=Wiring.sessions)
def lambda_handler(request: Request, sessions: SessionStore) -> Response:
    """End one session of the caller, which may be the one that makes the call."""
    number = request.known_caller.own.number
    end_session(sessions, request.access, request.tenant, number, request.session_id)
    return empty(204)
