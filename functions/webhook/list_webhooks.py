"""GET /webhook/{tenant}/config."""

from shared.domain.callers.requirements import READ_WEBHOOKS
from shared.domain.instants import now
from shared.http.messages import Response, ok
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.webhook_answers import webhook_document, webhook_refusal
from shared.ports.webhooks import WebhookStore
from shared.runtime.wiring import Wiring


@operation(requires=READ_WEBHOOKS, uses=Wiring.webhooks, refuses=webhook_refusal)
def lambda_handler(request: Request, webhooks: WebhookStore) -> Response:
    """Return all webhooks of the tenant; there are only so many."""
    at = now()
    return ok([webhook_document(webhook, at) for webhook in webhooks.of_tenant(request.tenant)])
