"""The queues of webhooks: of first attempts, and of looks at what waits."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from shared.domain import json_text
from shared.domain.instants import instant_from, instant_text, now
from shared.domain.webhooks.deliveries import Delivery, Wake

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shared.adapters.events.queue import SqsQueue

_LONGEST_DELAY, _SHORTEST_DELAY = 900, 1
"""Seconds: SQS's limit, and time for what is written behind the message."""


class WebhookDeliveries:
    """The `DeliveryQueue`. A message belongs to the group of its tenant: SQS gives each group its share."""

    def __init__(self, queue: SqsQueue) -> None:
        self._queue = queue

    def put(self, deliveries: Sequence[Delivery]) -> dict[int, Exception]:
        """See `DeliveryQueue.put`."""
        payloads: dict[int, str] = {}
        for delivery in deliveries:
            if id(delivery.payload) not in payloads:
                payloads[id(delivery.payload)] = _text_of_payload(delivery.payload)
        return self._queue.put(
            [_text(delivery, payloads[id(delivery.payload)]) for delivery in deliveries],
            groups=[delivery.tenant for delivery in deliveries],
        )


class WebhookWakes:
    """The `WakeQueue`. A message waits a quarter of an hour at most, so it is sent on until its time."""

    def __init__(self, queue: SqsQueue) -> None:
        self._queue = queue

    def put(self, wake: Wake) -> None:
        """See `WakeQueue.put`."""
        text = json.dumps({"tenant": wake.tenant, "code": wake.code, "wakesAt": instant_text(wake.at)})
        seconds = math.ceil((wake.at - now()).total_seconds())
        delay = min(max(seconds, _SHORTEST_DELAY), _LONGEST_DELAY)
        for refusal in self._queue.put([text], delay=delay).values():
            raise refusal


def waiting_from(message: Mapping[str, Any]) -> Delivery | Wake:
    """Return what a message of one of the queues is about."""
    if "wakesAt" in message:
        return Wake(message["tenant"], message["code"], instant_from(message["wakesAt"]))
    return Delivery(
        tenant=message["tenant"],
        code=message["code"],
        id=message["id"],
        configuration_id=message["entry"],
        event_type=message["type"],
        payload=json_text.loads(message["payload"]),
    )


def _text_of_payload(payload: Mapping[str, Any]) -> str:
    """Return a text with the payload's own, in which numbers keep their digits: many deliveries share it."""
    return json.dumps(json_text.dumps(dict(payload)))


def _text(delivery: Delivery, payload: str) -> str:
    """Return a message in ASCII, as SQS takes no control characters."""
    rest = json.dumps(
        {
            "tenant": delivery.tenant,
            "code": delivery.code,
            "id": delivery.id,
            "entry": delivery.configuration_id,
            "type": delivery.event_type,
        }
    )
    return f'{rest[:-1]}, "payload": {payload}}}'
