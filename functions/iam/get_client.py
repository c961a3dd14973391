"""GET /iam/{tenant}/clients/{clientId}."""

from shared.domain.callers.client_management import manager_from
from shared.domain.callers.requirements import READ_CLIENTS
from shared.domain.callers.service_clients import client_document
from shared.http.messages import Response, ok
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.ports.callers import ServiceClientStore
from shared.runtime.wiring import Wiring
from shared.use_cases.identity.manage_service_client import find_client


@operation(requires=READ_CLIENTS, uses=Wiring.service_clients, refuses=published_refusal)
def lambda_handler(request: Request, clients: ServiceClientStore) -> Response:
    """Return one of the tenant's service clients."""
    manager = manager_from(request.known_caller)
    return ok(client_document(find_client(clients, request.client_id, manager.seen)))
