"""POST /oauth/token."""

from shared.http.messages import Response
from shared.http.operation import PUBLIC, operation
from shared.http.request import Request
from shared.http.token_endpoint import token_answer, token_request
from shared.runtime.wiring import Wiring
from shared.use_cases.identity.issue_service_token import ServiceTokenPorts, issue_service_token


@operation(requires=PUBLIC, uses=Wiring.service_token_ports)
def lambda_handler(request: Request, ports: ServiceTokenPorts) -> Response:
    """Return a token for a service client, by its credentials."""
    return token_answer(issue_service_token(ports, token_request(request), issuer=request.issuer))
