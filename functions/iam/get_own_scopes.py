"""GET /iam/{tenant}/users/me/scopes."""

from shared.domain.callers.requirements import SHOW_OWN_SCOPES
from shared.http.messages import Response, ok
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.http.session_answers import own_scopes
from shared.ports.tenants import TenantConfiguration
from shared.runtime.wiring import Wiring


@operation(requires=SHOW_OWN_SCOPES, uses=Wiring.tenants, refuses=published_refusal)
def lambda_handler(request: Request, tenants: TenantConfiguration) -> Response:
    """Return the scopes that the caller has now: a customer by its role, others as granted."""
    caller = request.known_caller
    # Of whoever acts for a customer, the subject names both.
    user_id = caller.customer.number if caller.customer is not None else caller.subject
    return ok({"userId": user_id, "scopes": own_scopes(caller, tenants.of(request.tenant))})
