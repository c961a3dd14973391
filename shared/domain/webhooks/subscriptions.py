"""The event types that a tenant wants to have sent to its webhooks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from shared.domain.errors import Problem, ValidationFailed
from shared.domain.webhooks.webhook import MAX_DESTINATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
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
        """Return where an event of this type is to be sent: nowhere unless the tenant subscribes to it.

        They are the first `MAX_DESTINATIONS`: rivals may have written more.
        """
        subscription = self.subscriptions.get(event_type)
        if subscription is None or not subscription.subscribed:
            return ()
        excluded = frozenset(subscription.excluded_fields)
        found = (each for webhook in self.webhooks.values() for each in webhook.destinations(event_type))
        return tuple(
            replace(each, excluded_fields=each.excluded_fields | excluded)
            for each in islice(found, MAX_DESTINATIONS)
        )


def check_destinations(webhook: Webhook, others: Iterable[Webhook]) -> None:
    """Raise `ValidationFailed` if an event would go to too many places, with the tenant's other webhooks."""
    together = [webhook, *others]
    for event_type in sorted({event.event_type for each in together for event in each.events}):
        if sum(len(each.destinations(event_type)) for each in together) > MAX_DESTINATIONS:
            raise ValidationFailed(
                Problem(
                    f"would have '{event_type}' sent to more than {MAX_DESTINATIONS} destinations, "
                    "with all active webhooks of the tenant",
                    "configuration.eventsConfiguration",
                )
            )
