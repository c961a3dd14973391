"""PUT /customer-management/{tenant}/locations/{locationId}."""

from shared.domain.callers.requirements import MANAGE_LOCATION
from shared.http.bodies.company import LocationBody, replacement
from shared.http.messages import Response, created, empty
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.companies.ports import LocationPorts
from shared.use_cases.companies.upsert_location import upsert_location


@operation(requires=MANAGE_LOCATION, uses=Wiring.location_ports, refuses=published_refusal)
def lambda_handler(request: Request, ports: LocationPorts) -> Response:
    """Replace the location, or create it under this id."""
    change = replacement(request, LocationBody, request.location_id)
    if upsert_location(ports, change):
        return created(change.id, f"/customer-management/{change.tenant}/locations/{change.id}")
    return empty(204)
