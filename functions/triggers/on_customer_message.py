"""Events of the bus that ask for a message to a customer, out of their queue."""

from shared.runtime.batches import BusEvent, queue_trigger
from shared.runtime.wiring import Wiring
from shared.use_cases.messages.send_message import MessagePorts, send_message


@queue_trigger(uses=Wiring.message_ports)
def lambda_handler(event: BusEvent, ports: MessagePorts) -> None:
    """Send the message."""
    send_message(ports, event.name, event.detail, event.seconds_left)
