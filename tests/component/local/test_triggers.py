"""What changes in the table leads to events, these to messages in queues, and all of it to functions."""

import importlib
import json
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.bus.entries import BUS_NAME, bus_event
from local.bus.store import Bus, BusFailed
from local.engine import start_engine
from local.table_stream import TableStream, stream_of
from local.template import load_template
from local.triggers.changes import FAILED_FILE, Changes
from local.triggers.queues import Queue
from local.triggers.running import Triggers
from local.triggers.schedules import Scheduled
from local.triggers.topology import Topology, topology_of

from .conftest import HERE, SAMPLE_TEMPLATE
from .streams import StreamedTable

Record = dict[str, Any]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with start_engine() as engine:
        yield engine.url


@pytest.fixture
def streamed(url: str) -> StreamedTable:
    return StreamedTable(url)


@pytest.fixture
def functions() -> Iterator[Any]:
    """The sample functions that do as they are told."""
    sys.path.insert(0, str(HERE / "functions"))
    scripted = importlib.import_module("sample_functions.scripted")
    for handler in (scripted.of_changes, scripted.of_messages, scripted.of_day):
        handler.forget()
    yield scripted
    sys.path.remove(str(HERE / "functions"))


@pytest.fixture(scope="module")
def topology() -> Topology:
    return topology_of(load_template(SAMPLE_TEMPLATE))


@pytest.fixture
def bus(tmp_path: Path, topology: Topology) -> Iterator[Bus]:
    with Bus(tmp_path, topology.rules) as bus:
        yield bus


@pytest.fixture
def changes(streamed: StreamedTable, bus: Bus, topology: Topology, tmp_path: Path) -> Changes:
    return changes_of(streamed, bus, topology, tmp_path)


def changes_of(streamed: StreamedTable, bus: Bus, topology: Topology, state_dir: Path) -> Changes:
    arn = stream_of(streamed.streams, streamed.name)
    assert arn is not None
    return Changes(topology.stream, bus, state_dir, arn, partial(TableStream, streamed.streams, arn))


@pytest.fixture
def queue(bus: Bus, topology: Topology) -> Queue:
    return Queue(topology.queues[0], bus)


def put(streamed: StreamedTable, *keys: str, sort_key: str = "PROFILE") -> None:
    for key in keys:
        streamed.put({"pk": {"S": key}, "sk": {"S": sort_key}, "bytes": {"B": b"\x00\xff"}})


def key_of(record: Record) -> str:
    return str(record["dynamodb"]["Keys"]["pk"]["S"])


def batches(handler: Any) -> list[str]:
    """The keys of each batch that a function was given, joined."""
    return ["".join(map(key_of, event["Records"])) for event in handler.events]


def failing(*poisonous: str) -> Callable[[Any], Any]:
    """Reports the first record of these as failed, as the function of the stream does."""

    def act(event: Any) -> Any:
        numbers = [r["dynamodb"]["SequenceNumber"] for r in event["Records"] if key_of(r) in poisonous]
        return {"batchItemFailures": [{"itemIdentifier": number} for number in numbers]}

    return act


def breaking(*poisonous: str) -> Callable[[Any], Any]:
    """Fails with all of the batch that one of these is in."""

    def act(event: Any) -> Any:
        if any(key_of(record) in poisonous for record in event["Records"]):
            raise ValueError("broken")

    return act


def advance_until_idle(changes: Changes, seconds: float = 0.0) -> None:
    """Until there has been nothing to do for so long, which may be the wait before a retry."""
    end = time.monotonic() + seconds
    while time.monotonic() < end or changes.advance():
        if changes.advance():
            end = time.monotonic() + seconds


def kept_failures(state_dir: Path) -> str:
    lines = (state_dir / FAILED_FILE).read_text().splitlines()
    return "".join(key_of(json.loads(line)["record"]) for line in lines)


def wait_until(condition: Callable[[], object]) -> None:
    """Wait for what takes no time, except on a busy machine."""
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


