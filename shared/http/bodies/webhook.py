"""Request bodies of the operations on webhooks."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from shared.domain import fields
from shared.domain.errors import Problem, ValidationFailed
from shared.domain.instants import instant_from
from shared.domain.webhooks import values
from shared.domain.webhooks.changes import MAX_EVENTS, GivenConfiguration, GivenEvent, Step
from shared.domain.webhooks.event_types import check_event_type
from shared.http.bodies.body import (
    Body,
    DestinationUrl,
    Email,
    EmptyIsAbsent,
    Text,
    VersionedBody,
    at_most,
    each_read,
    parsed,
)
from shared.http.request import Request
from shared.use_cases.webhooks.event_subscriptions import SubscriptionChange
from shared.use_cases.webhooks.resending import Replay
from shared.use_cases.webhooks.writing import GivenWebhook

MAX_STEPS = 100
MAX_EXCLUDED = 50
_PATH_SHOWN = 100
_FIRST_YEAR, _LAST_YEAR = 1970, 2200
_CONFIGURATION = "/configuration"
_HTTP = f"{_CONFIGURATION}/http"

Code = Annotated[str, AfterValidator(fields.webhook_code)]
ConfigurationId = Annotated[str, AfterValidator(values.configuration_id)]
EventType = Annotated[str, AfterValidator(check_event_type)]
Secret = Annotated[str, AfterValidator(values.secret)]
FieldNames = Annotated[list[Annotated[str, AfterValidator(values.field_name)]], at_most(MAX_EXCLUDED)]


def _http_alone(value: str) -> str:
    if value.startswith("SVIX"):
        raise ValueError(f"'{value[:20]}' is not offered here; send HTTP")
    if value != "HTTP":
        raise ValueError("must be HTTP")
    return value


def _no_filter(value: str) -> str:
    if value:
        raise ValueError("filters are not offered; leave it out")
    return value


def _distinct(value: dict[str, Any]) -> dict[str, Any]:
    if len({name.lower() for name in value}) < len(value):
        raise ValueError("must not have a header twice")
    return value


Filter = Annotated[str, AfterValidator(_no_filter)]


class HeaderValue(Body):
    """The value of a header."""

    value: Annotated[str, AfterValidator(values.header_value)] = Field(repr=False)


Headers = Annotated[
    dict[Annotated[str, AfterValidator(values.header_name)], HeaderValue],
    at_most(values.MAX_HEADERS),
    AfterValidator(_distinct),
]


class EventConfiguration(Body):
    """One event type's configuration; where the path of a step names the type, without it."""

    id: Annotated[ConfigurationId | None, EmptyIsAbsent] = None
    name: Annotated[Text | None, EmptyIsAbsent] = None
    event_type: EventType
    secret_key: Annotated[Secret | None, EmptyIsAbsent] = Field(default=None, repr=False)
    destination_url: Annotated[DestinationUrl | None, EmptyIsAbsent] = None
    headers: Headers | None = None
    filter: Filter | None = None
    excluded_fields: FieldNames | None = None
    active: bool | None = None

    def given(self) -> GivenEvent:
        """Return what is said."""
        return GivenEvent(
            event_type=self.event_type,
            id=self.id,
            name=self.name,
            secret=self.secret_key,
            destination_url=self.destination_url,
            headers=_plain(self.headers) if self.headers is not None else None,
            excluded_fields=tuple(self.excluded_fields or ()),
            active=self.active is not False,
        )


class HttpConfiguration(Body):
    """Where to send events, and what is said of single event types."""

    secret_key: Annotated[Secret | None, EmptyIsAbsent] = Field(default=None, repr=False)
    destination_url: Annotated[DestinationUrl | None, EmptyIsAbsent] = None
    headers: Headers | None = None
    events_configuration: Annotated[list[EventConfiguration] | None, at_most(MAX_EVENTS)] = None

    def given(self) -> GivenConfiguration:
        """Return what is said."""
        return GivenConfiguration(
            secret=self.secret_key,
            destination_url=self.destination_url,
            headers=_plain(self.headers or {}),
            events=tuple(event.given() for event in self.events_configuration or ()),
        )


