"""Many large deliveries, and receivers that say goodbye again and again, cost little and reach nobody."""

import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.adapters.dynamodb.items import packed
from shared.domain.instants import instant_text
from shared.domain.messages.events import Event, EventName
from shared.domain.webhooks.deliveries import (
    NOTICES_OF_TENANT,
    NOTICES_TO_ADDRESS,
    Delivery,
    DeliveryState,
    delivery_of,
)
from shared.runtime.wiring import wiring
from tests.component.events.conftest import bus, bus_url, shared_bus, stream
from tests.component.events.stream import Bus
from tests.component.webhooks.calls import CODE, WebhookApi, body, listed, replay
from tests.component.webhooks.conftest import postman, receiver, webhook, webhooks
from tests.component.webhooks.delivering import Postman, created
from tests.component.webhooks.receiver import Receiver

__all__ = ["bus", "bus_url", "postman", "receiver", "shared_bus", "stream", "webhook", "webhooks"]
LARGE = 20
AT = datetime(2026, 11, 30, tzinfo=UTC)


@pytest.fixture
def large(webhook: WebhookApi, monkeypatch: pytest.MonkeyPatch) -> list[Delivery]:
    """Deliveries that succeeded, of 100 KB each as they are stored, oldest first."""
    monkeypatch.setattr(packed, "compress", lambda text, _level: zlib.compress(text, 0))
    made = []
    for number in range(LARGE):
        told = Event(EventName.UPDATED, webhook.caller.tenant, f"{number:032x}", AT, {})
        payload = {"eventId": told.id, "lastName": "x" * 80_000}
        delivery = replace(delivery_of(told, payload, code=CODE), state=DeliveryState.SUCCEEDED, attempts=1)
        wiring().deliveries.keep(delivery)
        made.append(delivery)
    return made


@pytest.fixture
def packing(large: list[Delivery], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often a payload is packed or unpacked."""
    done: list[str] = []

    def noted(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*values: Any) -> Any:
            done.append(name)
            return original(*values)

        return call

    monkeypatch.setattr(packed, "compress", noted("pack", vars(packed)["compress"]))
    monkeypatch.setattr(packed, "unpacked", noted("unpack", vars(packed)["unpacked"]))
    return done


@pytest.mark.parametrize("state", [{}, {"state": "SUCCEEDED"}])
def test_a_page_reads_a_megabyte_and_unpacks_nothing(
    webhook: WebhookApi, large: list[Delivery], packing: list[str], state: dict[str, str]
) -> None:
    found: list[str] = []
    cursor: dict[str, str] = {}
    pages = 0
    while pages == 0 or cursor:
        answer = listed(webhook, pageSize=200, **state, **cursor)
        assert 0 < len(answer.json) <= 10
        found += [each["id"] for each in answer.json]
        pages += 1
        cursor = {"next": answer.headers["X-Next-Cursor"]} if "X-Next-Cursor" in answer.headers else {}

    assert found == [each.id for each in reversed(large)]
    assert packing == []


def test_a_page_of_none_of_a_state_ends_too(webhook: WebhookApi, large: list[Delivery]) -> None:
    first = listed(webhook, state="DEAD")

    assert first.json == []
    assert listed(webhook, state="DEAD", next=first.headers["X-Next-Cursor"]).json == []


def test_a_replay_writes_a_megabyte_at_a_time_and_packs_nothing(
    webhook: WebhookApi, postman: Postman, receiver: Receiver, large: list[Delivery], packing: list[str]
) -> None:
    time = {"from": instant_text(AT - timedelta(days=1)), "to": instant_text(AT + timedelta(days=1))}

    first = replay(webhook, time)

    assert 0 < first.json["count"] <= 10
    assert first.json["next"] == large[first.json["count"] - 1].id
    assert packing == []
    again = wiring().deliveries.find(postman.tenant, CODE, large[0].id)
    assert again is not None
    assert (again.state, again.attempts) == (DeliveryState.WAITING, 0)
    assert again.payload == large[0].payload


def test_nobody_replays_without_a_pause(webhook: WebhookApi, postman: Postman) -> None:
    time = {"from": instant_text(AT - timedelta(days=1)), "to": instant_text(AT + timedelta(days=1))}

    statuses = [replay(webhook, each).status for each in (time, time, {**time, "next": f"{0:013}-{0:032}"})]
    postman.clock.forward(timedelta(seconds=10))

    assert statuses == [202, 429, 429]
    assert replay(webhook, time).status == 202


def test_a_receiver_that_says_goodbye_sends_nobody_many_messages(
    webhook: WebhookApi, receiver: Receiver, postman: Postman, bus: Bus
) -> None:
    receiver.status = 410
    postman.clock.at = postman.clock.at.replace(hour=12)
    given = body(None, destinationUrl=receiver.url) | {"contactEmail": "victim@example.com"}
    assert webhook.put(given).status == 204

    def rounds(times: int) -> list[str]:
        for _ in range(times):
            assert webhook.upsert("/active", value=True).status == 204
            created(webhook)
            postman.deliver()
            postman.clock.forward(timedelta(minutes=1))
        return [each["detail"]["email"] for each in bus.taken() if each["detail-type"] == "customer.message"]

    told = rounds(NOTICES_TO_ADDRESS + 3)
    webhook.upsert("/contactEmail", "VICTIM@example.com")
    told += rounds(1)
    assert len(told) == NOTICES_TO_ADDRESS
    postman.clock.forward(timedelta(days=1))
    assert rounds(1) == ["VICTIM@example.com"]


def test_nor_one_message_to_each_of_many(tenant: str) -> None:
    may_tell = wiring().deliveries.may_tell
    allowed = [may_tell(tenant, f"v{each}@example.com", f"{each:032x}", AT) for each in range(30)]

    assert allowed == [True] * NOTICES_OF_TENANT + [False] * 10
    assert may_tell(tenant, "v0@example.com", f"{0:032x}", AT)  # the same one once more
    assert may_tell(tenant, "v0@example.com", f"{40:032x}", AT + timedelta(days=1))


def test_an_address_that_is_told_nothing_more_takes_nothing_from_others(tenant: str) -> None:
    may_tell = wiring().deliveries.may_tell
    for each in range(NOTICES_TO_ADDRESS + NOTICES_OF_TENANT):
        may_tell(tenant, "full@example.com", f"{each:032x}", AT)

    assert may_tell(tenant, "another@example.com", f"{999:032x}", AT)
