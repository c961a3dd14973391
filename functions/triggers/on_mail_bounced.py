"""Bounces and complaints, which SES publishes on the account's default bus, from a queue."""

from aws_lambda_powertools.utilities.data_classes import EventBridgeEvent

from shared.runtime.batches import queue_trigger
from shared.runtime.trigger import Invocation
from shared.runtime.wiring import Wiring
from shared.use_cases.messages.note_bounces import BouncePorts, note_bounces


@queue_trigger(uses=Wiring.bounce_ports)
def lambda_handler(invocation: Invocation[EventBridgeEvent], ports: BouncePorts) -> None:
    """Record it with the account of the address."""
    note_bounces(ports, invocation.event.detail)
