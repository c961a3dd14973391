"""GET /.well-known/openid-configuration."""

from shared.http.messages import Response
from shared.http.operation import PUBLIC, operation
from shared.http.request import Request
from shared.http.well_known import openid_configuration
from shared.runtime.settings import Settings, settings


@operation(requires=PUBLIC, uses=settings)
def lambda_handler(request: Request, settings: Settings) -> Response:
    """Return the addresses at which tokens are issued and their keys are published."""
    return openid_configuration(settings.issuer(request.domain_name))
