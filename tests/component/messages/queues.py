"""Events in the queues of messages, as Lambda passes them on."""

import json
from dataclasses import replace
from typing import Any

from local.stack.template import load_template
from shared.domain.messages.events import SOURCE, Event
from shared.runtime.trigger import Trigger
from shared.use_cases.messages.send_message import MessagePorts
from tests.component.events.stream import Stream
from tests.component.lambda_context import LambdaContext
from triggers import on_customer_message

API = "https://api.example.com"
SENDER = "service@shop.example.com"
PATTERN: dict[str, list[str]] = load_template()["Resources"]["MessageEvents"]["Properties"]["EventPattern"]


class AskedFor:
    """The queue of messages, filled by the table's stream and the rule of the bus."""

    def __init__(self, tenant: str, engine_url: str) -> None:
        self._tenant = tenant
        self._stream = Stream(engine_url)

    def all(self) -> list[Event]:
        """The events since the last look."""
        events = self._stream.events(self._tenant, API)
        assert PATTERN["source"] == [SOURCE]
        return [event for event in events if event.name in PATTERN["detail-type"]]

    def one(self) -> Event:
        """The only event since the last look."""
        (event,) = self.all()
        return event


def message(name: str, detail: Any, message_id: str, source: str = SOURCE) -> dict[str, Any]:
    """A message of a queue with what a rule of a bus has put there."""
    envelope = {
        "version": "0",
        "id": message_id,
        "detail-type": name,
        "source": source,
        "time": "2026-11-22T09:00:00Z",
        "detail": detail,
    }
    return {"messageId": message_id, "body": json.dumps(envelope), "eventSource": "aws:sqs"}


def consume(
    handler: Trigger[Any], *events: tuple[str, Any], looks: float = float("inf"), source: str = SOURCE
) -> list[int]:
    """Give the function these events, by name and detail. Returns the positions of those that are retried."""
    records = [message(name, detail, f"m{place}", source) for place, (name, detail) in enumerate(events)]
    answer = handler({"Records": records}, LambdaContext(looks))
    assert answer is not None
    return [int(failure["itemIdentifier"][1:]) for failure in answer["batchItemFailures"]]


def send(messaging: MessagePorts, *events: Event, looks: float = float("inf")) -> list[int]:
    """Give these events to the function that sends messages. Returns the positions of the retried ones."""
    handler = replace(on_customer_message.lambda_handler, uses=lambda _: messaging)
    return consume(handler, *((event.name, event.detail()) for event in events), looks=looks)
