"""Calls that run at once."""

from contextvars import ContextVar
from functools import partial
from threading import Barrier, Event

import pytest

from shared.domain.side_by_side import side_by_side

_CASE: ContextVar[str] = ContextVar("case")


def test_results_are_in_the_order_of_the_calls_which_run_at_once_in_the_callers_context() -> None:
    barrier = Barrier(3, timeout=10)
    _CASE.set("at hand")

    def call(number: int) -> tuple[int, str]:
        barrier.wait()
        return number, _CASE.get()

    calls = [partial(call, number) for number in range(3)]
    assert side_by_side(calls) == [(0, "at hand"), (1, "at hand"), (2, "at hand")]


def test_an_error_is_raised_when_the_other_calls_have_ended() -> None:
    failed, ended = Event(), []

    def fail() -> None:
        failed.set()
        raise LookupError

    def end() -> None:
        assert failed.wait(10)
        ended.append(1)

    with pytest.raises(LookupError):
        side_by_side([fail, end])
    assert ended


def test_there_may_be_one_call_or_none() -> None:
    assert side_by_side([]) == []
    assert side_by_side([lambda: 1], at_most=8) == [1]
