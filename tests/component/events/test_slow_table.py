"""A table that fails slowly: events are published once, and whatever else follows from the batch waits."""

import pytest

from shared.adapters import patience
from shared.adapters.dynamodb import table as table_module
from shared.adapters.events import bus as bus_module
from shared.adapters.events import queue
from shared.runtime import deadline
from shared.runtime.wiring import wiring
from tests.clock import Clock
from tests.component.events.stream import Bus, Document, retry
from tests.component.lambda_context import LambdaContext
from triggers import on_customer_change

SECONDS_OF_FUNCTION = 29
SECONDS_OF_REQUEST = 0.5
LAST_BEGINNING = 12
"""Then the last request of 6 s is over in time for the queue."""


class LambdaContextOn(LambdaContext):
    """A context of a function that has begun now, by a clock."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock, self._ends = clock, clock.time + SECONDS_OF_FUNCTION

    def get_remaining_time_in_millis(self) -> int:  # type: ignore[override] # Powertools declares it static
        return int((self._ends - self._clock.time) * 1000)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock on which only requests to the table, and waits between them, take time."""
    clock = Clock()
    for module in (deadline, table_module, bus_module, queue, patience):
        monkeypatch.setattr(module, "time", clock)
    return clock


@pytest.mark.parametrize("answer", [(500, b"<html>"), (400, b'{"__type": "x#ThrottlingException"}')])
def test_no_request_begins_too_late_and_what_was_not_made_waits(
    records: list[Document],
    bus: Bus,
    clock: Clock,
    answer: tuple[int, bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    began, begun = clock.time, list[float]()

    def fail(_operation: str, _body: bytes) -> tuple[int, bytes]:
        begun.append(clock.time - began)
        clock.sleep(SECONDS_OF_REQUEST)
        return answer

    with monkeypatch.context() as patch:
        patch.setattr(wiring().table._client, "exchange", fail)
        reported = on_customer_change.lambda_handler({"Records": records}, LambdaContextOn(clock))

    assert reported == {"batchItemFailures": []}
    assert max(begun) <= LAST_BEGINNING
    assert len(bus.taken()) > len(records) / 2
    waiting = bus.retries()
    assert {each["projection"] for each in waiting} == {"search", "history", "feed", "webhooks"}
    assert retry(*waiting) == []
    assert bus.taken() == []
