"""GET /customer-management/{tenant}/locations."""

from shared.domain.callers.access import READ_LOCATION
from shared.domain.companies.location_rules import document_of
from shared.domain.companies.queries import LOCATION_FILTERS, LOCATION_MEMBERS
from shared.http.company_lists import page_of
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.ports.lists import CompanyDirectory
from shared.runtime.wiring import Wiring


@operation(requires=READ_LOCATION, uses=Wiring.location_directory, refuses=published_refusal)
def lambda_handler(request: Request, directory: CompanyDirectory) -> Response:
    """Return a page of the tenant's locations."""
    q = request.parameter("q")
    return page_of(
        request,
        directory,
        q,
        LOCATION_MEMBERS,
        LOCATION_FILTERS,
        documents_of=lambda found, _around: map(document_of, found),
    )
