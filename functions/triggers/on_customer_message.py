"""Events of the bus that ask for a message to a customer, out of their queue."""

from shared.runtime.batches import BusEvent, queue_trigger
from shared.runtime.wiring import Wiring
from shared.use_cases.messages.send_message import Messaging, send_message


@queue_trigger(uses=Wiring.messaging)
def lambda_handler(event: BusEvent, messaging: Messaging) -> None:
    """Send the message."""
    send_message(messaging, event.name, event.detail, event.seconds_left)
