"""DELETE /iam/{tenant}/clients/{clientId}."""

from shared.domain.callers.client_management import manager_from
from shared.domain.callers.requirements import MANAGE_CLIENTS
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.identity import manage_service_client
from shared.use_cases.identity.create_service_client import ClientPorts


@operation(requires=MANAGE_CLIENTS, uses=Wiring.client_ports, refuses=published_refusal)
def lambda_handler(request: Request, ports: ClientPorts) -> Response:
    """Delete a service client, and what is set for it."""
    manager = manager_from(request.known_caller)
    manage_service_client.delete_client(
        ports.clients,
        ports.settings,
        request.client_id,
        manager.another,
        admit_configured=manager.configured,
    )
    return empty(204)
