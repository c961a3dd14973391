"""GET /.well-known/openid-configuration."""

from shared.http.messages import Response
from shared.http.operation import PUBLIC, operation
from shared.http.request import Request
from shared.http.well_known import openid_configuration
from shared.runtime.environment import Environment
from shared.runtime.wiring import Wiring


@operation(requires=PUBLIC, uses=Wiring.environment)
def lambda_handler(request: Request, _environment: Environment) -> Response:
    """Return the addresses at which tokens are issued and their keys are published."""
    return openid_configuration(request.issuer)
