"""GET /customer/{tenant}/customers/{customerNumber}/sessions."""

from shared.domain.callers.requirements import READ_SESSIONS
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_answers import listed_sessions
from shared.ports.log_in import SessionStore
from shared.runtime.wiring import Wiring
from shared.use_cases.sessions.list_sessions import list_sessions


@operation(requires=READ_SESSIONS, uses=Wiring.sessions)
def lambda_handler(request: Request, sessions: SessionStore) -> Response:
    """Return the customer's sessions."""
    found = list_sessions(sessions, request.access, request.tenant, request.customer_number)
    return listed_sessions(*found)
