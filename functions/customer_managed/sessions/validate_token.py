"""GET /customer/{tenant}/validateauthtoken."""

from shared.domain.callers.requirements import SHOW_SCOPES
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.session_answers import valid_token
from shared.ports.tenants import TenantConfiguration
from shared.runtime.wiring import Wiring


@operation(requires=SHOW_SCOPES, uses=Wiring.tenants)
def lambda_handler(request: Request, tenants: TenantConfiguration) -> Response:
    """Return the claims of the caller's token, which `@operation` has verified."""
    return valid_token(request.known_caller, tenants.of(request.tenant))
