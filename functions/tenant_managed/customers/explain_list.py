"""POST /customer/{tenant}/customers/explain."""

from shared.domain.callers.requirements import EXPLAIN_LIST
from shared.http.messages import Response, ok
from shared.http.operation import operation
from shared.http.pages import first_page, texts_of_body
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.customers.explain_search import ExplanationPorts


@operation(requires=EXPLAIN_LIST, uses=Wiring.explanation_ports)
def lambda_handler(request: Request, ports: ExplanationPorts) -> Response:
    """Return how a list or a search is answered, and what it costs, measured on its first page."""
    q, sort, search = texts_of_body(request, "q", "sort", "search")
    if search is not None:
        from shared.http.found_pages import explanation_of_search

        return ok(explanation_of_search(request, ports, search, q, sort).as_document())
    query, order, page = first_page(request, q, sort)
    return ok(ports.lists.explanation(request.tenant, request.access, query, order, page).as_document())
