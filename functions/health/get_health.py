"""GET /health."""

import time

from shared.http.bearer import bearer_token
from shared.http.messages import Response, ok
from shared.http.operation import PUBLIC, operation
from shared.http.request import Request
from shared.runtime.wiring import Wiring
from shared.use_cases.health.probe_storage import HealthPorts, probe_storage


@operation(requires=PUBLIC, uses=Wiring.health_ports)
def lambda_handler(request: Request, ports: HealthPorts) -> Response:
    """Show the release that answers, and to a service with `deep=1` also whether the table answers."""
    document = {"status": "ok", "version": ports.release, "stage": ports.stage}
    if request.parameter("deep") == "1":
        token = bearer_token(request.headers)
        probe_storage(ports, token, issuer=request.issuer, now=time.time())
        document["table"] = "ok"
    return ok(document, headers={"Cache-Control": "no-store"})
