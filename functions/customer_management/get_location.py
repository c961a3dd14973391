"""GET /customer-management/{tenant}/locations/{locationId}."""

from shared.domain.callers.requirements import READ_LOCATION
from shared.domain.companies.location_rules import document_of
from shared.domain.companies.queries import LOCATION_MEMBERS
from shared.domain.preconditions import names
from shared.http.messages import Response, empty, ok
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.http.selected_fields import selection
from shared.ports.companies import LocationStore
from shared.runtime.wiring import Wiring
from shared.use_cases.companies.get_location import get_location


@operation(requires=READ_LOCATION, uses=Wiring.locations, refuses=published_refusal)
def lambda_handler(request: Request, locations: LocationStore) -> Response:
    """Return one location, or 304 when the client has this version."""
    selected, known = selection(request, LOCATION_MEMBERS), request.known_tags
    location = get_location(locations, request.tenant, request.location_id)
    if names(known, location.entity_tag):
        return empty(304, {"ETag": location.entity_tag})
    return ok(selected(document_of(location)), tag=location.entity_tag)
