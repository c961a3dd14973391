"""DELETE /webhook/{tenant}/config/{code}."""

from shared.domain.callers.requirements import MANAGE_WEBHOOKS
from shared.http.messages import Response, empty
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.webhook_answers import webhook_refusal
from shared.ports.webhooks import WebhookStore
from shared.runtime.wiring import Wiring
from shared.use_cases.webhooks.writing import delete_webhook


@operation(requires=MANAGE_WEBHOOKS, uses=Wiring.webhooks, refuses=webhook_refusal)
def lambda_handler(request: Request, webhooks: WebhookStore) -> Response:
    """Remove a webhook; an active one only by force."""
    force = request.flag("force", default=False)
    delete_webhook(webhooks, request.tenant, request.webhook_code, request.precondition(), force=force)
    return empty(204)
