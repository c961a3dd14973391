"""GET /webhook/{tenant}/event-subscriptions."""

from shared.domain import json_text
from shared.domain.callers.requirements import READ_WEBHOOKS
from shared.domain.webhooks.event_types import EVENT_TYPES
from shared.http.messages import Response, ok
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.webhook_answers import subscription_document, webhook_refusal
from shared.runtime.wiring import Wiring
from shared.use_cases.webhooks.ports import SubscriptionPorts


@operation(requires=READ_WEBHOOKS, uses=Wiring.subscription_ports, refuses=webhook_refusal)
def lambda_handler(request: Request, ports: SubscriptionPorts) -> Response:
    """Return every event type, and what the tenant says of it."""
    said = ports.webhooks.subscriptions(request.tenant)
    described = json_text.loads(ports.event_description().text)["$defs"]
    return ok([subscription_document(each, said.get(each), described[each]) for each in EVENT_TYPES])
