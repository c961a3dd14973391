"""Events of the bus become messages in queues, and these are given to functions until they are done."""

import time
from typing import Any

import pytest

from local.bus.store import Bus
from local.triggers.queues import Queue
from tests.component.local.triggering import refusing, tell, told
from tests.waiting import wait_until


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

    def test_one_that_fails_alone_is_retried_later(self, bus: Bus, queue: Queue, functions: Any) -> None:
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
