"""The days of a password migration (api.md §4, Retention)."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shared.domain.errors import ValidationFailed
from shared.domain.log_in.retention import Retention, new_retention, retention_document

TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)
DAYS = st.dates(TODAY - 400 * DAY, TODAY + 400 * DAY)


def refused_field(members: Mapping[str, object]) -> str | None:
    with pytest.raises(ValidationFailed) as refusal:
        new_retention(members, TODAY)
    (problem,) = refusal.value.problems
    return problem.field


@given(end=DAYS, reminder=DAYS)
def test_the_reminder_is_from_today_to_the_day_before_the_end(end: date, reminder: date) -> None:
    members = {"retentionEndDate": end, "emailReminderDate": reminder}

    if end <= TODAY:
        assert refused_field(members) == "retentionEndDate"
    elif not TODAY <= reminder < end:
        assert refused_field(members) == "emailReminderDate"
    else:
        assert new_retention(members, TODAY) == Retention(end, reminder, notifies=True)


@given(end=DAYS)
def test_the_default_reminder_is_one_that_could_have_been_asked_for(end: date) -> None:
    assume(end > TODAY)

    retention = new_retention({"retentionEndDate": end, "emailReminderDate": None}, TODAY)

    assert (
        new_retention({"retentionEndDate": end, "emailReminderDate": retention.reminder}, TODAY) == retention
    )


@pytest.mark.parametrize(
    ("days_to_the_end", "days_to_the_reminder"),
    [(365, 358), (9, 2), (8, 1), (7, 1), (3, 1), (2, 1), (1, 0)],
)
def test_the_default_reminder_is_a_week_before_the_end_or_tomorrow(
    days_to_the_end: int, days_to_the_reminder: int
) -> None:
    retention = new_retention({"retentionEndDate": TODAY + days_to_the_end * DAY}, TODAY)

    assert retention.reminder == TODAY + days_to_the_reminder * DAY


@pytest.mark.parametrize(("given_value", "notifies"), [(None, True), (True, True), (False, False)])
def test_mail_goes_out_unless_it_is_turned_off(given_value: bool | None, notifies: bool) -> None:
    members = {"retentionEndDate": TODAY + 30 * DAY, "emailNotificationsEnabled": given_value}

    assert new_retention(members, TODAY).notifies is notifies


def test_a_migration_is_active_until_the_day_before_its_end() -> None:
    retention = Retention(TODAY + DAY, TODAY)

    assert retention.is_active(TODAY)
    assert not retention.is_active(TODAY + DAY)


def test_days_are_written_as_they_are_read() -> None:
    assert retention_document(Retention(date(2027, 1, 2), date(2026, 12, 31), notifies=False)) == {
        "retentionEndDate": "2027-01-02",
        "emailReminderDate": "2026-12-31",
        "emailNotificationsEnabled": False,
    }
