"""Figures of the last hour from the log lines of requests."""

import json
import sys
from io import StringIO

import pytest

from local.health.log_figures import Figures, LogFigures
from local.health.routes import dollars_of_a_million, requests_answer
from local.http.messages import Request
from shared.runtime.observability import RequestRecord, line_of, recorded
from tests.contract.costs_table import COSTS, asked_of_dynamodb


class Clock:
    minute = 1000

    def __call__(self) -> int:
        return self.minute


def line(operation: str, status: int = 200, milliseconds: float = 10.0, requests: int = 1) -> str:
    known = dict(line_of(RequestRecord(operation, status=status)))
    return json.dumps(known | {"Duration": [milliseconds], "DynamoDbRequests": [requests]}) + "\n"


def figures(clock: Clock | None = None) -> tuple[LogFigures, StringIO]:
    shown = StringIO()
    return LogFigures(shown, {"get_customer", "log_in"}, clock or Clock()), shown


def answered(figures: LogFigures, method: str = "GET") -> tuple[int, dict[str, dict[str, object]]]:
    answer = requests_answer(
        figures, Request("an-id", method, "/_local/requests", "", "HTTP/1.1", (), "127.0.0.1", b"")
    )
    if answer.status != 200:
        return answer.status, {}
    content = json.loads(answer.body)
    return 200, {each["operation"]: each for each in content["operations"]} | {"": content["together"]}


def test_the_lines_go_on_to_where_they_went() -> None:
    log, shown = figures()

    log.write(line("get_customer"))
    log.write("something else\n")

    assert shown.getvalue().count("\n") == 2
    assert shown.getvalue().endswith("something else\n")


def test_requests_are_counted_by_operation_and_how_they_ended() -> None:
    log, _ = figures()
    for status in (200, 201, 404, 429, 500, 503, 503):
        log.write(line("get_customer", status, requests=2))
    log.write(line("log_in"))
    log.write(line("on_customer_changed"))  # of no API
    log.write('{"_aws": {}, "projection": "history"}\n')

    found = log.of_last_hour()

    assert found.keys() == {"get_customer", "log_in"}
    one = found["get_customer"]
    assert (one.requests, one.refused, one.failed, one.storage_requests) == (7, 2, 3, 14)


@pytest.mark.parametrize("milliseconds", [0.0, 0.4, 9.99, 10.0, 250.0, 29_000.0])
def test_a_duration_is_known_to_five_percent(milliseconds: float) -> None:
    log, _ = figures()
    log.write(line("log_in", milliseconds=milliseconds))

    shown = log.of_last_hour()["log_in"].quantile(0.5)

    assert shown is not None
    assert milliseconds <= shown <= max(milliseconds, 0.01) * 1.06


def test_quantiles_are_those_of_all_requests() -> None:
    log, _ = figures()
    for milliseconds in range(1, 101):
        log.write(line("log_in", milliseconds=milliseconds))

    found = log.of_last_hour()["log_in"]

    assert found.quantile(0.5) == pytest.approx(50, rel=0.06)
    assert found.quantile(0.95) == pytest.approx(95, rel=0.06)
    assert Figures().quantile(0.95) is None


def test_after_an_hour_nothing_is_left_of_a_request() -> None:
    clock = Clock()
    log, _ = figures(clock)
    log.write(line("log_in"))

    clock.minute += 59
    log.write(line("log_in"))
    assert log.of_last_hour()["log_in"].requests == 2

    clock.minute += 1
    assert log.of_last_hour()["log_in"].requests == 1
    clock.minute += 59
    assert log.of_last_hour() == {}


def test_costs_are_those_of_the_documents() -> None:
    log, _ = figures()
    for _n in range(1000):
        log.write(line("get_customer"))
    log.write(line("log_in", 503))

    status, content = answered(log)

    million = dollars_of_a_million()
    assert million.keys() == asked_of_dynamodb(COSTS).keys()
    assert status == 200
    assert content["get_customer"]["dollars"] == pytest.approx(million["get_customer"] / 1000)
    both = million["get_customer"] / 1000 + million["log_in"] / 1_000_000
    assert content[""]["dollars"] == pytest.approx(both)
    assert (content[""]["requests"], content[""]["failed"]) == (1001, 1)
    assert answered(log, "POST")[0] == 405


def test_it_reads_the_lines_that_operations_write(monkeypatch: pytest.MonkeyPatch) -> None:
    log, _ = figures()
    monkeypatch.setattr(sys, "stdout", log)

    with recorded("log_in") as record:
        record.status = 401

    assert log.of_last_hour()["log_in"].refused == 1