class WebhookPut(Body):
    """Body of a replacement; `contactEmail` is an addition."""

    code: str | None = None
    provider: Annotated[str, AfterValidator(_http_alone)]
    active: bool | None = None
    configuration: HttpConfiguration | None = None
    contact_email: Annotated[Email | None, EmptyIsAbsent] = None

    def given(self) -> GivenWebhook:
        """Return what is said."""
        configuration = self.configuration or HttpConfiguration()
        return GivenWebhook(configuration.given(), self.active, self.contact_email)


class WebhookPost(WebhookPut):
    """Body of a creation."""

    code: Code


def _plain(headers: Mapping[str, HeaderValue]) -> dict[str, str]:
    return {name: header.value for name, header in headers.items()}


def new_webhook(request: Request) -> tuple[str, GivenWebhook]:
    """Return the code and what is said of a new webhook. Raises the errors of reading the request."""
    body = parsed(WebhookPost, request.json_object())
    return body.code, body.given()


def replaced_webhook(request: Request) -> GivenWebhook:
    """Return what is said of the webhook in the path. Raises the errors of reading the request."""
    body = parsed(WebhookPut, request.json_object())
    if body.code not in {None, request.webhook_code}:
        raise ValidationFailed(Problem("must equal the code in the path", "code"))
    return body.given()


class Op(StrEnum):
    """The kinds of steps."""

    REMOVE = "REMOVE"
    UPSERT = "UPSERT"


class StepBody(Body):
    """One step of a partial change."""

    op: Annotated[Op, Field(strict=False)]
    path: str


class _Active(Body):
    value: bool


class _Url(Body):
    value: DestinationUrl


class _Secret(Body):
    value: Secret = Field(repr=False)


class _Name(Body):
    value: Text


class _Email(Body):
    value: Email


class _Filter(Body):
    value: Filter


class _Fields(Body):
    value: FieldNames


class _Headers(Body):
    value: Headers


class _Events(Body):
    value: Annotated[list[EventConfiguration], at_most(MAX_EVENTS)]


class _Event(Body):
    value: EventConfiguration


class _Configuration(Body):
    value: HttpConfiguration


_Member = tuple[str, type[Body], Callable[[Any], Any]]
_URL: _Member = ("destination_url", _Url, str)
_SECRET: _Member = ("secrets", _Secret, str)
_HEADERS: _Member = ("headers", _Headers, _plain)
_OF_EVENT: Mapping[str, _Member] = {
    "destinationUrl": _URL,
    "secretKey": _SECRET,
    "headers": _HEADERS,
    "filter": ("filter", _Filter, str),
    "excludedFields": ("excluded_fields", _Fields, tuple),
    "name": ("name", _Name, str),
    "active": ("active", _Active, bool),
}
_OF_WEBHOOK: Mapping[str, _Member] = {
    "/active": ("active", _Active, bool),
    "/contactEmail": ("contact_email", _Email, str),
    _CONFIGURATION: ("configuration", _Configuration, HttpConfiguration.given),
    f"{_HTTP}/destinationUrl": _URL,
    f"{_HTTP}/secretKey": _SECRET,
    f"{_HTTP}/headers": _HEADERS,
    f"{_HTTP}/eventsConfiguration": (
        "events",
        _Events,
        lambda events: tuple(event.given() for event in events),
    ),
    f"{_HTTP}/eventsConfigurationEntry": ("event", _Event, EventConfiguration.given),
}
_STAYS = frozenset({"/active", f"{_HTTP}/eventsConfigurationEntry"})
"""Paths of members that cannot be removed as a whole."""


def steps_of(request: Request) -> list[Step]:
    """Return the steps of a partial change. Raises the errors of reading the request."""
    steps = each_read(request.json_list(at_most=MAX_STEPS), _step)
    return [step for step in steps if step is not None]


def _step(element: object) -> Step | None:
    """Return the step; None for one about a filter, which nothing has."""
    body = parsed(StepBody, element)
    names, member = _addressed(body.path)
    removes = body.op is Op.REMOVE
    if removes:
        if body.path in _STAYS:
            raise ValidationFailed(Problem("cannot be removed", "path"))
        return None if member[0] == "filter" else Step(names, removes=True)
    _, model, made = member
    document = dict(element) if isinstance(element, dict) else {}
    if names[0] == "events" and len(names) == 2 and isinstance(document.get("value"), dict):  # noqa: PLR2004
        document["value"] = {"eventType": names[1], **document["value"]}
    value = parsed(model, document).value  # type: ignore[attr-defined]
    if member[0] == "filter":
        return None
    step = Step(names, made(value))
    if len(names) == 2 and isinstance(step.value, GivenEvent):  # noqa: PLR2004
        _check_named(names, step.value)
    return step


