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
from shared.use_cases.sessions.log_in import LoggingIn, log_in
from shared.use_cases.sessions.proving import Claim


@operation(requires=LOG_IN, uses=Wiring.logging_in)
def lambda_handler(request: Request, logging_in: LoggingIn) -> Response:
    """A session for a customer, by e-mail address and password."""
    body = parsed(PasswordAuthentication, request.json_object())
    who = visitor(request)
    claim = Claim(
        tenant=request.tenant,
        email=body.email,
        password=body.password,
        source=request.source,
        counts_for_source=not who.is_service,
    )
    tokens = log_in(
        logging_in, claim, session_id=who.session_id, client_id=who.client_id, issuer=request.issuer
    )
    return customer_tokens(tokens)
