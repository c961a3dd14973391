"""DELETE /customer-management/{tenant}/locations/{locationId}."""

from shared.domain.callers.requirements import MANAGE_LOCATION
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.companies.delete_location import delete_location
from shared.use_cases.companies.ports import LocationPorts


@operation(requires=MANAGE_LOCATION, uses=Wiring.location_ports, refuses=published_refusal)
def lambda_handler(request: Request, ports: LocationPorts) -> Response:
    """Delete the location, unless a company has it."""
    delete_location(ports, request.tenant, request.location_id, precondition=request.precondition())
    return empty(204)
