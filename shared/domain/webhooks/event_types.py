"""The event types that a tenant can have sent to its webhooks, and what can be left out of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.domain.messages.events import EventName
from shared.domain.webhooks.payload import ALWAYS_SENT, SENT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

EVENT_TYPES: tuple[str, ...] = tuple(map(str, SENT))
_GROUPS = {"customer": "Customers", "client-management": "Companies"}
_NAME_SHOWN = 100
_OF_ALL = ALWAYS_SENT | {"omitted"}


def check_event_type(event_type: str) -> str:
    """Return the event type. Raises `ValueError` for one that does not exist."""
    if event_type not in EVENT_TYPES:
        raise ValueError(
            f"there is no event type '{event_type[:_NAME_SHOWN]}'; GET event-subscriptions lists them"
        )
    return event_type


def check_excluded(event_type: str, members: Collection[str]) -> None:
    """Raise `ValueError` naming a member that the event does not have, or cannot go without."""
    for member in sorted(members):
        if member in ALWAYS_SENT:
            raise ValueError(f"'{member}' is always sent")
        if member not in SENT[EventName(event_type)]:
            raise ValueError(f"'{member[:_NAME_SHOWN]}' is not a member of {event_type}")


def group_of(event_type: str) -> str:
    """Return what the events of this type are about."""
    return _GROUPS[event_type.partition(".")[0]]


def payload_schema(event_type: str, described: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON Schema of what a webhook is sent, from that of the event on the bus.

    That of an event which others may publish, too, says apart what ours are like.
    """
    sent = SENT[EventName(event_type)] | _OF_ALL
    whole = described["properties"]["detail"]
    ours = described.get("then", {}).get("properties", {}).get("detail", {})
    members = whole["properties"] | {
        name: of for name, of in ours.get("properties", {}).items() if of is not True
    }
    required = ours.get("required") or whole.get("required", ())
    return {
        "type": "object",
        "required": ["eventType", *(name for name in required if name in sent)],
        "properties": {
            "eventType": {"const": event_type},
            **{name: of for name, of in members.items() if name in sent},
        },
    }