def _check_named(names: tuple[str, ...], event: GivenEvent) -> None:
    """Raise `ValidationFailed` if the value of a step is about another event than its path."""
    if names[0] == "events" and event.event_type != names[1]:
        raise ValidationFailed(Problem("must equal the event type in the path", "value.eventType"))
    if names[0] == "event" and event.id not in {None, names[1]}:
        raise ValidationFailed(Problem("must equal the id in the path", "value.id"))


def _addressed(path: str) -> tuple[tuple[str, ...], _Member]:
    """Return what the path of a step addresses: its path in the domain, and the member there."""
    if path in _OF_WEBHOOK:
        member = _OF_WEBHOOK[path]
        return (member[0],), member
    if path.startswith(f"{_CONFIGURATION}/svix"):
        raise ValidationFailed(Problem("SVIX is not offered here", "path"))
    for beginning, kind in ((f"{_HTTP}/eventsConfiguration/", "events"), (_ENTRIES, "event")):
        if path.startswith(beginning):
            named, slash, rest = path.removeprefix(beginning).partition("/")
            if kind == "events":
                _check_type(named)
            if not slash and named:
                return (kind, named), (kind, _Event, EventConfiguration.given)
            if rest in _OF_EVENT and named:
                member = _OF_EVENT[rest]
                return (kind, named, member[0]), member
    raise ValidationFailed(Problem(f"'{path[:_PATH_SHOWN]}' is not a path that can be changed", "path"))


def _check_type(named: str) -> None:
    try:
        check_event_type(named)
    except ValueError as error:
        raise ValidationFailed(Problem(str(error), "path")) from None


_ENTRIES = f"{_HTTP}/eventsConfigurationEntry/"


class Action(StrEnum):
    """Whether events of a type are sent from now on."""

    SUBSCRIBE = "SUBSCRIBE"
    UNSUBSCRIBE = "UNSUBSCRIBE"


class SubscriptionBody(VersionedBody):
    """The change of one subscription."""

    event_type: str
    action: Annotated[Action | None, Field(strict=False)] = None
    fields_to_unsubscribe: FieldNames | None = None
    fields_to_subscribe: FieldNames | None = None


def subscription_changes(request: Request) -> list[SubscriptionChange]:
    """Return the changes of a PATCH. Raises the errors of reading the request; problems name the element."""
    return each_read(request.json_list(at_most=MAX_STEPS), _change)


def _change(element: object) -> SubscriptionChange:
    body = parsed(SubscriptionBody, element)
    return SubscriptionChange(
        body.event_type,
        subscribes=body.action is Action.SUBSCRIBE if body.action is not None else None,
        excluded=frozenset(body.fields_to_unsubscribe or ()),
        included=frozenset(body.fields_to_subscribe or ()),
        version=body.believed_version,
    )


def _instant(value: object) -> datetime:
    if not isinstance(value, str):
        raise ValueError("must be a valid string")  # noqa: TRY004 - which pydantic would let through
    try:
        instant = instant_from(value)
    except ValueError:
        raise ValueError("must be a time such as 2026-11-30T09:00:00.000Z") from None
    if instant.tzinfo is None or not _FIRST_YEAR <= instant.year <= _LAST_YEAR:
        raise ValueError("must be a time with its zone, such as 2026-11-30T09:00:00.000Z")
    return instant


Instant = Annotated[datetime, BeforeValidator(_instant)]


class ReplayPost(Body):
    """Body of a replay: events that occurred from `from` to before `to`."""

    begin: Instant = Field(alias="from")
    to: Instant
    next: Annotated[str, AfterValidator(fields.delivery_id)] | None = None

    def replay(self) -> Replay:
        """Return what is to be sent again. Raises `ValidationFailed`."""
        if self.begin >= self.to:
            raise ValidationFailed(Problem("must be later than from", "to"))
        return Replay(self.begin, self.to, self.next)
