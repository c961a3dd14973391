"""POST /webhook/{tenant}/config/{code}/replay."""

from shared.domain import json_text
from shared.domain.callers.requirements import MANAGE_WEBHOOKS
from shared.http.bodies.body import parsed
from shared.http.bodies.webhook import ReplayPost
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.webhook_answers import webhook_refusal
from shared.runtime.wiring import Wiring
from shared.use_cases.webhooks.resending import ResendingPorts, replay_deliveries


@operation(requires=MANAGE_WEBHOOKS, uses=Wiring.resending_ports, refuses=webhook_refusal)
def lambda_handler(request: Request, ports: ResendingPorts) -> Response:
    """Have the deliveries of a time sent again, as many as one call can."""
    replay = parsed(ReplayPost, request.json_object()).replay()
    count, after = replay_deliveries(ports, request.tenant, request.webhook_code, replay)
    document = {"count": count} if after is None else {"count": count, "next": after}
    return Response(202, json_text.dumps(document))
