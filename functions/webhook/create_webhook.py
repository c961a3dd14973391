"""POST /webhook/{tenant}/config."""

from shared.domain import json_text
from shared.domain.callers.requirements import MANAGE_WEBHOOKS
from shared.http.bodies.webhook import new_webhook
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.webhook_answers import webhook_refusal
from shared.runtime.wiring import Wiring
from shared.use_cases.webhooks.ports import WebhookPorts
from shared.use_cases.webhooks.writing import create_webhook


@operation(requires=MANAGE_WEBHOOKS, uses=Wiring.webhook_ports, refuses=webhook_refusal)
def lambda_handler(request: Request, ports: WebhookPorts) -> Response:
    """Make a webhook."""
    tenant = request.tenant
    code, given = new_webhook(request)
    webhook = create_webhook(ports, tenant, code, given)
    headers = {"Location": f"/webhook/{tenant}/config/{code}", "ETag": webhook.entity_tag}
    return Response(201, json_text.dumps({"code": code}), headers)
