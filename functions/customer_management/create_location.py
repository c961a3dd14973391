"""POST /customer-management/{tenant}/locations."""

import uuid

from shared.domain.callers.requirements import MANAGE_LOCATION
from shared.http.bodies.company import LocationCreate, new_resource
from shared.http.messages import Response, created
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.companies.create_location import create_location
from shared.use_cases.companies.ports import LocationPorts


def _created(request: Request, location_id: str) -> Response:
    return created(location_id, f"/customer-management/{request.tenant}/locations/{location_id}")


@operation(requires=MANAGE_LOCATION, uses=Wiring.location_ports, repeat=_created, refuses=published_refusal)
def lambda_handler(request: Request, ports: LocationPorts) -> Response:
    """Create a location."""
    change = new_resource(request, LocationCreate, uuid.uuid4().hex)
    return _created(request, create_location(ports, change, request.receipt))
