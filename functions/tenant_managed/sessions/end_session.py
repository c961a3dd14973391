"""DELETE /customer/{tenant}/customers/{customerNumber}/sessions/{sessionId}."""

from shared.domain.callers.requirements import MANAGE_CUSTOMER
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.log_in import SessionStore
from shared.runtime.wiring import Wiring
from shared.use_cases.sessions.end_session import end_session


@operation(requires=MANAGE_CUSTOMER, uses=Wiring.sessions)
def lambda_handler(request: Request, sessions: SessionStore) -> Response:
    """End the session, which makes its tokens void at once."""
    end_session(sessions, request.access, request.tenant, request.customer_number, request.session_id)
    return empty(204)
