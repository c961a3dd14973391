"""PATCH /iam/{tenant}/clients/{clientId}."""

from shared.domain.callers.client_management import manager_from
from shared.domain.callers.requirements import MANAGE_CLIENTS
from shared.domain.callers.service_clients import client_document
from shared.http.bodies.body import parsed
from shared.http.bodies.service_client import ClientPatch, State
from shared.http.messages import Response, ok
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.ports.callers import ServiceClientStore
from shared.runtime.wiring import Wiring
from shared.use_cases.identity.manage_service_client import disable_client, enable_client


@operation(requires=MANAGE_CLIENTS, uses=Wiring.service_clients, refuses=published_refusal)
def lambda_handler(request: Request, clients: ServiceClientStore) -> Response:
    """Disable a service client, or enable it again."""
    client_id, manager = request.client_id, manager_from(request.known_caller)
    if parsed(ClientPatch, request.json_object()).state is State.DISABLED:
        return ok(client_document(disable_client(clients, client_id, manager.another)))
    return ok(client_document(enable_client(clients, client_id, manager.managed)))
