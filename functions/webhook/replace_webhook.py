"""PUT /webhook/{tenant}/config/{code}."""

from shared.domain.callers.requirements import MANAGE_WEBHOOKS
from shared.http.bodies.webhook import replaced_webhook
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.webhook_answers import webhook_refusal
from shared.runtime.wiring import Wiring
from shared.use_cases.webhooks.ports import WebhookPorts
from shared.use_cases.webhooks.writing import replace_webhook


@operation(requires=MANAGE_WEBHOOKS, uses=Wiring.webhook_ports, refuses=webhook_refusal)
def lambda_handler(request: Request, ports: WebhookPorts) -> Response:
    """Put what is given in the place of what the webhook said."""
    given = replaced_webhook(request)
    webhook = replace_webhook(ports, request.tenant, request.webhook_code, given, request.precondition())
    return empty(204, {"ETag": webhook.entity_tag})
