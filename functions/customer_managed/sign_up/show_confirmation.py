"""GET /customer/{tenant}/signup/confirmation."""

from shared.http.confirmation_page import asking
from shared.http.messages import Response
from shared.http.operation import PUBLIC, operation
from shared.http.request import Request
from shared.runtime.environment import Environment
from shared.runtime.wiring import Wiring


@operation(requires=PUBLIC, uses=Wiring.environment)
def lambda_handler(request: Request, _environment: Environment) -> Response:
    """Show a page that asks whether to confirm a sign-up; it confirms nothing by itself."""
    return asking(request)
