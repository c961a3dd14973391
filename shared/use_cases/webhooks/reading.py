"""Read webhooks."""

from shared.domain.webhooks.webhook import Webhook, WebhookNotFound
from shared.ports.webhooks import WebhookStore


def get_webhook(webhooks: WebhookStore, tenant: str, code: str) -> Webhook:
    """Return the webhook, as it is now. Raises `WebhookNotFound`."""
    webhook = webhooks.find(tenant, code)
    if webhook is None:
        raise WebhookNotFound(code)
    return webhook
