"""POST /customer/{tenant}/socialLogin."""

from shared.domain.callers.requirements import VISIT
from shared.domain.log_in.identity_providers import AuthorizationCode
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_answers import social_tokens
from shared.http.visitors import visitor
from shared.runtime.wiring import Wiring
from shared.use_cases.sessions.log_in_socially import log_in_socially
from shared.use_cases.sessions.recognising import ProviderLogInPorts


@operation(requires=VISIT, uses=Wiring.provider_log_in_ports)
def lambda_handler(request: Request, ports: ProviderLogInPorts) -> Response:
    """Return a session for a customer, in exchange for an authorization code of an identity provider."""
    code = AuthorizationCode(
        code=request.required("code"),
        redirect_uri=request.parameter("redirect_uri") or None,
        code_verifier=request.parameter("code_verifier") or None,
    )
    tokens = log_in_socially(
        ports,
        visitor(request),
        request.tenant,
        code,
        config=request.parameter("config") or None,
        state=request.parameter("state"),
    )
    return social_tokens(tokens)
