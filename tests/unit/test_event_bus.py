"""How events are grouped into calls of the bus."""

import json
from datetime import UTC, datetime
from math import inf
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import EndpointConnectionError
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.events.bus import ENTRIES, ENTRY_BYTES, EventBridgeBus
from shared.domain.messages.events import Event, EventName

Document = dict[str, Any]
AT = datetime(2026, 11, 22, tzinfo=UTC)


class Calls:
    """A bus that takes whatever comes, and remembers what came together."""

    def __init__(self) -> None:
        self.entries: list[list[Document]] = []
        self.bus = EventBridgeBus("a-bus")
        self.bus._client.meta.events.register("before-send.events.PutEvents", self._take)

    def _take(self, request: Any, **_: Any) -> AWSResponse:
        entries = json.loads(request.body)["Entries"]
        self.entries.append(entries)
        answer = {"FailedEntryCount": 0, "Entries": [{"EventId": "an-id"} for _ in entries]}
        raw: Any = SimpleNamespace(stream=lambda: [json.dumps(answer).encode()])
        headers: Any = {}
        return AWSResponse(request.url, 200, headers, raw)


@pytest.fixture(scope="module")
def calls() -> Calls:
    return Calls()


def event(position: int, **payload: Any) -> Event:
    return Event(EventName.UPDATED, "acme", f"{position:032x}", AT, payload)


def size(entry: Document) -> int:
    return sum(len(entry[member].encode()) for member in ("Source", "DetailType", "Detail"))


@given(st.lists(st.integers(0, ENTRY_BYTES + 1000), max_size=25))
def test_every_event_is_sent_once_in_order_within_the_limits_of_a_call(
    calls: Calls, sizes: list[int]
) -> None:
    calls.entries.clear()

    failed = calls.bus.put([event(place, mixins={"x": "ü" * (n // 2)}) for place, n in enumerate(sizes)])

    sent = [json.loads(entry["Detail"])["eventId"] for call in calls.entries for entry in call]
    assert failed == {}
    assert sent == [f"{place:032x}" for place in range(len(sizes))]
    for call in calls.entries:
        assert len(call) <= ENTRIES
        assert sum(size(entry) for entry in call) <= ENTRY_BYTES


def test_a_large_event_leaves_out_no_more_than_necessary(calls: Calls) -> None:
    calls.entries.clear()
    large = "x" * ENTRY_BYTES

    calls.bus.put(
        [
            event(1, addresses=[large], defaultAddress={"city": "Berlin"}, mixins={"x": 1}),
            event(2, addresses=["small"], mixins={"x": 1}),
        ]
    )

    details = [json.loads(entry["Detail"]) for call in calls.entries for entry in call]
    assert details[0]["omitted"] == ["mixins", "addresses"]
    assert details[0]["defaultAddress"] == {"city": "Berlin"}
    assert "omitted" not in details[1]
    assert details[1]["addresses"] == ["small"]


def test_who_does_not_answer_is_asked_once_and_not_for_every_ten_events() -> None:
    calls = Calls()
    calls.bus._client.meta.events.unregister("before-send.events.PutEvents", calls._take)
    asked: list[str] = []

    def no_answer(request: Any, **_: Any) -> None:
        asked.append(request.url)
        raise EndpointConnectionError(endpoint_url=request.url)

    calls.bus._client.meta.events.register("before-send.events.PutEvents", no_answer)

    failed = calls.bus.put([event(place) for place in range(35)])

    assert {place: type(error) for place, error in failed.items()} == dict.fromkeys(
        range(35), EndpointConnectionError
    )
    assert len(asked) <= 2  # one call, and its retry


def test_when_time_is_up_nothing_more_is_asked() -> None:
    calls = Calls()
    looks = iter([inf, inf, 0])
    calls.bus._ends_at = lambda: next(looks)

    failed = calls.bus.put([event(place) for place in range(35)])

    assert [len(call) for call in calls.entries] == [ENTRIES, ENTRIES]
    assert failed.keys() == set(range(20, 35))
    assert {str(error) for error in failed.values()} == {"NoTimeLeft"}
