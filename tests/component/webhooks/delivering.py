"""The way of an event to a receiver: the stream, the queues, the sender."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.adapters.dynamodb.stores import deliveries as store
from shared.adapters.events import webhook_queues
from shared.adapters.web import receivers
from shared.domain.instants import instant_text
from shared.domain.webhooks.deliveries import Delivery, DeliveryState, instant_of_number
from shared.runtime.wiring import wiring
from shared.use_cases.webhooks import planning, resending, send_deliveries
from tests.component.events.stream import Stream
from tests.component.lambda_context import LambdaContext
from tests.component.webhooks.calls import CODE, WebhookApi
from triggers import on_customer_change, on_webhook_delivery

Document = dict[str, Any]
CREATED, UPDATED = "customer.created", "customer.updated"
_PARTS = ("webhook_deliveries", "webhook_wakes", "sending_ports", "resending_ports", "projection_ports")
"""The parts of the wiring that know the queues."""


@dataclass
class MemoryQueue:
    """A queue that keeps texts until they are taken, with their delays."""

    texts: list[tuple[str, int | None]] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)

    def put(
        self, bodies: Sequence[str], *, groups: Sequence[str] | None = None, delay: int | None = None
    ) -> dict[int, Exception]:
        assert all(body.isascii() for body in bodies)
        self.texts += [(body, delay) for body in bodies]
        self.groups += groups or []
        return {}

    def taken(self) -> list[str]:
        texts, self.texts = self.texts, []
        return [text for text, _ in texts]


class Clock:
    """The time of whatever sends, which stands still unless it is moved."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.at = datetime.now(UTC).replace(microsecond=0)
        for module in (store, webhook_queues, receivers, send_deliveries, planning, resending):
            patch.setattr(module, "now", lambda: self.at)

    def forward(self, span: timedelta) -> None:
        self.at += span


@dataclass
class Postman:
    """Takes events from the stream to the receivers."""

    stream: Stream
    tenant: str
    clock: Clock
    first: MemoryQueue
    wakes: MemoryQueue

    def fan_out(self) -> list[str]:
        """Have the changes since the last time followed by messages; return these."""
        records = self.stream.records(self.tenant)
        if records:
            answer = on_customer_change.lambda_handler({"Records": records}, LambdaContext())
            assert answer == {"batchItemFailures": []}
        return self.first.taken()

    def deliver(self, messages: Sequence[str] | None = None) -> list[str]:
        """Give messages to the sender, or those of the changes; return those that have to come again."""
        messages = self.fan_out() if messages is None else messages
        if not messages:
            return []
        records = [
            {"messageId": str(place), "body": body, "eventSource": "aws:sqs"}
            for place, body in enumerate(messages)
        ]
        answer = on_webhook_delivery.lambda_handler({"Records": records}, LambdaContext())
        assert answer is not None
        return [messages[int(each["itemIdentifier"])] for each in answer["batchItemFailures"]]

    def wake(self) -> int:
        """Give the sender the looks that are waiting, once each; return how many there were."""
        messages = self.wakes.taken()
        assert self.deliver(messages) == []
        return len(messages)

    def until(self, span: timedelta) -> None:
        """Have that much time pass, in steps of as long as SQS delays at most, each look in its time."""
        end = self.clock.at + span
        while self.clock.at < end:
            planned = [datetime.fromisoformat(json.loads(text)["wakesAt"]) for text, _ in self.wakes.texts]
            step = min([end, *(at for at in planned if at > self.clock.at)])
            self.clock.at = step
            while any(
                datetime.fromisoformat(json.loads(text)["wakesAt"]) <= self.clock.at
                for text, _ in self.wakes.texts
            ):
                self.wake()


@contextmanager
def queues(patch: pytest.MonkeyPatch) -> Iterator[tuple[MemoryQueue, MemoryQueue]]:
    """The queues of webhooks in memory, for all functions."""
    first, wakes = MemoryQueue(), MemoryQueue()
    made = vars(wiring())
    for name in _PARTS:
        made.pop(name, None)
    made["webhook_deliveries"] = webhook_queues.WebhookDeliveries(first)  # type: ignore[arg-type]
    made["webhook_wakes"] = webhook_queues.WebhookWakes(wakes)  # type: ignore[arg-type]
    try:
        yield first, wakes
    finally:
        for name in _PARTS:
            made.pop(name, None)


def created(webhook: WebhookApi, **members: object) -> str:
    return webhook.caller.as_("customer.customer_manage").created({"lastName": "Weber", **members})


def status_of(delivery: Delivery) -> int | None:
    """The status of its latest answer."""
    assert delivery.last is not None
    return delivery.last.status


def kept(tenant: str, state: DeliveryState | None = None) -> Sequence[Delivery]:
    """The deliveries of the webhook, newest first."""
    found, _ = wiring().deliveries.page(
        tenant, CODE, kept_since=instant_of_number("0"), state=state, before=None, limit=100
    )
    return found


def only(webhook: WebhookApi, state: DeliveryState | None = None) -> Delivery:
    """The only delivery of the webhook."""
    (delivery,) = kept(webhook.caller.tenant, state)
    return delivery


def time_around(postman: Postman) -> dict[str, str]:
    """The days before and after now."""
    day = timedelta(days=1)
    return {"from": instant_text(postman.clock.at - day), "to": instant_text(postman.clock.at + day)}
