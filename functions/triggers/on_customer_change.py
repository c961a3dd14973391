"""Changes of the table, in batches, from its stream."""

from collections.abc import Mapping, Sequence
from typing import Any

from shared.runtime.batches import stream_trigger
from shared.runtime.wiring import Wiring
from shared.use_cases.events.publish_changes import EventPorts, publish_changes


@stream_trigger(uses=Wiring.event_ports)
def lambda_handler(records: Sequence[Mapping[str, Any]], ports: EventPorts) -> Mapping[int, Exception]:
    """Publish the events of the changes on the bus."""
    return publish_changes(ports, records)
