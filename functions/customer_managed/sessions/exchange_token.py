"""POST /customer/{tenant}/exchangeauthtoken."""

from shared.domain.callers.access import VISIT
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_answers import exchanged_tokens
from shared.http.visitors import visitor
from shared.runtime.wiring import Wiring
from shared.use_cases.sessions.exchange_token import exchange_token
from shared.use_cases.sessions.recognising import Recognising


@operation(requires=VISIT, uses=Wiring.recognising)
def lambda_handler(request: Request, recognising: Recognising) -> Response:
    """A session for a customer, by a token of an identity provider."""
    who = visitor(request)
    subject_token = request.required("subjectAccessToken")
    tokens = exchange_token(
        recognising,
        request.tenant,
        subject_token,
        config=request.parameter("config") or None,
        session_id=who.session_id,
        client_id=who.client_id,
        issuer=request.issuer,
    )
    return exchanged_tokens(tokens, subject_token)
