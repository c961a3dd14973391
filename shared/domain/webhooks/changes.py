"""How a webhook follows from what a caller says of it (api.md §10)."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from shared.domain import json_text
from shared.domain.errors import Problem, ValidationFailed
from shared.domain.webhooks.event_types import check_excluded
from shared.domain.webhooks.webhook import SealedSecret, Secrets, Webhook, WebhookEvent

if TYPE_CHECKING:
    from datetime import datetime

MAX_EVENTS = 50
MAX_SECRETS = MAX_EVENTS + 1
"""As many as a webhook can have: each costs a call of KMS."""
MAX_WEBHOOK_BYTES = 32 * 1024
"""All webhooks of a tenant are read together, whenever one of its events is to be sent."""
ROTATION = timedelta(hours=24)
"""How long a former secret signs, besides the one that has taken its place."""
_EVENTS = "configuration.eventsConfiguration"

KeepSecret = Callable[[Secrets, str | None], Secrets]
"""Returns the secrets after one was given, or none, by those before."""


@dataclass(frozen=True, slots=True)
class GivenEvent:
    """An event's configuration as a caller gives it; without an `id`, it is a new one."""

    event_type: str
    id: str | None = None
    name: str | None = None
    secret: str | None = field(default=None, repr=False)
    destination_url: str | None = field(default=None, repr=False)
    headers: Mapping[str, str] | None = field(default=None, repr=False)
    excluded_fields: tuple[str, ...] = ()
    active: bool = True


