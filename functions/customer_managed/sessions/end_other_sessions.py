"""DELETE /customer/{tenant}/me/sessions."""

from shared.domain.callers.requirements import END_OWN_SESSIONS
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.log_in import SessionStore
from shared.runtime.wiring import Wiring
from shared.use_cases.sessions.end_sessions import end_other_sessions


@operation(requires=END_OWN_SESSIONS, uses=Wiring.sessions)
def lambda_handler(request: Request, sessions: SessionStore) -> Response:
    """End all sessions of the caller except the one that makes the call."""
    own = request.known_caller.own
    end_other_sessions(sessions, request.access, request.tenant, own.number, keeps=own.session_id)
    return empty(204)
