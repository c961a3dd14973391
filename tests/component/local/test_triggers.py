"""Changes in the table lead to events, these to messages in queues, and all of it to functions."""

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from local.bus.store import Bus
from local.triggers.changes import Changes
from local.triggers.queues import Queue
from local.triggers.running import Triggers
from local.triggers.schedules import Scheduled
from local.triggers.topology import Topology
from tests.clock import Clock
from tests.component.local.streams import StreamedTable
from tests.component.local.triggering import batches, key_of, put, refusing, tell, told
from tests.waiting import wait_until

INTERRUPTED = "the table's stream is interrupted"


class TestSchedule:
    def test_a_function_runs_once_at_each_of_its_times(self, topology: Topology, functions: Any) -> None:
        clock = Clock("2026-11-22T01:00:00+00:00")
        scheduled = Scheduled(topology.schedules[0], clock.now)
        ran = []
        for _ in range(48):
            clock.sleep(timedelta(minutes=30).total_seconds())
            ran += [clock.now()] if scheduled.advance() else []

        assert ran == [datetime(2026, 11, 22, 2, tzinfo=UTC)]
        (event,) = functions.of_day.events
        assert (event["source"], event["time"]) == ("aws.events", "2026-11-22T02:00:00Z")

    def test_what_was_missed_while_the_machine_slept_runs_once(
        self, topology: Topology, functions: Any
    ) -> None:
        clock = Clock("2026-11-22T01:00:00+00:00")
        scheduled = Scheduled(topology.schedules[0], clock.now)
        clock.sleep(timedelta(days=3).total_seconds())

        assert (scheduled.advance(), scheduled.advance()) == (True, False)

    def test_a_run_that_fails_is_tried_twice_more_and_again_the_next_day(
        self, topology: Topology, functions: Any
    ) -> None:
        def act(event: Any) -> Any:
            raise ValueError("broken")

        functions.of_day.act = act
        clock = Clock("2026-11-22T01:59:00+00:00")
        scheduled = Scheduled(topology.schedules[0], clock.now)
        ran = []
        for _ in range(24 * 60):
            clock.sleep(timedelta(minutes=1).total_seconds())
            ran += [clock.now().strftime("%d %H:%M")] if scheduled.advance() else []

        assert ran == ["22 02:00", "22 02:01", "22 02:03"]
        clock.sleep(timedelta(minutes=2).total_seconds())
        assert scheduled.advance()


@pytest.fixture
def triggers(changes: Changes, queue: Queue, bus: Bus, functions: Any) -> Triggers:
    """The sample's, where each change is published on the bus."""
    functions.of_changes.act = lambda event: tell(bus, *(f"item.{key_of(r)}" for r in event["Records"]))
    return Triggers(changes.advance, {"Queue": queue.advance}, {})


class TestTriggers:
    def test_a_change_leads_to_its_message(
        self, streamed: StreamedTable, triggers: Triggers, functions: Any
    ) -> None:
        with triggers:
            put(streamed, "a")
            wait_until(lambda: functions.of_messages.events)

        assert told(functions) == [["item.a"]]

    def test_and_at_once_for_a_caller_who_waits_for_it(
        self, streamed: StreamedTable, triggers: Triggers, functions: Any
    ) -> None:
        put(streamed, *"abcdef")

        triggers.catch_up()

        names = [name for call in told(functions) for name in call]
        assert names == [f"item.{key}" for key in "abcdef"]

    def test_nobody_waits_for_what_has_failed(
        self, streamed: StreamedTable, triggers: Triggers, functions: Any
    ) -> None:
        functions.of_messages.act = refusing("item.a")
        put(streamed, "a")

        triggers.catch_up()

        assert told(functions) == [["item.a"]]

    def test_what_waits_for_one_function_keeps_no_other_waiting(
        self, streamed: StreamedTable, triggers: Triggers, functions: Any
    ) -> None:
        finish = threading.Event()
        functions.of_messages.act = lambda event: finish.wait(60)
        with triggers:
            put(streamed, "a")
            wait_until(lambda: functions.of_messages.events)
            put(streamed, "b")
            wait_until(lambda: batches(functions.of_changes) == ["a", "b"])
            finish.set()

    def test_what_is_at_work_is_finished_before_the_service_ends(
        self, streamed: StreamedTable, triggers: Triggers, functions: Any, bus: Bus
    ) -> None:
        functions.of_messages.act = lambda event: time.sleep(0.5)
        with triggers:
            put(streamed, "a")
            wait_until(lambda: functions.of_messages.events)

        assert bus.receive("Queue", 1) == []

    def test_nothing_is_begun_after_that(
        self, streamed: StreamedTable, triggers: Triggers, functions: Any
    ) -> None:
        with triggers:
            pass
        put(streamed, "a")

        triggers.catch_up()

        assert functions.of_changes.events == []

    def test_an_engine_that_does_not_answer_is_logged_once_and_without_personal_data(
        self, triggers: Triggers, functions: Any, caplog: pytest.LogCaptureFixture, streamed: StreamedTable
    ) -> None:
        put(streamed, "anna@example.com")
        for _ in range(3):
            with streamed.refusing("GetRecords", "InternalServerError"):
                triggers.catch_up()
        triggers.catch_up()

        assert caplog.messages == [f"{INTERRUPTED}: InternalServerError"]
        assert told(functions) == [["item.anna@example.com"]]


@pytest.mark.parametrize(
    "answer",
    [
        b"{",
        b"",
        b"{}",
        b"[]",
        b"\x00\xff",
        b'{"Records": 5}',
        b'{"Records": [{}], "NextShardIterator": "x"}',
        b'{"Records": [{"dynamodb": {"SequenceNumber": null, "ApproximateCreationDateTime": "?"}}]}',
        b"<html>",
    ],
)
@pytest.mark.parametrize("operation", ["GetRecords", "GetShardIterator", "DescribeStream"])
def test_an_answer_of_the_engine_that_cannot_be_read_holds_events_up_for_a_moment(
    streamed: StreamedTable,
    changes: Changes,
    functions: Any,
    caplog: pytest.LogCaptureFixture,
    answer: bytes,
    operation: str,
) -> None:
    # Given that changes are read
    with Triggers(changes.advance, {}, {}):
        put(streamed, "a")
        wait_until(lambda: batches(functions.of_changes) == ["a"])

        # When one answer, or the one with which reading begins again, cannot be read
        with streamed.answering(operation, 200, answer):
            if operation != "GetRecords":
                streamed.streams.meta.events.register_first(
                    "before-send.dynamodb-streams.GetRecords", _Once()
                )
            put(streamed, "b")
            wait_until(lambda: batches(functions.of_changes)[-1] == "b")
            # A call that had begun before may have brought it.
            wait_until(lambda: INTERRUPTED in caplog.text)
        put(streamed, "c")
        wait_until(lambda: batches(functions.of_changes)[-1] == "c")

    # Then nothing is missing
    assert "".join(batches(functions.of_changes)) == "abc"


class _Once:
    """Fails one call, and no further one."""

    def __init__(self) -> None:
        self._left = 1

    def __call__(self, **_: Any) -> None:
        if self._left:
            self._left = 0
            raise OSError("no connection")


def test_whatever_a_trigger_fails_with_it_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    failures = [KeyError("jane@example.com"), ValueError("jane@example.com"), RecursionError()]
    done = threading.Event()

    def advance() -> bool:
        if failures:
            raise failures.pop()
        done.set()
        return False

    with Triggers(lambda: False, {"a queue": advance}, {}):
        assert done.wait(30)

    assert "a queue is interrupted: RecursionError in " in caplog.text
    assert "jane" not in caplog.text