@dataclass(frozen=True, slots=True)
class GivenConfiguration:
    """A configuration as a caller gives it."""

    secret: str | None = field(default=None, repr=False)
    destination_url: str | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    events: tuple[GivenEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a partial change: its path, and the value to put there; none where it removes.

    `path`: the member, or `events` with the type of some, or `event` with the id of one, and its member.
    """

    path: tuple[str, ...]
    value: Any = field(default=None, repr=False)
    removes: bool = False


def rotated(former: Secrets, sealed: str, now: datetime) -> Secrets:
    """Return the secrets after a new one: for a while, the former signs too, so that receivers can follow."""
    kept = [replace(each, ends_at=now + ROTATION) for each in former[:1]]
    return SealedSecret(sealed), *kept


def configured(webhook: Webhook, given: GivenConfiguration, keep: KeepSecret) -> Webhook:
    """Return the webhook with what is given in the place of what it said.

    A secret that is not given stays, of an event by its id: nobody can read it to send it back.
    """
    known = {event.id: event for event in webhook.events}
    return replace(
        webhook,
        destination_url=given.destination_url,
        headers=given.headers,
        secrets=keep(webhook.secrets, given.secret),
        events=tuple(_event(each, known.get(each.id or ""), keep) for each in given.events),
    )


def activated(webhook: Webhook, *, active: bool) -> Webhook:
    """Return the webhook, switched on or off by its tenant; then the service has not disabled it."""
    if webhook.active == active:
        return webhook
    return replace(webhook, active=active, disabled=None)


def renewed(before: Webhook, after: Webhook, at: datetime) -> Webhook:
    """Return the webhook after a change; of a receiver that is another one, nothing is known."""
    is_switched_on = after.active and not before.active
    return replace(after, receiver_since=at) if is_switched_on or after.urls != before.urls else after


def stepped(webhook: Webhook, step: Step, keep: KeepSecret) -> Webhook:
    """Return the webhook after one step of a partial change. Raises `ValidationFailed`."""
    first, *names = step.path
    if first == "event":
        return replace(webhook, events=_with_event(webhook.events, names, step, keep))
    if first == "events":
        return replace(webhook, events=_with_events(webhook.events, names, step, keep))
    if first == "active":
        return activated(webhook, active=step.value)
    if first == "configuration":
        if step.removes:
            return replace(webhook, destination_url=None, headers={}, secrets=(), events=())
        return configured(webhook, step.value, keep)
    return replace(webhook, **_member(webhook, first, step, keep))


def _with_events(
    events: tuple[WebhookEvent, ...], names: list[str], step: Step, keep: KeepSecret
) -> tuple[WebhookEvent, ...]:
    """Change all that is said of event types, or what is said of one, which the path names."""
    if not names:
        known = {event.id: event for event in events}
        return tuple(_event(each, known.get(each.id or ""), keep) for each in step.value or ())
    event_type, *member = names
    of_type = [event for event in events if event.event_type == event_type]
    if step.removes and not member:
        return tuple(event for event in events if event.event_type != event_type)
    if len(of_type) > 1:
        raise _wrong(f"there are several events of type '{event_type}': name one by its id")
    if not of_type:
        if member:
            raise _wrong(f"nothing is configured for event type '{event_type}'")
        return (*events, _event(replace(step.value, event_type=event_type), None, keep))
    return _with_event(events, [of_type[0].id, *member], step, keep)


def _with_event(
    events: tuple[WebhookEvent, ...], names: list[str], step: Step, keep: KeepSecret
) -> tuple[WebhookEvent, ...]:
    """Change what is said of one event, which the path names by its id, or else the value."""
    id_ = names[0] if names else step.value.id
    current = next((event for event in events if event.id == id_), None)
    if current is None:
        if names:
            raise _wrong(f"there is no event configuration with the id '{id_}'")
        return (*events, _event(step.value, None, keep))
    if len(names) > 1:
        after = [replace(current, **_member(current, names[1], step, keep))]
    elif step.removes:
        after = []
    else:
        after = [_event(replace(step.value, id=current.id), current, keep)]
    place = events.index(current)
    return (*events[:place], *after, *events[place + 1 :])


_REMOVED_OF_WEBHOOK: Mapping[str, Any] = {"headers": {}}
_REMOVED_OF_EVENT: Mapping[str, Any] = {"excluded_fields": (), "active": True}
"""Members that are not None once they are removed. None of an event: what its webhook has counts."""


def _member(of: Webhook | WebhookEvent, name: str, step: Step, keep: KeepSecret) -> dict[str, Any]:
    if name == "secrets":
        return {name: () if step.removes else keep(of.secrets, step.value)}
    removed = _REMOVED_OF_WEBHOOK if isinstance(of, Webhook) else _REMOVED_OF_EVENT
    return {name: removed.get(name) if step.removes else step.value}


def _event(given: GivenEvent, current: WebhookEvent | None, keep: KeepSecret) -> WebhookEvent:
    return WebhookEvent(
        id=given.id or uuid.uuid4().hex,
        event_type=given.event_type,
        name=given.name,
        destination_url=given.destination_url,
        secrets=keep(current.secrets if current is not None else (), given.secret),
        headers=given.headers,
        excluded_fields=tuple(sorted(set(given.excluded_fields))),
        active=given.active,
    )


def check_webhook(webhook: Webhook, check_destination: Callable[[str], object]) -> None:
    """Raise `ValidationFailed` unless all that is sent goes to a destination that may be, and is signed.

    `check_destination` raises `ValueError` for a URL that nothing is sent to, and does not repeat it.
    """
    problems = [
        *_of_destination(webhook.destination_url, "configuration.destinationUrl", check_destination),
        *(
            problem
            for position, event in enumerate(webhook.events)
            for problem in _of_event(webhook, event, f"{_EVENTS}.{position}", check_destination)
        ),
        *_of_all(webhook),
    ]
    if webhook.destination_url is not None and not webhook.secrets:
        problems.append(Problem("is required: all that is sent is signed", "configuration.secretKey"))
    if problems:
        raise ValidationFailed(*problems)


def _of_event(
    webhook: Webhook, event: WebhookEvent, place: str, check_destination: Callable[[str], object]
) -> list[Problem]:
    problems = _of_destination(event.destination_url, f"{place}.destinationUrl", check_destination)
    if (event.destination_url or webhook.destination_url) is None:
        problems.append(Problem("is required, as the webhook has none", f"{place}.destinationUrl"))
    elif not (event.secrets or webhook.secrets):
        problems.append(Problem("is required: all that is sent is signed", f"{place}.secretKey"))
    try:
        check_excluded(event.event_type, event.excluded_fields)
    except ValueError as error:
        problems.append(Problem(str(error), f"{place}.excludedFields"))
    return problems


def _of_all(webhook: Webhook) -> list[Problem]:
    if len(webhook.events) > MAX_EVENTS:
        return [Problem(f"must have at most {MAX_EVENTS} elements", _EVENTS)]
    twice = [id_ for id_, times in Counter(event.id for event in webhook.events).items() if times > 1]
    problems = [Problem(f"has the id '{id_}' more than once", _EVENTS) for id_ in twice]
    if _size(webhook) > MAX_WEBHOOK_BYTES:
        problems.append(Problem(f"must not be larger than {MAX_WEBHOOK_BYTES} bytes", "configuration"))
    return problems


def _of_destination(url: str | None, place: str, check: Callable[[str], object]) -> list[Problem]:
    try:
        if url is not None:
            check(url)
    except ValueError as error:
        return [Problem(str(error), place)]
    return []


def _size(webhook: Webhook) -> int:
    """About the bytes that it takes up where it is stored."""
    said: list[Any] = [webhook.destination_url, dict(webhook.headers)]
    for event in webhook.events:
        said += [event.id, event.event_type, event.name, event.destination_url, dict(event.headers or {})]
        said += [*event.excluded_fields, *(secret.sealed for secret in event.secrets)]
    return len(json_text.dumps(said).encode())


def _wrong(message: str) -> ValidationFailed:
    return ValidationFailed(Problem(message, "path"))
