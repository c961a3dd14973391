from shared.http.api_description import shown
from shared.http.messages import Response
from shared.http.operation import PUBLIC, operation
from shared.http.request import Request
from shared.ports.descriptions import Description
from shared.runtime.wiring import Wiring


@operation(requires=PUBLIC, uses=Wiring.api_description)
def lambda_handler(request: Request, description: Description) -> Response:
    """Show the description of this API, for people and programs."""
    return shown(request, description)
