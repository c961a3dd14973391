"""The event types that a tenant can have sent to its webhooks, and what is never in them."""

from shared.domain.messages.events import EventName

EVENT_TYPES: tuple[str, ...] = tuple(EventName)
"""All that the service publishes."""
WITHHELD = frozenset({"token", "url", "activateAccountUrl"})
"""Members of events that are, or contain, a one-time token: they are in no webhook's payload."""
ALWAYS_SENT = frozenset({"tenant", "eventId", "occurredAt"})
"""Members that cannot be excluded: a receiver needs them to tell events apart."""
