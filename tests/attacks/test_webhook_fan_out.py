"""No tenant has the stream of all others wait for what its webhooks are sent."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest

from shared.adapters.events.webhook_queues import WebhookDeliveries, waiting_from
from shared.domain import json_text
from shared.domain.messages.events import Event, EventName
from shared.domain.webhooks.deliveries import Delivery
from shared.domain.webhooks.subscriptions import EventSubscription, TenantWebhooks, check_destinations
from shared.domain.webhooks.webhook import (
    MAX_DESTINATIONS,
    Destination,
    SealedSecret,
    Webhook,
    WebhookEvent,
)
from shared.use_cases.projections.webhook_deliveries import NoTimeLeft, SentEvent, _FanOut
from tests.component.api import Api
from tests.component.webhooks.calls import CODE, MANAGE, WebhookApi, body
from tests.component.webhooks.delivering import MemoryQueue

NOW = datetime(2026, 11, 30, tzinfo=UTC)
UPDATED = "customer.updated"


@pytest.fixture
def webhooks(api: Api) -> WebhookApi:
    return WebhookApi(api.as_(MANAGE))


def entries(number: int, **members: Any) -> list[dict[str, Any]]:
    return [{"id": f"e{each}", "eventType": UPDATED, **members} for each in range(number)]


def stored(code: str, number: int) -> Webhook:
    events = tuple(WebhookEvent(f"e{each}", UPDATED) for each in range(number))
    secrets = (SealedSecret("sealed"),)
    return Webhook(code, True, NOW, NOW, destination_url="https://x.example", secrets=secrets, events=events)


def many(*excluded: frozenset[str]) -> list[Destination]:
    secrets = (SealedSecret("sealed"),)
    return [
        Destination(f"w{place}", None, "https://x.example", secrets, {}, each)
        for place, each in enumerate(excluded)
    ]


def told(**members: Any) -> SentEvent:
    return SentEvent(Event(EventName.UPDATED, "acme", "a" * 32, NOW, {"sequence": 3, **members}), 3)


class Subscribed:
    """The webhooks of a tenant, as far as the fan-out asks for them."""

    def __init__(self, destinations: Sequence[Destination]) -> None:
        self._destinations = destinations

    def subscribed(self, _tenant: str, _event_type: str) -> Sequence[Destination]:
        return self._destinations


class Counting:
    """A queue that takes everything and counts what it has at once."""

    def __init__(self, refusal: Exception | None = None) -> None:
        self.puts: list[int] = []
        self._refusal = refusal

    def put(self, deliveries: Sequence[Delivery]) -> dict[int, Exception]:
        self.puts.append(len(deliveries))
        return {} if self._refusal is None else {0: self._refusal}


def fan_out(
    destinations: Sequence[Destination], queue: Any, is_over: Callable[[], bool] = lambda: False
) -> _FanOut:
    return _FanOut(Subscribed(destinations), queue, lambda _: nullcontext(), is_over)  # type: ignore[arg-type]


@pytest.mark.parametrize("here", [MAX_DESTINATIONS + 1, 50])
def test_one_webhook_does_not_multiply_an_event(webhooks: WebhookApi, here: int) -> None:
    answer = webhooks.create(body(eventsConfiguration=entries(here)))

    assert answer.status == 400
    assert f"more than {MAX_DESTINATIONS} destinations" in answer.text
    assert webhooks.create(body(eventsConfiguration=entries(MAX_DESTINATIONS))).status == 201


def test_nor_do_several_together_however_they_become_active(webhooks: WebhookApi) -> None:
    half = MAX_DESTINATIONS // 2
    assert webhooks.create(body("a", eventsConfiguration=entries(half))).status == 201
    assert webhooks.create(body("b", eventsConfiguration=entries(half))).status == 201
    asleep = body(eventsConfiguration=entries(half)) | {"active": False}
    assert webhooks.create(asleep).status == 201

    assert webhooks.create(body("c", eventsConfiguration=entries(1))).status == 400
    assert webhooks.create(body("c")).status == 400  # all event types go to its own destination
    assert webhooks.upsert("/active", value=True).status == 400
    assert webhooks.put(asleep | {"active": True}).status == 400
    one_more = {"id": "one-more", "eventType": UPDATED}
    step = {"op": "UPSERT", "path": "/configuration/http/eventsConfigurationEntry", "value": one_more}
    assert webhooks.patch(step, code="a").status == 400
    assert webhooks.shown(CODE)["active"] is False
    assert webhooks.create(body("c", eventsConfiguration=entries(1, active=False))).status == 201


def test_what_rivals_have_written_all_the_same_is_not_sent() -> None:
    kept = {f"w{each}": stored(f"w{each}", 50) for each in range(20)}
    tenant = TenantWebhooks(kept, {UPDATED: EventSubscription(UPDATED, True, NOW, NOW)})

    assert len(tenant.destinations(UPDATED)) == MAX_DESTINATIONS
    check_destinations(stored("other", 1), [stored("w", MAX_DESTINATIONS - 1)])


def test_a_payload_is_made_once_for_all_who_leave_out_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[object] = []

    def dumps(value: Any) -> str:
        written.append(value)
        return original(value)

    original = json_text.dumps
    monkeypatch.setattr(json_text, "dumps", dumps)
    queue = MemoryQueue()
    destinations = many(*[frozenset[str]()] * 10, *[frozenset({"contactEmail"})] * 10)

    row = told(contactEmail="ö\x01@example.com", mixins={"m": {"points": 1.50}})
    assert fan_out(destinations, WebhookDeliveries(queue)).put([row]) == {}  # type: ignore[arg-type]

    assert len([each for each in written if isinstance(each, dict) and "eventType" in each]) <= 6
    found = [waiting_from(json_text.loads(text)) for text in queue.taken()]
    assert [each.code for each in found if isinstance(each, Delivery)] == [f"w{each}" for each in range(20)]
    payloads = [each.payload for each in found if isinstance(each, Delivery)]
    assert [each.get("contactEmail") for each in payloads] == ["ö\x01@example.com"] * 10 + [None] * 10
    assert all(each["mixins"] == {"m": {"points": 1.50}} for each in payloads)


def test_deliveries_of_a_batch_are_never_all_in_memory() -> None:
    queue = Counting()

    assert fan_out(many(*[frozenset[str]()] * 3), queue).put([told()] * 100) == {}

    assert max(queue.puts) <= 30
    assert (sum(queue.puts), len(queue.puts)) == (300, 30)


def test_each_refusal_is_that_of_its_event() -> None:
    refusal = RuntimeError("throttled")

    failed = fan_out(many(*[frozenset[str]()] * 6), Counting(refusal)).put([told()] * 4)

    assert failed == {0: refusal, 1: refusal, 3: refusal}  # runs begin with deliveries 0, 10 and 20 of 24


def clock(times: int) -> Iterator[bool]:
    return (asked >= times for asked in count())


def test_nothing_is_made_when_the_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    queue, over = Counting(), clock(2)

    failed = fan_out(many(frozenset[str]()), queue, lambda: next(over)).put([told()] * 5)

    assert (sorted(failed), sum(queue.puts)) == ([2, 3, 4], 2)
    assert all(isinstance(each, NoTimeLeft) for each in failed.values())
