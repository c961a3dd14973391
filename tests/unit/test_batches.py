"""Batches of a queue or of the table's stream: what failed is reported, and all records have their turn."""

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from aws_lambda_powertools.utilities.data_classes import EventBridgeEvent

from shared.runtime.batches import queue_trigger, stream_trigger
from shared.runtime.trigger import Invocation, InvocationFailed, Trigger
from tests.component.lambda_context import LambdaContext

Records = list[dict[str, Any]]


def messages(*names: str) -> Records:
    """Messages of a queue with events of these names, identified by them."""
    return [
        {
            "messageId": name,
            "body": json.dumps({"detail-type": name, "time": "2026-11-29T09:00:00Z", "detail": {"of": name}}),
            "eventSource": "aws:sqs",
        }
        for name in names
    ]


def changes(*numbers: str) -> Records:
    """Records of the table's stream with these sequence numbers."""
    return [{"eventName": "INSERT", "dynamodb": {"SequenceNumber": number}} for number in numbers]


def failures(handler: Trigger[Any], records: Records) -> list[str]:
    """The ids that the function reports."""
    answer = handler({"Records": records}, LambdaContext())
    assert answer is not None
    assert answer.keys() == {"batchItemFailures"}
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


class Consumer:
    """Keeps the names of events, in order, and fails for some of them."""

    def __init__(self, *poison: str) -> None:
        self.seen: list[str] = []
        self._poison = poison
        self.handler = queue_trigger(uses=lambda _: self)(take)

    def take(self, name: str) -> None:
        self.seen.append(name)
        if name in self._poison:
            raise ValueError(name)


def no_retry(message: Any, _: object) -> None:
    """These functions read no queue."""
    raise AssertionError(message)


def take(invocation: Invocation[EventBridgeEvent], consumer: Consumer) -> None:
    assert invocation.event.detail == {"of": invocation.event.detail_type}
    assert invocation.seconds_left() == 900
    consumer.take(invocation.event.detail_type)


@pytest.mark.parametrize("poison", [[], ["a"], ["b", "c"], ["a", "b", "c"]])
def test_of_a_queue_every_event_has_its_turn_and_those_that_fail_are_reported(poison: list[str]) -> None:
    consumer = Consumer(*poison)

    assert failures(consumer.handler, messages("a", "b", "c")) == poison
    assert consumer.seen == ["a", "b", "c"]


@pytest.mark.parametrize("body", ["{", "[]", "null", '{"detail": 1}'])
def test_a_message_that_is_not_an_event_is_reported_and_holds_up_no_other(body: str) -> None:
    consumer = Consumer()
    unreadable = {"messageId": "u", "body": body, "eventSource": "aws:sqs"}

    assert failures(consumer.handler, [unreadable, *messages("a")]) == ["u"]
    assert consumer.seen == ["a"]


@pytest.mark.parametrize("poison", [[], ["11"], ["12", "13"], ["11", "12", "13"]])
def test_of_a_stream_all_records_are_given_at_once_and_those_that_fail_are_reported(
    poison: list[str],
) -> None:
    given: list[list[str]] = []

    def publish(records: Sequence[Mapping[str, Any]], _: object) -> Mapping[int, Exception]:
        numbers = [record["dynamodb"]["SequenceNumber"] for record in records]
        given.append(numbers)
        return {place: ValueError(number) for place, number in enumerate(numbers) if number in poison}

    handler = stream_trigger(uses=lambda _: None, retries=no_retry)(publish)

    assert failures(handler, changes("11", "12", "13")) == poison
    assert given == [["11", "12", "13"]]


def test_a_stream_is_retried_as_a_whole_when_its_function_raises() -> None:
    def publish(records: Sequence[Mapping[str, Any]], _: object) -> Mapping[int, Exception]:
        raise ConnectionError("secret")

    with pytest.raises(InvocationFailed, match=r"^ConnectionError$"):
        stream_trigger(uses=lambda _: None, retries=no_retry)(publish)(
            {"Records": changes("11")}, LambdaContext()
        )


@pytest.mark.parametrize("poison", [[], ["a"], ["b", "c"], ["a", "b", "c"]])
def test_what_waits_in_a_queue_of_the_same_function_has_its_turn_one_by_one(poison: list[str]) -> None:
    seen: list[str] = []

    def retry(message: Any, _: object) -> None:
        seen.append(message["detail"]["of"])
        if seen[-1] in poison:
            raise ValueError(seen[-1])

    def publish(records: Sequence[Mapping[str, Any]], _: object) -> Mapping[int, Exception]:
        raise AssertionError(records)

    handler = stream_trigger(uses=lambda _: None, retries=retry)(publish)

    assert failures(handler, messages("a", "b", "c")) == poison
    assert seen == ["a", "b", "c"]


@pytest.mark.parametrize(("poison", "status"), [([], 200), (["b"], 500), (["a", "b"], 500)])
def test_the_line_says_whether_all_went_well(
    poison: list[str], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    failures(Consumer(*poison).handler, messages("a", "b"))

    line = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (line["operation"], line["status"]) == ("test_batches", status)
    assert line["ServerErrors"] == [int(status == 500)]


def test_batches_at_the_same_time_know_nothing_of_one_another(capsys: pytest.CaptureFixture[str]) -> None:
    all_are_here = Barrier(2, timeout=10)

    def meet(invocation: Invocation[EventBridgeEvent], _: object) -> None:
        all_are_here.wait()
        if invocation.event.detail_type == "bad":
            raise ValueError

    handler = queue_trigger(uses=lambda _: None)(meet)
    with ThreadPoolExecutor(2) as threads:
        reported = list(threads.map(lambda name: failures(handler, messages(name)), ["bad", "good"]))

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert reported == [["bad"], []]
    assert sorted(line["status"] for line in lines if "_aws" in line) == [200, 500]
    assert all(line["ServerErrors"] in ([0], [1]) for line in lines if "_aws" in line)
