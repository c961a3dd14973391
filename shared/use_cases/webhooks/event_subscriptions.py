"""Subscribe to event types."""

from dataclasses import dataclass, replace

from shared.domain.errors import Problem, ValidationFailed
from shared.domain.instants import now
from shared.domain.preconditions import Precondition
from shared.domain.webhooks.event_types import check_event_type, check_excluded
from shared.domain.webhooks.subscriptions import EventSubscription
from shared.ports.webhooks import WebhookStore


@dataclass(frozen=True, slots=True)
class SubscriptionChange:
    """The change of a subscription; `subscribes` is None where that stays.

    `excluded` and `included`: members of the event that are left out from now on, and that no longer are.
    """

    event_type: str
    subscribes: bool | None = None
    excluded: frozenset[str] = frozenset()
    included: frozenset[str] = frozenset()
    version: int | None = None


def change_subscription(webhooks: WebhookStore, tenant: str, change: SubscriptionChange) -> EventSubscription:
    """Change whether an event type is sent, and what of it. Raises `ValidationFailed`, `StaleVersion`."""
    for member, check in (
        ("eventType", lambda: check_event_type(change.event_type)),
        ("fieldsToUnsubscribe", lambda: check_excluded(change.event_type, change.excluded)),
    ):
        try:
            check()
        except ValueError as error:
            raise ValidationFailed(Problem(str(error), member)) from None
    at = now()
    precondition = Precondition(change.version)

    def rule(current: EventSubscription | None) -> EventSubscription:
        if current is None:
            precondition.check_absent()
            none = EventSubscription(change.event_type, subscribed=False, created_at=at, modified_at=at)
            return _changed(none, change)
        precondition.check(current.version, "")
        after = _changed(current, change)
        if after == current:
            return current
        return replace(after, version=current.version + 1, modified_at=at)

    return webhooks.revise_subscription(tenant, change.event_type, rule)


def _changed(current: EventSubscription, change: SubscriptionChange) -> EventSubscription:
    excluded = (set(current.excluded_fields) | change.excluded) - change.included
    subscribed = current.subscribed if change.subscribes is None else change.subscribes
    return replace(current, subscribed=subscribed, excluded_fields=tuple(sorted(excluded)))
