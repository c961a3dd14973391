"""DELETE /iam/{tenant}/clients/{clientId}/secrets/{secretId}."""

from shared.domain.callers.client_management import manager_from
from shared.domain.callers.requirements import MANAGE_CLIENTS
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.ports.callers import ServiceClientStore
from shared.runtime.wiring import Wiring
from shared.use_cases.identity import manage_service_client


@operation(requires=MANAGE_CLIENTS, uses=Wiring.service_clients, refuses=published_refusal)
def lambda_handler(request: Request, clients: ServiceClientStore) -> Response:
    """Let a secret of a service client count no longer."""
    manager = manager_from(request.known_caller)
    manage_service_client.drop_client_secret(clients, request.client_id, request.secret_id, manager.managed)
    return empty(204)
