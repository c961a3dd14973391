"""GET /customer/{tenant}/me/sessions."""

from shared.domain.callers.requirements import VIEW_OWN_SESSIONS
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_answers import listed_sessions
from shared.ports.log_in import SessionStore
from shared.runtime.wiring import Wiring
from shared.use_cases.sessions.list_sessions import list_sessions


@operation(requires=VIEW_OWN_SESSIONS, uses=Wiring.sessions)
def lambda_handler(request: Request, sessions: SessionStore) -> Response:
    """Return the caller's sessions, one of which makes this call."""
    own = request.known_caller.own
    found = list_sessions(sessions, request.access, request.tenant, own.number)
    return listed_sessions(*found, current=own.session_id)
