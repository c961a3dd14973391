"""GET /customer/{tenant}/validateauthtoken."""

from shared.domain.callers.access import HOLD_SESSION
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_answers import valid_token
from shared.ports.log_in import SessionStore
from shared.runtime.wiring import Wiring


@operation(requires=HOLD_SESSION, uses=Wiring.sessions)
def lambda_handler(request: Request, _sessions: SessionStore) -> Response:
    """Return the claims of the caller's token, which `@operation` has verified."""
    return valid_token(request.known_caller)
