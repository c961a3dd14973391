"""POST /customer/{tenant}/customers/search."""

from shared.domain.callers.access import READ_CUSTOMER
from shared.http.answers import expanded_for_seller, expansion, listed
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.pages import listing, page_headers, q_of_body
from shared.http.request import Request
from shared.ports.lists import CustomerDirectory
from shared.runtime.wiring import Wiring


@operation(requires=READ_CUSTOMER, uses=Wiring.directory)
def lambda_handler(request: Request, directory: CustomerDirectory) -> Response:
    """Return a page of the tenant's customers; the filter is in the body, where it can be long."""
    q = q_of_body(request)
    expand = expansion(request)
    query, order, wanted = listing(request, q, expand)
    page = directory.page(request.tenant, request.access, query, order, wanted)
    documents = (expanded_for_seller(document, expand) for document in page.documents)
    return listed(documents, page_headers(page, order))
