"""Ports for webhooks and for what they are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from shared.domain.webhooks.subscriptions import EventSubscription
    from shared.domain.webhooks.webhook import Destination, Webhook


class WebhookStore(Protocol):
    """The webhooks of tenants and the event types that these have subscribed to."""

    def subscribed(self, tenant: str, event_type: str) -> Sequence[Destination]:
        """Return where an event is to be sent, as known at most a minute ago: for all types one request."""
        ...

    def find(self, tenant: str, code: str) -> Webhook | None:
        """Return the webhook, as it is now."""
        ...

    def of_tenant(self, tenant: str) -> Sequence[Webhook]:
        """Return all webhooks of the tenant by code, as they are now."""
        ...

    def add(self, tenant: str, webhook: Webhook) -> Webhook:
        """Store a new webhook. Returns it as stored.

        Raises `DuplicateWebhook`, `TooManyWebhooks`, `StorageUnavailable`.
        """
        ...

    def revise(self, tenant: str, code: str, rule: Callable[[Webhook], Webhook]) -> Webhook:
        """Replace the webhook by what the rule makes of it, of a rival's write too. Returns it as stored.

        Nothing is written where the rule changes nothing. Raises what the rule raises, `WebhookNotFound`,
        `StorageUnavailable`.
        """
        ...

    def remove(self, tenant: str, code: str, rule: Callable[[Webhook], object]) -> None:
        """Remove the webhook, unless the rule raises (of a rival's write too). Raises `WebhookNotFound`."""
        ...

    def subscriptions(self, tenant: str) -> Mapping[str, EventSubscription]:
        """Return what was ever said of event types, by type, as it is now."""
        ...

    def revise_subscription(
        self, tenant: str, event_type: str, rule: Callable[[EventSubscription | None], EventSubscription]
    ) -> EventSubscription:
        """Replace what is said of an event type by what the rule makes of it. Returns it as stored.

        Raises what the rule raises, `StorageUnavailable`.
        """
        ...


class SecretSealer(Protocol):
    """Encrypts the secrets of a tenant's webhooks. Raises `StorageUnavailable`."""

    def seal(self, tenant: str, secret: str) -> str:
        """Return the secret as it is stored."""
        ...

    def open(self, tenant: str, sealed: str) -> str:
        """Return the secret that is stored so. Raises `ValueError` for one that is not of this tenant."""
        ...
