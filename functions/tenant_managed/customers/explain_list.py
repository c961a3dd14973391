"""POST /customer/{tenant}/customers/explain."""

from shared.domain.callers.access import EXPLAIN_LIST
from shared.http.messages import Response, ok
from shared.http.operation import operation
from shared.http.pages import listing_of_body
from shared.http.request import Request
from shared.ports.lists import ListExplainer
from shared.runtime.wiring import Wiring


@operation(requires=EXPLAIN_LIST, uses=Wiring.explainer)
def lambda_handler(request: Request, explainer: ListExplainer) -> Response:
    """Return how a list would be read, and what it costs, measured on its first page."""
    query, order, page = listing_of_body(request)
    explanation = explainer.explanation(request.tenant, request.access, query, order, page)
    return ok(explanation.as_document())
