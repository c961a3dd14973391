"""The keys of webhooks, and of what is sent to them."""

import hashlib

from shared.adapters.dynamodb.writes import Key
from shared.domain.fields import folded_email

WEBHOOK_PREFIX, SUBSCRIPTION_PREFIX = "WEBHOOK#", "SUBSCRIPTION#"
DELIVERY_PREFIX, DUE_PREFIX = "DELIVERY#", "DUE#"


def webhooks_partition(tenant: str) -> str:
    """Return the partition of a tenant's webhooks and of the event types that it has subscribed to."""
    return f"{tenant}#H"


def webhook_key(tenant: str, code: str) -> Key:
    """Return the key of a webhook."""
    return Key(webhooks_partition(tenant), WEBHOOK_PREFIX + code)


def deliveries_partition(tenant: str, code: str) -> str:
    """Return the partition of the deliveries of a webhook."""
    return f"{tenant}#Z#{code}"


def delivery_key(tenant: str, code: str, delivery_id: str) -> Key:
    """Return the key of a delivery; those of a webhook are in the order of their events."""
    return Key(deliveries_partition(tenant, code), DELIVERY_PREFIX + delivery_id)


def due_key(tenant: str, code: str, due: str, delivery_id: str) -> Key:
    """Return the key of the fact that a delivery is due at an instant."""
    return Key(deliveries_partition(tenant, code), f"{DUE_PREFIX}{due}#{delivery_id}")


def reception_key(tenant: str, code: str) -> Key:
    """Return the key of how the receiver of a webhook fares."""
    return Key(deliveries_partition(tenant, code), "RECEPTION")


def sent_count_key(tenant: str, month: str) -> Key:
    """Return the key of the number of deliveries of a month."""
    return Key(f"{tenant}#Z", f"SENT#{month}")


def replay_key(tenant: str, code: str) -> Key:
    """Return the key of when the deliveries of a webhook were last replayed."""
    return Key(deliveries_partition(tenant, code), "REPLAY")


def notices_key(tenant: str, day: str, email: str = "") -> Key:
    """Return the key of the notices about webhooks that a tenant, or an address of it, gets on a day."""
    address = hashlib.sha256(folded_email(email).encode()).hexdigest() if email else ""
    return Key(f"{tenant}#Z", f"NOTICES#{day}#{address}")


def webhook_count_key(tenant: str) -> Key:
    """Return the key of the number of a tenant's webhooks."""
    return Key(webhooks_partition(tenant), "COUNT")


def event_subscription_key(tenant: str, event_type: str) -> Key:
    """Return the key of what a tenant says of an event type."""
    return Key(webhooks_partition(tenant), SUBSCRIPTION_PREFIX + event_type)
