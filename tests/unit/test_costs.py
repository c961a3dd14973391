"""The cost of calls: read and write units of requests, durations, and dollars."""

import json
from collections import Counter
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from tools.costs.costing import Cost, Usage, usage_of
from tools.costs.prices import prices
from tools.costs.report import as_json, as_markdown, as_table, of_searches
from tools.costs.searching import READ_UNITS, dollars_of_searches, months
from tools.costs.units import read_units, write_units
from tools.rehearsal.recording import Exchange, Recording


def exchange(operation: str, parameters: Any, answer: Any, status: int = 200) -> Exchange:
    return Exchange(operation, parameters, status, json.dumps(answer).encode())


def item(size: int) -> dict[str, Any]:
    """An item of so many bytes."""
    return {"a": {"S": "x" * (size - 1)}}


def test_reads_and_writes_cost_what_the_engine_says() -> None:
    one, both = {"CapacityUnits": 1.5}, [{"CapacityUnits": 8.0}, {"CapacityUnits": 3.0}]

    assert read_units(exchange("Query", {}, {"ConsumedCapacity": one})) == 1.5
    assert read_units(exchange("BatchGetItem", {}, {"ConsumedCapacity": both})) == 11
    assert write_units(exchange("PutItem", {}, {"ConsumedCapacity": one})) == 1.5
    assert write_units(exchange("TransactWriteItems", {}, {"ConsumedCapacity": both})) == 11


def test_a_read_costs_no_write_units_and_a_write_no_read_units() -> None:
    assert write_units(exchange("GetItem", {}, {"ConsumedCapacity": {"CapacityUnits": 1.0}})) == 0
    assert read_units(exchange("PutItem", {}, {"ConsumedCapacity": {"CapacityUnits": 2.0}})) == 0


@pytest.mark.parametrize(("found", "units"), [({}, 1), ({"Item": item(1500)}, 2)])
def test_a_write_whose_condition_fails_costs_as_much_as_what_it_found(found: Any, units: float) -> None:
    failed = {"__type": "ConditionalCheckFailedException", **found}

    assert write_units(exchange("UpdateItem", {}, failed, status=400)) == units


def test_a_call_runs_longer_the_less_of_a_vcpu_its_function_has() -> None:
    durations = prices().durations

    whole = durations.milliseconds(1769, requests=0, hashes=1)
    half = durations.milliseconds(1769 // 2, requests=0, hashes=1)
    more = durations.milliseconds(3008, requests=0, hashes=1)

    assert whole == durations.of_call + durations.of_hash
    assert half == pytest.approx(2 * whole, rel=0.01)
    assert more == whole  # one thread uses one vCPU


def used(recorded: Recording) -> Usage:
    rehearsal: Any = SimpleNamespace(
        recorded=recorded,
        case=SimpleNamespace(sample=SimpleNamespace(function=SimpleNamespace(memory=1769))),
    )
    return usage_of(rehearsal, prices())


def test_how_long_this_machine_took_changes_nothing() -> None:
    lines = [
        f'{{"operation":"log_in","Duration":[{took}],"status":200}}' for took in ("0.0", "7.3", "41250.17")
    ]

    once, again, busy = (used(Recording(lines=["started", line])) for line in lines)

    assert once == again == busy
    assert once.log_bytes == sum(map(len, ["started", lines[1]])) + len("0") + 2 * 26


def test_an_answer_that_is_kept_back_takes_as_long_as_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.costs.costing.environment", lambda: SimpleNamespace(refusal_floor=0.5))

    assert used(Recording(is_kept_back=True)).milliseconds == 500
    assert used(Recording(is_kept_back=False)).milliseconds < 50
    assert used(Recording(is_kept_back=True, hashes=100)).milliseconds > 500


@pytest.fixture
def cost() -> Cost:
    usage = Usage(
        Counter(GetItem=1),
        read_units=1.0,
        write_units=0.0,
        log_bytes=480,
        kms_requests=0,
        milliseconds=11.0,
        memory=1024,
    )
    return Cost("get_customer", usage, gateway=1, function=0.35, logs=0.24, dynamodb=0.125, kms=0)


def test_searches_of_a_month_cost_by_what_is_stored_and_by_how_many_they_are(cost: Cost) -> None:
    few, many, most = months(cost, prices())

    of_one = dollars_of_searches(cost, prices()) / 1_000_000
    assert of_one == pytest.approx((1 + 0.35 + 0.24) / 1e6 + READ_UNITS * prices().read_unit)
    assert few.dollars[2] - few.dollars[0] == pytest.approx(730 * 9_999 * of_one)
    assert many.dollars[0] - few.dollars[0] == pytest.approx(990_000 * 11 * 188 / 2**30 * 0.25)
    assert most.dollars[0] < 6


def test_beside_them_is_the_least_that_a_search_cluster_costs(cost: Cost) -> None:
    text = of_searches([replace(cost, name="search_customers")], prices())

    assert text.count("| 175 or 350 | 526 |") == 3
    assert prices().open_search.as_of in text


@pytest.mark.parametrize("shown", [as_table, as_markdown, as_json])
def test_costs_are_shown_with_the_region_and_the_day_of_the_prices(cost: Cost, shown: Any) -> None:
    text = shown([cost], prices())

    assert prices().region in text
    assert prices().as_of in text
    assert "get_customer" in text


def test_programs_get_every_part_of_a_cost(cost: Cost) -> None:
    (operation,) = json.loads(as_json([cost], prices()))["operations"]

    assert operation["requests"] == {"GetItem": 1}
    assert operation["dollarsPerMillion"] == {
        "gateway": 1,
        "lambda": 0.35,
        "logs": 0.24,
        "dynamodb": 0.125,
        "kms": 0,
        "together": 1.715,
    }
