"""DELETE /customer/{tenant}/customers/{customerNumber}/sessions."""

from shared.domain.callers.requirements import MANAGE_CUSTOMER
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.ports.log_in import SessionStore
from shared.runtime.wiring import Wiring
from shared.use_cases.sessions.end_sessions import end_sessions


@operation(requires=MANAGE_CUSTOMER, uses=Wiring.sessions)
def lambda_handler(request: Request, sessions: SessionStore) -> Response:
    """End all sessions of the customer, which makes their tokens void at once."""
    end_sessions(sessions, request.access, request.tenant, request.customer_number)
    return empty(204)
