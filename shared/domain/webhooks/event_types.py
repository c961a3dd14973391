"""The event types that a tenant can have sent to its webhooks, and what is never in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.domain.messages.events import EventName

if TYPE_CHECKING:
    from collections.abc import Mapping

_INNER = frozenset({EventName.MESSAGE, EventName.DELETION_REQUEST, EventName.JOINS})
"""What the service asks itself for."""
EVENT_TYPES: tuple[str, ...] = tuple(name for name in EventName if name not in _INNER)
WITHHELD = frozenset({"token", "url", "activateAccountUrl"})
"""Members of events that are, or contain, a one-time token: they are in no webhook's payload."""
ALWAYS_SENT = frozenset({"tenant", "eventId", "occurredAt"})
"""Members that cannot be excluded: a receiver needs them to tell events apart."""
_GROUPS = {"customer": "Customers", "client-management": "Companies"}


def check_event_type(event_type: str) -> str:
    """Return the event type. Raises `ValueError` naming one that there is not."""
    if event_type not in EVENT_TYPES:
        raise ValueError(f"there is no event type '{event_type[:100]}'; see …/event-subscriptions")
    return event_type


def group_of(event_type: str) -> str:
    """Return what the events of this type are about."""
    return _GROUPS[event_type.partition(".")[0]]


def payload_schema(described: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON Schema of what a webhook is sent, from that of the event on the bus."""
    detail = described["properties"]["detail"]
    members = {name: of for name, of in detail["properties"].items() if name not in WITHHELD}
    required = [name for name in detail.get("required", ()) if name not in WITHHELD]
    return {"type": "object", "required": required, "properties": members}
