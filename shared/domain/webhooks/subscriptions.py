"""The event types that a tenant wants to have sent to its webhooks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shared.domain.webhooks.webhook import Destination, Webhook


@dataclass(frozen=True, slots=True)
class EventSubscription:
    """Whether events of a type are sent, and without which members; `write_id` as a webhook's."""

    event_type: str
    subscribed: bool
    created_at: datetime
    modified_at: datetime
    excluded_fields: tuple[str, ...] = ()
    version: int = 1
    write_id: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class TenantWebhooks:
    """All webhooks of a tenant by code, and its subscriptions by event type."""

    webhooks: Mapping[str, Webhook]
    subscriptions: Mapping[str, EventSubscription]

    def destinations(self, event_type: str) -> tuple[Destination, ...]:
        """Return where an event of this type is to be sent: nowhere unless the tenant subscribes to it."""
        subscription = self.subscriptions.get(event_type)
        if subscription is None or not subscription.subscribed:
            return ()
        excluded = frozenset(subscription.excluded_fields)
        return tuple(
            replace(each, excluded_fields=each.excluded_fields | excluded)
            for webhook in self.webhooks.values()
            for each in webhook.destinations(event_type)
        )
