"""The projection that puts events on the bus."""

from collections.abc import Sequence
from functools import partial

from shared.domain.messages.events import Change, Event, events_of
from shared.ports.callers import KeyedHash
from shared.ports.messages import EventBus
from shared.use_cases.credentials.one_time_tokens import minted
from shared.use_cases.projections.projection import Projection


def published_events(bus: EventBus, hashes: KeyedHash, api_url: str) -> Projection[Event]:
    """Return the projection. `api_url`: where this API is reached.

    An event that comes again has the same `eventId`, by which its receivers know it.
    """
    mint = partial(minted, hashes)

    def rows_of(change: Change) -> Sequence[Event]:
        return events_of(change, mint, api_url)

    return Projection("events", rows_of, bus)
