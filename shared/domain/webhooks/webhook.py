"""A tenant's webhook: where its events are sent, and how that is proven to come from here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from shared.domain.errors import Conflict, NotFound
from shared.domain.preconditions import entity_tag

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

MAX_WEBHOOKS = 20
"""Every event of a tenant may be sent to each of them."""
MAX_DESTINATIONS = 20
"""Places that an event of a tenant is sent to: each is a message with the whole of it."""


class WebhookNotFound(NotFound):
    """The tenant has no webhook with this code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Webhook '{code}' not found.")


class DuplicateWebhook(Conflict):
    """The tenant has a webhook with this code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Webhook '{code}' already exists.")


class TooManyWebhooks(Conflict):
    """The tenant has as many webhooks as it can have."""

    def __init__(self) -> None:
        super().__init__(f"A tenant can have at most {MAX_WEBHOOKS} webhooks; delete one first.")


class ActiveWebhook(Conflict):
    """An active webhook is to be deleted, and the caller has not said that it knows."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Webhook '{code}' is active: make it inactive first, or send force=true.")


class NoDashboard(NotFound):
    """There is no dashboard of a provider of webhooks here."""

    def __init__(self) -> None:
        super().__init__(
            "There is no dashboard of webhooks here; see config and config/{code}/deliveries instead."
        )


@dataclass(frozen=True, slots=True)
class SealedSecret:
    """A secret that signs what is sent, as it is stored: encrypted for the tenant's webhooks.

    `ends_at`: of one that another has taken the place of; until then both sign.
    """

    sealed: str = field(repr=False)
    ends_at: datetime | None = None


Secrets = tuple[SealedSecret, ...]
"""The present secret first; then the former one, if there is one."""


@dataclass(frozen=True, slots=True)
class WebhookEvent:
    """A webhook's configuration for one event type. Where it says nothing, the webhook's own counts.

    There may be several of one type; each that is active gets the event.
    """

    id: str
    event_type: str
    name: str | None = None
    destination_url: str | None = field(default=None, repr=False)
    secrets: Secrets = ()
    headers: Mapping[str, str] | None = field(default=None, repr=False)
    excluded_fields: tuple[str, ...] = ()
    active: bool = True


@dataclass(frozen=True, slots=True)
class Disablement:
    """Why and since when the service sends nothing more to a webhook that was active."""

    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Destination:
    """Where an event is to be sent, with what: what a webhook and its `WebhookEvent` say together.

    `configuration_id`: of the `WebhookEvent`; None where the webhook says nothing of this event type.
    """

    code: str
    configuration_id: str | None
    url: str = field(repr=False)
    secrets: Secrets
    headers: Mapping[str, str] = field(repr=False)
    excluded_fields: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Webhook:
    """A webhook; `contact_email` is told when it is disabled.

    `receiver_since`: since when it is active, or has its URLs, if that was not so from the beginning.
    `write_id` changes with every write; None when nothing is stored.
    """

    code: str
    active: bool
    created_at: datetime
    modified_at: datetime
    destination_url: str | None = field(default=None, repr=False)
    secrets: Secrets = ()
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    events: tuple[WebhookEvent, ...] = ()
    contact_email: str | None = field(default=None, repr=False)
    disabled: Disablement | None = None
    receiver_since: datetime | None = None
    version: int = 1
    write_id: str | None = field(default=None, compare=False)

    @property
    def entity_tag(self) -> str:
        """The entity tag of the webhook as it is stored."""
        return entity_tag(self.version, self.write_id)

    @property
    def urls(self) -> frozenset[str]:
        """The URLs of its receiver."""
        named = (self.destination_url, *(event.destination_url for event in self.events))
        return frozenset(url for url in named if url is not None)

    def destinations(self, event_type: str) -> tuple[Destination, ...]:
        """Return where an event of this type is to be sent: nowhere while the webhook is not active.

        Without anything said about the type, that is the webhook's own URL, if it has one.
        """
        if not self.active:
            return ()
        of_type = [event for event in self.events if event.event_type == event_type]
        wanted = [event for event in of_type if event.active] if of_type else [None]
        found = (self._destination(event) for event in wanted)
        return tuple(destination for destination in found if destination is not None)

    def destination(self, configuration_id: str | None) -> Destination | None:
        """Return where to send what was for this `WebhookEvent`, or for the webhook itself; None for nowhere.

        For a delivery that is tried later, what has changed since counts.
        """
        if not self.active:
            return None
        if configuration_id is None:
            return self._destination(None)
        event = next((each for each in self.events if each.id == configuration_id and each.active), None)
        return self._destination(event) if event is not None else None

    def _destination(self, event: WebhookEvent | None) -> Destination | None:
        url = (event.destination_url if event is not None else None) or self.destination_url
        if url is None:
            return None
        if event is None:
            return Destination(self.code, None, url, self.secrets, self.headers)
        return Destination(
            self.code,
            event.id,
            url,
            event.secrets or self.secrets,
            self.headers if event.headers is None else event.headers,
            frozenset(event.excluded_fields),
        )

    def disable(self, reason: str, at: datetime) -> Webhook:
        """Return the webhook as one that the service has given up; the same one if it is not active."""
        if not self.active:
            return self
        return replace(
            self, active=False, disabled=Disablement(reason, at), version=self.version + 1, modified_at=at
        )


def live(secrets: Secrets, now: datetime) -> Secrets:
    """Return the secrets that sign now."""
    return tuple(each for each in secrets if each.ends_at is None or each.ends_at > now)
