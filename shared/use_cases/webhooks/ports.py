"""Ports of the operations on webhooks."""

from collections.abc import Callable
from dataclasses import dataclass

from shared.ports.descriptions import Description
from shared.ports.webhooks import SecretSealer, WebhookStore


@dataclass(frozen=True, kw_only=True)
class WebhookPorts:
    """Ports for webhooks.

    `check_destination` raises `ValueError` for a URL that nothing is sent to, and does not repeat it.
    """

    webhooks: WebhookStore
    secrets: SecretSealer
    check_destination: Callable[[str], object]


@dataclass(frozen=True, kw_only=True)
class SubscriptionPorts:
    """Ports for subscriptions, shown with the descriptions of their events."""

    webhooks: WebhookStore
    event_description: Callable[[], Description]
