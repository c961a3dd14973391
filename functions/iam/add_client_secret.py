"""POST /iam/{tenant}/clients/{clientId}/secrets."""

from shared.domain import json_text
from shared.domain.callers.client_management import manager_from
from shared.domain.callers.requirements import MANAGE_CLIENTS
from shared.domain.callers.service_clients import secret_document
from shared.http.messages import NO_STORE, Response
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.ports.callers import ServiceClientStore
from shared.runtime.wiring import Wiring
from shared.use_cases.identity import manage_service_client


@operation(requires=MANAGE_CLIENTS, uses=Wiring.service_clients, refuses=published_refusal)
def lambda_handler(request: Request, clients: ServiceClientStore) -> Response:
    """Give a service client a second secret, and show it, which nobody is shown again.

    A call with an `Idempotency-Key` is not kept: its answer has a secret.
    """
    manager = manager_from(request.known_caller)
    client, secret = manage_service_client.add_client_secret(clients, request.client_id, manager.managed)
    shown = secret_document(client.secrets[-1])
    location = f"/iam/{request.tenant}/clients/{client.id}/secrets/{shown['id']}"
    return Response(
        201, json_text.dumps({**shown, "client_secret": secret}), {**NO_STORE, "Location": location}
    )
