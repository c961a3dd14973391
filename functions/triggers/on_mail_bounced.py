"""Messages that came back, as SES tells of them on the account's own bus, out of their queue."""

from shared.runtime.batches import BusEvent, queue_trigger
from shared.runtime.wiring import Wiring
from shared.use_cases.messages.note_bounces import BouncePorts, note_bounces


@queue_trigger(uses=Wiring.bounce_ports)
def lambda_handler(event: BusEvent, ports: BouncePorts) -> None:
    """Note it with the account of the address."""
    note_bounces(ports, event.detail)
