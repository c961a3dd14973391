"""GET /webhook/{tenant}/config/{code}."""

from shared.domain.callers.requirements import READ_WEBHOOKS
from shared.domain.instants import now
from shared.domain.preconditions import names
from shared.http.messages import Response, empty, ok
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.webhook_answers import webhook_document, webhook_refusal
from shared.ports.webhooks import WebhookStore
from shared.runtime.wiring import Wiring
from shared.use_cases.webhooks.reading import get_webhook


@operation(requires=READ_WEBHOOKS, uses=Wiring.webhooks, refuses=webhook_refusal)
def lambda_handler(request: Request, webhooks: WebhookStore) -> Response:
    """Return one webhook, or 304 when the caller has this version."""
    known = request.known_tags
    webhook = get_webhook(webhooks, request.tenant, request.webhook_code)
    if names(known, webhook.entity_tag):
        return empty(304, {"ETag": webhook.entity_tag})
    return ok(webhook_document(webhook, now()), tag=webhook.entity_tag)
