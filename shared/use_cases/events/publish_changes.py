"""Put on the bus what the table's stream says has changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from shared.domain.messages.events import Event, events_of
from shared.ports.callers import KeyedHash
from shared.ports.messages import ChangeReader, EventBus
from shared.use_cases.credentials.one_time_tokens import minted


@dataclass(frozen=True, kw_only=True)
class EventPorts:
    """Ports for publishing changes. `api_url`: where this API is reached."""

    reader: ChangeReader
    bus: EventBus
    hashes: KeyedHash
    api_url: str


def publish_changes(ports: EventPorts, records: Sequence[Mapping[str, Any]]) -> Mapping[int, Exception]:
    """Publish the events of a batch of stream records; of records that were not, by position, why.

    A record that cannot be read keeps no other from being published. One of several events may be on the bus
    already when its record is tried again: it comes twice then, with the same `eventId`.
    """
    failed: dict[int, Exception] = {}
    positions: list[int] = []
    events: list[Event] = []
    mint = partial(minted, ports.hashes)
    for position, record in enumerate(records):
        try:
            change = ports.reader.read(record)
            found = events_of(change, mint, ports.api_url) if change is not None else []
        except Exception as error:  # noqa: BLE001 - reported, and the record tried again and kept in the end
            failed[position] = error
            continue
        events += found
        positions += [position] * len(found)
    for place, refusal in ports.bus.put(events).items():
        failed.setdefault(positions[place], refusal)
    return failed
