"""When deliveries are tried, and what answers say of a receiver."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.domain.messages.events import Event, EventName
from shared.domain.webhooks.deliveries import (
    DISABLED_AFTER,
    RETRIES_AFTER,
    Delivery,
    DeliveryState,
    Failure,
    Outcome,
    Reception,
    delivery_of,
    outcome_of,
)

AT = datetime(2026, 11, 30, 12, 0, 0, 123000, tzinfo=UTC)
SILENT = Outcome(AT, failure=Failure.SILENT)


def delivery(configuration_id: str | None = None) -> Delivery:
    event = Event(EventName.CREATED, "acme", "0" * 32, AT, {})
    return delivery_of(event, {"eventId": "0" * 32}, code="crm", configuration_id=configuration_id)


def test_the_schedule_is_the_published_one() -> None:
    seconds = [span.total_seconds() for span in RETRIES_AFTER]
    assert seconds == [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]


def test_each_failure_puts_the_next_attempt_off_and_the_tenth_is_the_last() -> None:
    tried, at = delivery(), AT
    for wait in RETRIES_AFTER:
        tried = tried.after(outcome_of(500, at))
        assert (tried.state, tried.due) == (DeliveryState.WAITING, at + wait)
        at += wait
    tried = tried.after(outcome_of(500, at))
    assert (tried.state, tried.attempts, tried.due) == (DeliveryState.DEAD, 10, None)


@pytest.mark.parametrize("status", [200, 204, 299])
def test_two_hundreds_are_a_success(status: int) -> None:
    sent = delivery().after(outcome_of(status, AT))
    assert (sent.state, sent.due, sent.attempts) == (DeliveryState.SUCCEEDED, None, 1)


@pytest.mark.parametrize("status", [100, 199, 300, 301, 307, 400, 404, 410, 429, 500, 503, 599])
def test_nothing_else_is(status: int) -> None:
    assert delivery().after(outcome_of(status, AT)).state is DeliveryState.WAITING


@pytest.mark.parametrize("configuration_id", [None, "e1", "with-a-hyphen"])
def test_an_id_says_which_event_it_is_and_is_the_same_each_time(configuration_id: str | None) -> None:
    made = delivery(configuration_id)
    assert made.id == delivery(configuration_id).id
    assert (made.event_id, made.occurred_at) == ("0" * 32, AT)


def test_a_silent_receiver_is_failing_at_once_and_another_after_five_failures() -> None:
    assert Reception().after([SILENT]).is_failing
    four = Reception().after([outcome_of(500, AT)] * 4)
    assert not four.is_failing
    assert four.after([outcome_of(500, AT)]).is_failing


def test_pauses_grow_up_to_a_minute() -> None:
    reception, pauses = Reception(), []
    for _ in range(7):
        reception = reception.after([SILENT])
        assert reception.not_before is not None
        pauses.append((reception.not_before - AT).total_seconds())
    assert pauses == [5, 10, 20, 40, 60, 60, 60]


def test_one_success_makes_it_well() -> None:
    failing = Reception(wakes_at=AT).after([SILENT, SILENT])
    assert failing.after([outcome_of(200, AT)]) == Reception(wakes_at=AT)
    assert Reception().after([outcome_of(200, AT)]) == Reception()


def test_it_is_given_up_when_it_is_gone_or_after_three_days_without_a_success() -> None:
    failing = Reception().after([outcome_of(500, AT)])
    almost = outcome_of(500, AT + DISABLED_AFTER - timedelta(seconds=1))
    assert not failing.is_given_up([almost])
    assert failing.is_given_up([outcome_of(500, AT + DISABLED_AFTER)])
    assert Reception().is_given_up([outcome_of(410, AT)])
    assert not Reception().is_given_up([outcome_of(404, AT)])
