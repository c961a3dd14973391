"""PATCH /webhook/{tenant}/event-subscriptions."""

from shared.domain import json_text
from shared.domain.callers.requirements import MANAGE_WEBHOOKS
from shared.domain.errors import Conflict, DomainError, ValidationFailed
from shared.http.bodies.webhook import subscription_changes
from shared.http.messages import Response
from shared.http.operation import operation
from shared.http.request import Request
from shared.http.webhook_answers import subscription_answer, webhook_refusal
from shared.ports.webhooks import WebhookStore
from shared.runtime.wiring import Wiring
from shared.use_cases.webhooks.event_subscriptions import SubscriptionChange, change_subscription


@operation(requires=MANAGE_WEBHOOKS, uses=Wiring.webhooks, refuses=webhook_refusal)
def lambda_handler(request: Request, webhooks: WebhookStore) -> Response:
    """Change subscriptions one by one; each has an answer of its own."""
    tenant = request.tenant

    def refused(change: SubscriptionChange) -> DomainError | None:
        try:
            change_subscription(webhooks, tenant, change)
        except (ValidationFailed, Conflict) as error:
            return error
        return None

    changes = subscription_changes(request)
    answers = [subscription_answer(each.event_type, refused(each)) for each in changes]
    return Response(207, json_text.dumps(answers))
