"""The queue of records whose projection has failed, when it does not answer and when time is short."""

import time
from math import inf
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from shared.adapters.events.projection_retries import ProjectionRetries
from shared.adapters.events.queue import NotQueued, SqsQueue

RETRIES = [("history", {"id": str(place)}) for place in range(35)]


def queue(asked: list[str], ends_at: float = inf) -> ProjectionRetries:
    """A queue that does not answer."""
    made = SqsQueue("https://sqs.example/queue", lambda: ends_at)

    def no_answer(request: Any, **_: Any) -> None:
        asked.append(request.url)
        raise EndpointConnectionError(endpoint_url=request.url)

    made._client.meta.events.register("before-send.sqs.SendMessageBatch", no_answer)
    return ProjectionRetries(made)


def test_a_queue_that_does_not_answer_is_asked_once_and_all_that_is_left_is_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    asked: list[str] = []

    failed = queue(asked).put(RETRIES)

    assert {place: type(error) for place, error in failed.items()} == dict.fromkeys(
        range(35), EndpointConnectionError
    )
    assert len(asked) == 2  # one call, and its retry


def test_when_time_is_up_it_is_not_asked() -> None:
    asked: list[str] = []

    failed = queue(asked, ends_at=0).put(RETRIES)

    assert {place: type(error) for place, error in failed.items()} == dict.fromkeys(range(35), NotQueued)
    assert asked == []


def test_its_calls_are_over_in_time() -> None:
    config = queue([])._queue._client.meta.config

    assert 2 * (config.connect_timeout + config.read_timeout) + 1 <= 9
