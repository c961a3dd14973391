"""Events from a queue of the bus, each of which requests a message to a customer."""

from aws_lambda_powertools.utilities.data_classes import EventBridgeEvent

from shared.runtime.batches import queue_trigger
from shared.runtime.reach import WorkingFor
from shared.runtime.trigger import Invocation
from shared.runtime.wiring import Wiring
from shared.use_cases.messages.send_message import MessagePorts, send_message


@queue_trigger(uses=Wiring.message_ports)
def lambda_handler(invocation: Invocation[EventBridgeEvent], ports: MessagePorts) -> None:
    """Send the message."""
    event = invocation.event
    with WorkingFor(event.detail["tenant"]):
        send_message(ports, event.detail_type, event.detail, invocation.seconds_left)
