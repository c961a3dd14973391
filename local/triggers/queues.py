"""A queue as Lambda reads it for a function: a failed message is retried, and finally dead."""

import logging
from collections.abc import Sequence
from typing import Any

from local.bus.store import Bus, Message
from local.stack.invocation import ACCOUNT, REGION
from local.triggers.batches import reported_failures
from local.triggers.topology import QueueMapping

logger = logging.getLogger(__name__)


class Queue:
    """Gives the messages of a queue to its function."""

    def __init__(self, mapping: QueueMapping, bus: Bus) -> None:
        self._mapping = mapping
        self._bus = bus

    def advance(self) -> bool:
        """Handle the next messages. Return whether there were any. Raises `BusFailed`."""
        mapping = self._mapping
        if buried := self._bus.bury(mapping.queue, mapping.receives):
            logger.warning(
                "%d messages of %s are dead after %s failed %d times; `customers events dead` shows them",
                buried,
                mapping.queue,
                mapping.function.name,
                mapping.receives,
            )
        messages = self._bus.receive(mapping.queue, mapping.batch_size)
        failed = self._call(messages) if messages else set()
        self._bus.postpone([(message, self._wait(message)) for message in messages if message.id in failed])
        self._bus.remove([message for message in messages if message.id not in failed])
        return bool(messages)

    def _wait(self, message: Message) -> float:
        """Return the seconds until the next try.

        AWS always takes the timeout, which is too long for a laptop.
        """
        if message.receives >= self._mapping.receives:
            return 0.0
        return min(self._mapping.visibility_timeout, 2.0 ** (message.receives - 1))

    def _call(self, messages: Sequence[Message]) -> set[str]:
        """Return the ids of the messages that the function has not handled."""
        ids = {message.id for message in messages}
        failed = reported_failures(self._mapping.function, [_record(message) for message in messages])
        return ids if failed is None or failed - ids else failed


def _record(message: Message) -> dict[str, Any]:
    sent = str(int(message.sent * 1000))
    return {
        "messageId": message.id,
        "receiptHandle": message.id,
        "body": message.body,
        "attributes": {
            "ApproximateReceiveCount": str(message.receives),
            "SentTimestamp": sent,
            "SenderId": ACCOUNT,
            "ApproximateFirstReceiveTimestamp": sent,
        },
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:{REGION}:{ACCOUNT}:{message.queue}",
        "awsRegion": REGION,
    }