class TestChanges:
    def test_they_are_given_in_order_in_batches_as_the_mapping_says(
        self, streamed: StreamedTable, changes: Changes, functions: Any
    ) -> None:
        put(streamed, *"abcdef")

        advance_until_idle(changes)

        assert batches(functions.of_changes) == ["abcd", "ef"]

    def test_they_are_as_lambda_has_them(
        self, streamed: StreamedTable, changes: Changes, functions: Any
    ) -> None:
        put(streamed, "a")

        advance_until_idle(changes)

        (record,) = functions.of_changes.events[0]["Records"]
        assert (record["eventName"], record["eventSource"]) == ("INSERT", "aws:dynamodb")
        assert f":table/{streamed.name}/stream/" in record["eventSourceARN"]
        assert abs(record["dynamodb"]["ApproximateCreationDateTime"] - time.time()) < 60
        assert record["dynamodb"]["NewImage"]["bytes"] == {"B": "AP8="}
        assert "OldImage" not in record["dynamodb"]

    def test_what_the_filter_keeps_back_is_not_given(
        self, streamed: StreamedTable, bus: Bus, changes: Changes, functions: Any
    ) -> None:
        put(streamed, "a", sort_key="IDENTITY")

        assert (changes.advance(), changes.advance()) == (True, False)

        assert functions.of_changes.events == []

    def test_nothing_is_given_twice_by_a_service_that_is_started_again(
        self,
        streamed: StreamedTable,
        bus: Bus,
        topology: Topology,
        changes: Changes,
        functions: Any,
        tmp_path: Path,
    ) -> None:
        put(streamed, "a")
        advance_until_idle(changes)
        put(streamed, "b")

        advance_until_idle(changes_of(streamed, bus, topology, tmp_path))

        assert batches(functions.of_changes) == ["a", "b"]

    def test_what_was_not_finished_is_given_again_by_a_service_that_is_started_again(
        self,
        streamed: StreamedTable,
        bus: Bus,
        topology: Topology,
        changes: Changes,
        functions: Any,
        tmp_path: Path,
    ) -> None:
        put(streamed, *"abcdef")
        changes.advance()

        advance_until_idle(changes_of(streamed, bus, topology, tmp_path))

        assert batches(functions.of_changes) == ["abcd", "abcd", "ef"]

    @pytest.mark.parametrize("fault", [failing, breaking])
    @pytest.mark.parametrize("poisonous", ["a", "b", "c", "d", "h"])
    def test_a_poisonous_one_is_cut_out_and_kept_and_no_other_is_lost(
        self,
        streamed: StreamedTable,
        changes: Changes,
        functions: Any,
        tmp_path: Path,
        fault: Callable[..., Any],
        poisonous: str,
    ) -> None:
        functions.of_changes.act = fault(poisonous)
        put(streamed, *"abcdefgh")

        advance_until_idle(changes, seconds=0.3)

        given = batches(functions.of_changes)
        good = [batch for batch in given if poisonous not in batch or fault is failing]
        assert set("".join(good)) | {poisonous} == set("abcdefgh")
        assert sum(poisonous in batch for batch in given) >= 3  # once, and as often as the mapping says
        assert kept_failures(tmp_path) == poisonous
        assert stat.S_IMODE((tmp_path / FAILED_FILE).stat().st_mode) == 0o600

    def test_what_fails_comes_again_before_what_is_behind_it(
        self, streamed: StreamedTable, changes: Changes, functions: Any
    ) -> None:
        answers = iter([failing("b"), failing("b")])

        def act(event: Any) -> Any:
            return next(answers, failing())(event)

        functions.of_changes.act = act
        put(streamed, *"abcde")

        advance_until_idle(changes, seconds=0.3)

        assert batches(functions.of_changes) == ["abcd", "b", "b", "cd", "e"]

    def test_an_answer_that_names_no_record_fails_all(
        self, streamed: StreamedTable, changes: Changes, functions: Any
    ) -> None:
        answers = iter([{"batchItemFailures": [{"itemIdentifier": "another"}]}])
        functions.of_changes.act = lambda event: next(answers, None)
        put(streamed, *"ab")

        advance_until_idle(changes)

        assert batches(functions.of_changes) == ["ab", "a", "b"]

    def test_giving_up_is_said_without_the_customers_data(
        self,
        streamed: StreamedTable,
        changes: Changes,
        functions: Any,
        tmp_path: Path,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        functions.of_changes.act = failing("anna@example.com")
        put(streamed, "anna@example.com")

        advance_until_idle(changes, seconds=0.3)

        says = "OnChangeFunction failed 3 times for 1 changes of the table"
        assert caplog.messages == [f"{says}, which are now in {tmp_path / FAILED_FILE}"]

    def test_what_could_not_be_read_is_given_the_next_time(
        self, streamed: StreamedTable, changes: Changes, functions: Any
    ) -> None:
        put(streamed, "a")

        with streamed.refusing("GetRecords", "InternalServerError"), pytest.raises(ClientError):
            changes.advance()
        advance_until_idle(changes)

        assert batches(functions.of_changes) == ["a"]

    def test_what_could_not_be_noted_is_given_again(
        self, streamed: StreamedTable, topology: Topology, functions: Any, tmp_path: Path
    ) -> None:
        bus = Bus(tmp_path, topology.rules)
        changes = changes_of(streamed, bus, topology, tmp_path)
        put(streamed, "a")
        functions.of_changes.act = lambda event: bus.__exit__()
        with pytest.raises(BusFailed):
            changes.advance()

        functions.of_changes.act = lambda event: None
        with Bus(tmp_path, topology.rules) as again:
            advance_until_idle(changes_of(streamed, again, topology, tmp_path))

        assert batches(functions.of_changes) == ["a", "a"]


def tell(bus: Bus, *names: str) -> None:
    entries = [
        {"Source": "sample", "DetailType": name, "Detail": "{}", "EventBusName": BUS_NAME} for name in names
    ]
    bus.put([bus_event(entry) for entry in entries])


def told(functions: Any) -> list[list[str]]:
    """The names of the events that the function was given, call by call."""
    return [
        [json.loads(record["body"])["detail-type"] for record in event["Records"]]
        for event in functions.of_messages.events
    ]


def refusing(*names: str) -> Callable[[Any], Any]:
    def act(event: Any) -> Any:
        failed = [r["messageId"] for r in event["Records"] if json.loads(r["body"])["detail-type"] in names]
        return {"batchItemFailures": [{"itemIdentifier": each} for each in failed]}

    return act


class TestQueue:
    def test_messages_are_given_in_batches_as_the_mapping_says_and_once(
        self, bus: Bus, queue: Queue, functions: Any
    ) -> None:
        tell(bus, "item.1", "item.2", "other", "item.3", "item.4")

        assert [queue.advance() for _ in range(3)] == [True, True, False]

        assert told(functions) == [["item.1", "item.2", "item.3"], ["item.4"]]

    def test_they_are_as_lambda_has_them(self, bus: Bus, queue: Queue, functions: Any) -> None:
        tell(bus, "item.1")

        queue.advance()

        (record,) = functions.of_messages.events[0]["Records"]
        assert record["eventSource"] == "aws:sqs"
        assert record["attributes"]["ApproximateReceiveCount"] == "1"
        assert abs(int(record["attributes"]["SentTimestamp"]) / 1000 - time.time()) < 60

    def test_one_that_fails_alone_comes_again_later(self, bus: Bus, queue: Queue, functions: Any) -> None:
        functions.of_messages.act = refusing("item.1")
        tell(bus, "item.1", "item.2")
        assert (queue.advance(), queue.advance()) == (True, False)

        wait_until(queue.advance)

        assert told(functions) == [["item.1", "item.2"], ["item.1"]]

    @pytest.mark.parametrize(
        "answer",
        [
            {"batchItemFailures": [{"itemIdentifier": "another"}]},
            {"batchItemFailures": [{"itemIdentifier": None}]},
            {"batchItemFailures": [{}]},
            {"batchItemFailures": ["an-id"]},
            {"batchItemFailures": 1},
            "done",
        ],
    )
    def test_an_answer_that_lambda_does_not_understand_fails_all(
        self, bus: Bus, queue: Queue, functions: Any, answer: Any
    ) -> None:
        functions.of_messages.act = lambda event: answer
        tell(bus, "item.1", "item.2")

        queue.advance()
        wait_until(queue.advance)

        assert told(functions) == [["item.1", "item.2"]] * 2

    @pytest.mark.parametrize("answer", [None, {}, {"batchItemFailures": []}, {"batchItemFailures": None}])
    def test_an_answer_that_names_no_failure_is_a_success(
        self, bus: Bus, queue: Queue, functions: Any, answer: Any
    ) -> None:
        functions.of_messages.act = lambda event: answer
        tell(bus, "item.1")

        queue.advance()

        assert bus.receive("Queue", 1) == []

    def test_one_that_breaks_the_function_is_dead_in_the_end_and_can_be_given_again(
        self, bus: Bus, queue: Queue, functions: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        def act(event: Any) -> Any:
            raise ValueError("broken")

        # Given that it was tried as often as the queue's redrive policy says
        functions.of_messages.act = act
        tell(bus, "item.1")
        queue.advance()
        wait_until(queue.advance)
        assert not queue.advance()

        (dead,) = bus.dead()
        assert (dead.queue, dead.receives) == ("Queue", 2)
        says = "1 messages of Queue are dead after OnMessageFunction failed 2 times"
        assert f"{says}; `customers events dead` shows them" in caplog.messages

        # When it is put back
        functions.of_messages.act = lambda event: None
        bus.redrive()

        # Then it is given as if it were new
        assert queue.advance()
        assert told(functions) == [["item.1"]] * 3
        assert (bus.dead(), queue.advance()) == ([], False)

    def test_one_that_was_out_when_the_service_was_killed_is_given_again(
        self, bus: Bus, queue: Queue, functions: Any
    ) -> None:
        tell(bus, "item.1")
        bus.receive("Queue", 1)

        assert queue.advance()

    def test_one_that_kills_the_service_each_time_is_dead_in_the_end(
        self, bus: Bus, queue: Queue, functions: Any
    ) -> None:
        tell(bus, "item.1")
        bus.receive("Queue", 1)
        bus.receive("Queue", 1)

        assert not queue.advance()
        assert len(bus.dead()) == 1


class Clock:
    def __init__(self, text: str) -> None:
        self.now = datetime.fromisoformat(text)

    def __call__(self) -> datetime:
        return self.now


class TestSchedule:
    def test_a_function_runs_once_at_each_of_its_times(self, topology: Topology, functions: Any) -> None:
        clock = Clock("2026-11-22T01:00:00+00:00")
        scheduled = Scheduled(topology.schedules[0], clock)
        ran = []
        for _ in range(48):
            clock.now += timedelta(minutes=30)
            ran += [clock.now] if scheduled.advance() else []

        assert ran == [datetime(2026, 11, 22, 2, tzinfo=UTC)]
        (event,) = functions.of_day.events
        assert (event["source"], event["time"]) == ("aws.events", "2026-11-22T02:00:00Z")

    def test_what_was_missed_while_the_machine_slept_runs_once(
        self, topology: Topology, functions: Any
    ) -> None:
        clock = Clock("2026-11-22T01:00:00+00:00")
        scheduled = Scheduled(topology.schedules[0], clock)
        clock.now += timedelta(days=3)

        assert (scheduled.advance(), scheduled.advance()) == (True, False)

    def test_a_run_that_fails_is_tried_twice_more_and_again_the_next_day(
        self, topology: Topology, functions: Any
    ) -> None:
        def act(event: Any) -> Any:
            raise ValueError("broken")

        functions.of_day.act = act
        clock = Clock("2026-11-22T01:59:00+00:00")
        scheduled = Scheduled(topology.schedules[0], clock)
        ran = []
        for _ in range(24 * 60):
            clock.now += timedelta(minutes=1)
            ran += [clock.now.strftime("%d %H:%M")] if scheduled.advance() else []

        assert ran == ["22 02:00", "22 02:01", "22 02:03"]
        clock.now += timedelta(minutes=2)
        assert scheduled.advance()


@pytest.fixture
def triggers(changes: Changes, queue: Queue, bus: Bus, functions: Any) -> Triggers:
    """The sample's, where each change is told of on the bus."""
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

    def test_and_at_once_for_whoever_waits_for_it(
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

    def test_an_engine_that_does_not_answer_is_complained_of_once_and_impersonally(
        self, triggers: Triggers, functions: Any, caplog: pytest.LogCaptureFixture, streamed: StreamedTable
    ) -> None:
        put(streamed, "anna@example.com")
        for _ in range(3):
            with streamed.refusing("GetRecords", "InternalServerError"):
                triggers.catch_up()
        triggers.catch_up()

        assert caplog.messages == ["the table's stream is interrupted: InternalServerError"]
        assert told(functions) == [["item.anna@example.com"]]
