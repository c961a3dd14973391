"""POST /iam/{tenant}/clients."""

from shared.domain import json_text
from shared.domain.callers.client_management import manager_from
from shared.domain.callers.requirements import MANAGE_CLIENTS
from shared.domain.callers.service_clients import client_document
from shared.http.bodies.body import parsed
from shared.http.bodies.service_client import ClientPost
from shared.http.messages import NO_STORE, Response
from shared.http.operation import operation
from shared.http.published_errors import published_refusal
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.identity.create_service_client import ClientPorts, create_managed_client


@operation(requires=MANAGE_CLIENTS, uses=Wiring.client_ports, refuses=published_refusal)
def lambda_handler(request: Request, ports: ClientPorts) -> Response:
    """Make a service client, and show its secret, which nobody is shown again.

    A call with an `Idempotency-Key` is not kept: its answer has a secret.
    """
    given = parsed(ClientPost, request.json_object()).given()
    manager = manager_from(request.known_caller)
    client, secret = create_managed_client(ports, manager, given, author=request.author)
    shown = {"client_secret": secret} if secret is not None else {}
    location = f"/iam/{request.tenant}/clients/{client.id}"
    return Response(
        201, json_text.dumps({**client_document(client), **shown}), {**NO_STORE, "Location": location}
    )
