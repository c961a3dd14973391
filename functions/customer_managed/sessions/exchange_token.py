"""POST /customer/{tenant}/exchangeauthtoken."""

from shared.domain.callers.requirements import VISIT
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_answers import exchanged_tokens
from shared.http.visitors import visitor
from shared.runtime.wiring import Wiring
from shared.use_cases.sessions.exchange_token import exchange_token
from shared.use_cases.sessions.recognising import ProviderLogInPorts


@operation(requires=VISIT, uses=Wiring.provider_log_in_ports)
def lambda_handler(request: Request, ports: ProviderLogInPorts) -> Response:
    """Return a session for a customer, in exchange for a token of an identity provider."""
    subject_token = request.required("subjectAccessToken")
    tokens = exchange_token(
        ports, visitor(request), request.tenant, subject_token, config=request.parameter("config") or None
    )
    return exchanged_tokens(tokens, subject_token)
