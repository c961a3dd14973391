"""GET /customer-management/{tenant}/locations."""

from shared.domain.callers.requirements import READ_LOCATION
from shared.domain.companies.location_rules import document_of
from shared.domain.companies.queries import LOCATION_FILTERS, LOCATION_MEMBERS, has_one_of
from shared.http.company_lists import page_of
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.companies.locations_of_company import locations_of_company
from shared.use_cases.companies.ports import LocationListPorts


@operation(requires=READ_LOCATION, uses=Wiring.location_list_ports, refuses=published_refusal)
def lambda_handler(request: Request, ports: LocationListPorts) -> Response:
    """Return a page of the tenant's locations, or of those of the company that `legalEntityId` names."""
    within = []
    if (entity_id := request.parameter("legalEntityId")) is not None:
        within.append(has_one_of(locations_of_company(ports.companies, request.tenant, entity_id)))
    return page_of(
        request,
        ports.directory,
        request.parameter("q"),
        LOCATION_MEMBERS,
        LOCATION_FILTERS,
        documents_of=lambda found, _around: map(document_of, found),
        within=within,
    )
