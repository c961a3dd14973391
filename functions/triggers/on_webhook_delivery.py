"""Events for receivers of webhooks, and looks at those that wait, from two queues."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from shared.runtime.batches import batch_trigger
from shared.runtime.wiring import Wiring
from shared.use_cases.webhooks.send_deliveries import SendingPorts, send_messages


@batch_trigger(uses=Wiring.sending_ports)
def lambda_handler(
    messages: Sequence[Mapping[str, Any]], ports: SendingPorts, seconds_left: Callable[[], float]
) -> Mapping[int, Exception]:
    """Send the events. What a receiver does not take waits in the table, and its message is done."""
    return send_messages(ports, messages, seconds_left)
