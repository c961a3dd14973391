"""GET /iam/{tenant}/clients."""

from shared.domain.callers.requirements import READ_CLIENTS
from shared.domain.callers.service_clients import client_document
from shared.http.group_lists import page_of
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.pages import numbered_page
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.ports.callers import ServiceClientStore
from shared.runtime.wiring import Wiring


@operation(requires=READ_CLIENTS, uses=Wiring.service_clients, refuses=published_refusal)
def lambda_handler(request: Request, clients: ServiceClientStore) -> Response:
    """Return a page of the tenant's service clients, by their ids."""
    wanted = numbered_page(request)
    return page_of(map(client_document, clients.of_tenant(request.tenant)), wanted)
