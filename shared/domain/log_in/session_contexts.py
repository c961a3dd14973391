"""The context of a session: what a visit is about, before and after a log-in (api.md §5).

It begins with what the storefront has said of the visit, and is stored once it is changed. A customer has one
for each session. It begins as the visit's, and what the customer changes is not seen by the next one who logs
in within the same visit: storefront servers hold one visit for all their visitors.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from shared.domain import fields, json_text
from shared.domain.errors import NotFound, Problem, ValidationFailed
from shared.domain.json_text import Json
from shared.domain.preconditions import Precondition

MEMBERS = ("siteCode", "currency", "targetLocation", "language", "cartId")
"""The facts about a visit besides its attributes."""
_NEW = 0
"""The version of a context that a service is about to create."""
MAX_ATTRIBUTES = 50
MAX_CHANGED_ATTRIBUTES = 2 * MAX_ATTRIBUTES
"""All that are there may be removed, and as many be added."""
MAX_BYTES = 16 * 1024
"""Of all attributes, as JSON in UTF-8."""


class SessionContextNotFound(NotFound):
    """Nothing is stored for a session of this id, or the session is over."""

    def __init__(self, session_id: str) -> None:
        super().__init__(f"Session context '{session_id}' not found.", about=session_id)


class AttributeNotFound(NotFound):
    """The context of this session has no such attribute."""

    def __init__(self, session_id: str, name: str) -> None:
        super().__init__(f"Attribute '{name}' not found.", about=session_id)


@dataclass(frozen=True, slots=True)
class SessionOwner:
    """The customer whose session it is. `family` tells its log-in from a later one under the same id."""

    number: str
    incarnation: str
    family: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionContext:
    """The context of one session, of a visitor's unless it has an owner.

    `members`: see `MEMBERS`. `expires_at`: when it may go, in seconds since the epoch. `written`: its version
    as it is stored; None before that. `rest`: what another release has stored with it, and is kept.
    """

    tenant: str
    session_id: str
    expires_at: int
    owner: SessionOwner | None = None
    members: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, Json] = field(default_factory=dict)
    version: int = 1
    written: int | None = None
    created_at: datetime | None = None
    modified_at: datetime | None = None
    rest: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def is_over(self, now: float) -> bool:
        """Return whether its time has passed."""
        return self.expires_at <= now


@dataclass(frozen=True, slots=True)
class ContextChange:
    """A merge patch of a context: `None` removes a member or an attribute, and what is not named stays."""

    members: Mapping[str, str | None] = field(default_factory=dict)
    attributes: Mapping[str, Json | None] = field(default_factory=dict)
    precondition: Precondition = field(default_factory=Precondition)


def attribute_name(value: str) -> str:
    """Return the name of an attribute. Raises `ValueError`."""
    return fields.property_key(value)


def attribute_value(value: Json) -> Json:
    """Return the value of an attribute: an object or a text. Raises `ValueError`."""
    if not isinstance(value, dict | str):
        raise ValueError("must be an object or a string")  # noqa: TRY004 - as every other problem of a value
    return fields.json_value(value)


def new_context(tenant: str, session_id: str, expires_at: int) -> SessionContext:
    """Return the context that a service creates for a session that nothing is stored of."""
    return SessionContext(tenant=tenant, session_id=session_id, expires_at=expires_at, version=_NEW)


def continued(visit: SessionContext, session: SessionContext) -> SessionContext:
    """Return the context of a customer's session that nothing is stored of, as that of its visit goes on."""
    return replace(
        session,
        members=visit.members,
        attributes=visit.attributes,
        version=visit.version,
        created_at=visit.created_at,
        modified_at=visit.modified_at,
    )


def changed(context: SessionContext, change: ContextChange, now: datetime) -> SessionContext:
    """Return the context after the change; the same one where nothing changes.

    Raises `StaleVersion`, `ValidationFailed`.
    """
    change.precondition.check(context.version, "")
    return _next(
        context, _merged(context.members, change.members), _merged(context.attributes, change.attributes), now
    )


def replaced(context: SessionContext, change: ContextChange, now: datetime) -> SessionContext:
    """Return the context with these members and attributes alone.

    Raises `StaleVersion` unless nothing is stored yet, and `ValidationFailed`.
    """
    if context.written is not None:
        change.precondition.check(context.version, "")
    return _next(context, _merged({}, change.members), _merged({}, change.attributes), now)


def without_attribute(context: SessionContext, name: str, now: datetime) -> SessionContext:
    """Return the context without the attribute. Raises `AttributeNotFound`."""
    if name not in context.attributes:
        raise AttributeNotFound(context.session_id, name)
    return changed(context, ContextChange(attributes={name: None}), now)


def _merged(stored: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**stored, **given}.items() if value is not None}


def _next(
    context: SessionContext, members: Mapping[str, str], attributes: Mapping[str, Json], now: datetime
) -> SessionContext:
    _check_size(attributes)
    is_same = members == context.members and json_text.same(dict(attributes), dict(context.attributes))
    if is_same and context.version != _NEW:
        return context
    return replace(
        context,
        members=members,
        attributes=attributes,
        version=context.version + 1,
        created_at=context.created_at or now,
        modified_at=now,
    )


def _check_size(attributes: Mapping[str, Json]) -> None:
    if len(attributes) > MAX_ATTRIBUTES:
        raise ValidationFailed(Problem(f"must have at most {MAX_ATTRIBUTES} attributes", "context"))
    if len(json_text.dumps(dict(attributes)).encode()) > MAX_BYTES:
        raise ValidationFailed(Problem(f"must have at most {MAX_BYTES} bytes as JSON", "context"))
