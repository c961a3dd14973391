"""Figures of the last hour from the log lines of requests."""

import json
import sys
from io import StringIO
from typing import Any

import pytest

from local.health import log_figures
from local.health.log_figures import Figures, LogFigures, Refusal
from local.health.routes import dollars_of_a_million, requests_answer
from local.http.messages import Request
from shared.runtime.observability import RequestRecord, line_of, recorded
from tests.contract.costs_table import COSTS, asked_of_dynamodb


class Clock:
    minute = 1000

    def __call__(self) -> int:
        return self.minute


def line(
    operation: str, status: int = 200, milliseconds: float = 10.0, requests: int = 1, request_id: str = ""
) -> str:
    known = dict(line_of(RequestRecord(operation, status=status, request_id=request_id)))
    return json.dumps(known | {"Duration": [milliseconds], "DynamoDbRequests": [requests]}) + "\n"


def figures(clock: Clock | None = None) -> tuple[LogFigures, StringIO]:
    shown = StringIO()
    return LogFigures(shown, {"get_customer", "log_in"}, clock or Clock()), shown


def answered(figures: LogFigures, method: str = "GET") -> tuple[int, dict[str | None, dict[str, Any]]]:
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


def refusal(status: int, *, operation: str | None = "get_customer", **others: bool) -> Refusal:
    return Refusal(operation=operation, request_id="r-1", status=status, milliseconds=30_000.0, **others)


def test_what_the_gateway_refuses_by_itself_is_counted_and_costs_no_function() -> None:
    log, _ = figures()
    log.write(line("get_customer"))
    log.count_refusal(refusal(401))
    log.count_refusal(refusal(403, asked=True))
    log.count_refusal(refusal(403))
    log.count_refusal(refusal(413))
    log.count_refusal(refusal(500, asked=True))
    log.count_refusal(refusal(404, operation=None))

    _, content = answered(log)

    one, million = content["get_customer"], dollars_of_a_million()
    assert (one["requests"], one["refused"], one["failed"]) == (6, 4, 1)
    assert one["p95"] == pytest.approx(10, rel=0.06)
    of_gateway, of_authorizer = dollars_of_a_million("gateway")["get_customer"], million["authorize_request"]
    assert of_authorizer > 0
    refused = 5 * of_gateway + 2 * of_authorizer
    assert one["dollars"] == pytest.approx((million["get_customer"] + refused) / 1_000_000)
    assert content[None]["refused"] == 1
    assert content[None]["dollars"] == pytest.approx(of_gateway / 1_000_000)
    assert content[""]["requests"] == 7


@pytest.mark.parametrize("is_late", [True, False])
def test_a_request_whose_function_is_not_answered_counts_once_as_the_client_sees_it(is_late: bool) -> None:
    log, _ = figures()
    written = line("get_customer", 200, 31_000.0, requests=3, request_id="r-1")
    if is_late:
        log.count_refusal(refusal(503, invoked=True))
        log.write(written)
    else:
        log.write(written)
        log.count_refusal(refusal(503, invoked=True))

    _, content = answered(log)

    one = content["get_customer"]
    assert (one["requests"], one["refused"], one["failed"], one["storageRequests"]) == (1, 0, 1, 3)
    assert one["dollars"] == pytest.approx(dollars_of_a_million()["get_customer"] / 1_000_000)
    assert one["p50"] is not None


def test_only_the_latest_requests_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_figures, "_REMEMBERED", 2)
    log, _ = figures()
    for each in range(4):
        log.write(line("get_customer", request_id=f"r-{each}"))

    assert len(log._lines) == 2
