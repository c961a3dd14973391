"""GET /customer/{tenant}/changes."""

from shared.domain.callers.requirements import READ_CHANGES
from shared.http.feed_pages import feed_answer, since
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.pages import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.feed.read_feed import FeedPorts, read_feed


@operation(requires=READ_CHANGES, uses=Wiring.feed_ports)
def lambda_handler(request: Request, ports: FeedPorts) -> Response:
    """Return a page of the tenant's feed of changes."""
    size = request.whole_number("pageSize", default=DEFAULT_PAGE_SIZE, highest=MAX_PAGE_SIZE)
    page = read_feed(ports, request.tenant, request.access, since(request), size)
    return feed_answer(page, request.tenant)
