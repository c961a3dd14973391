"""The lines that are metrics of projections and of deliveries."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.domain.webhooks.deliveries import RETRIES_AFTER, Delivery, outcome_of
from shared.runtime.figures import count_deliveries, measure_projection

AT = datetime(2026, 11, 30, tzinfo=UTC)
CANARY = "canary"
NEW = Delivery(
    tenant="acme",
    code="crm",
    id="1764460800000-e1",
    configuration_id=None,
    event_type="customer.created",
    payload={"lastName": CANARY},
)
SENT = NEW.after(outcome_of(204, AT))
FAILED = NEW.after(outcome_of(500, AT))
DEAD = replace(NEW, attempts=len(RETRIES_AFTER)).after(outcome_of(500, AT))


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What has been written, without the service's name and the instant, and how each metric is named."""
    found = []
    for text in capsys.readouterr().out.splitlines():
        assert CANARY not in text
        line = json.loads(text)
        (directive,) = line.pop("_aws")["CloudWatchMetrics"]
        (dimensions,) = directive["Dimensions"]
        assert line.pop("service") == "customer-service"
        assert set(dimensions) <= {"service", "projection", "outcome"}
        metrics = {metric["Name"]: metric["Unit"] for metric in directive["Metrics"]}
        found.append(line | {"metrics": metrics})
    return found


@pytest.mark.parametrize(
    ("lag", "written"),
    [(timedelta(seconds=61.5), 61.5), (timedelta(milliseconds=-5), 0.0), (timedelta(0), 0.0)],
)
def test_a_projection_has_its_lag_and_what_waits_for_its_next_try(
    lag: timedelta, written: float, capsys: pytest.CaptureFixture[str]
) -> None:
    measure_projection("feed", lag=lag, queued=2)
    measure_projection("events", lag=lag, queued=0)

    assert lines(capsys) == [
        {
            "projection": "feed",
            "ProjectionLag": [written],
            "QueuedRetries": [2],
            "metrics": {"ProjectionLag": "Seconds", "QueuedRetries": "Count"},
        },
        {"projection": "events", "ProjectionLag": [written], "metrics": {"ProjectionLag": "Seconds"}},
    ]


def test_where_nothing_could_be_read_there_is_no_lag(capsys: pytest.CaptureFixture[str]) -> None:
    measure_projection("feed", lag=None, queued=1)

    (line,) = lines(capsys)
    assert line == {"projection": "feed", "QueuedRetries": [1], "metrics": {"QueuedRetries": "Count"}}


def test_deliveries_are_counted_by_what_came_of_them_and_by_nothing_else(
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = replace(DEAD, tenant="other")

    count_deliveries([SENT, FAILED, SENT, DEAD, other, DEAD, NEW.given_up(AT)])

    metrics = {"Deliveries": "Count"}
    assert lines(capsys) == [
        {"outcome": "delivered", "Deliveries": [2], "metrics": metrics},
        {"outcome": "failed", "Deliveries": [1], "metrics": metrics, "webhooks": ["acme/crm"]},
        {"outcome": "dead", "Deliveries": [3], "metrics": metrics, "webhooks": ["acme/crm", "other/crm"]},
        {"outcome": "disabled", "Deliveries": [1], "metrics": metrics, "webhooks": ["acme/crm"]},
    ]
