"""GET /customer/{tenant}/customers."""

from shared.domain.callers.requirements import READ_CUSTOMER
from shared.http.answers import expanded_for_seller, expansion, listed
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.pages import listing, page_headers
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.customers.find_customers import ListPorts


@operation(requires=READ_CUSTOMER, uses=Wiring.list_ports)
def lambda_handler(request: Request, ports: ListPorts) -> Response:
    """Return a page of the tenant's customers."""
    q, search = request.parameter("q"), request.parameter("search")
    if search is not None:
        from shared.http.found_pages import answer_to_search

        return answer_to_search(request, ports, search, q)
    expand = expansion(request)
    query, order, wanted = listing(request, q, expand)
    page = ports.directory.page(request.tenant, request.access, query, order, wanted)
    documents = (expanded_for_seller(document, expand) for document in page.documents)
    return listed(documents, page_headers(page, order))
