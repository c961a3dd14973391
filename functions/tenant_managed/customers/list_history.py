"""GET /customer/{tenant}/customers/{customerNumber}/history."""

from shared.domain.callers.requirements import READ_HISTORY
from shared.http.history_pages import history_page
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.customers.read_history import HistoryPorts, read_history


@operation(requires=READ_HISTORY, uses=Wiring.history_ports)
def lambda_handler(request: Request, ports: HistoryPorts) -> Response:
    """Return a page of what has changed of the customer, the newest first."""
    page = history_page(request)
    customer, entries = read_history(
        ports,
        request.access,
        request.tenant,
        request.customer_number,
        after=page.after,
        at_once=page.size + 1,
    )
    return page.answer(customer, entries)
