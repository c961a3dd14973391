"""When a schedule is due."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.triggers.cron import UnknownSchedule, cron_from

MINUTES = st.sets(st.integers(0, 59), min_size=1, max_size=3)
HOURS = st.sets(st.integers(0, 23), min_size=1, max_size=3)
INSTANTS = st.integers(1767225600, 1830297600).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@pytest.mark.parametrize(
    ("expression", "instant", "due"),
    [
        ("cron(0 2 * * ? *)", "2026-11-22T01:59:59+00:00", "2026-11-22T02:00:00+00:00"),
        ("cron(0 2 * * ? *)", "2026-11-22T02:00:00+00:00", "2026-11-23T02:00:00+00:00"),
        ("cron(0 2 ? * * *)", "2026-12-31T02:00:01+00:00", "2027-01-01T02:00:00+00:00"),
        ("cron(15,45 * * * ? *)", "2026-11-22T01:15:00+00:00", "2026-11-22T01:45:00+00:00"),
        ("cron(* 5 * * ? *)", "2026-11-22T05:59:00+00:00", "2026-11-23T05:00:00+00:00"),
    ],
)
def test_it_is_due_at_the_next_of_its_times(expression: str, instant: str, due: str) -> None:
    assert cron_from(expression).after(datetime.fromisoformat(instant)) == datetime.fromisoformat(due)


@given(MINUTES, HOURS, INSTANTS)
def test_no_time_of_it_is_left_out(minutes: set[int], hours: set[int], instant: datetime) -> None:
    expression = f"cron({','.join(map(str, minutes))} {','.join(map(str, hours))} * * ? *)"

    due = cron_from(expression).after(instant)

    assert (due.minute in minutes, due.hour in hours, due.second, due.microsecond) == (True, True, 0, 0)
    between = instant.replace(second=0, microsecond=0) + timedelta(minutes=1)
    while between < due:
        assert between.minute not in minutes or between.hour not in hours
        between += timedelta(minutes=1)
    assert instant < due


@pytest.mark.parametrize(
    "expression",
    [
        "rate(1 day)",
        "cron(0 2 * * ?)",
        "cron(60 2 * * ? *)",
        "cron(0 24 * * ? *)",
        "cron(0/5 2 * * ? *)",
        "cron(0-5 2 * * ? *)",
        "cron(? 2 * * ? *)",
        "cron(0 2 1 * ? *)",
        "cron(0 2 * 6 ? *)",
        "cron(0 2 ? * MON *)",
        "cron(0 2 * * ? 2027)",
        "cron(0 2 * * ? *) ",
        "cron(٠ 2 * * ? *)",
    ],
)
def test_what_is_not_understood_is_refused(expression: str) -> None:
    with pytest.raises(UnknownSchedule):
        cron_from(expression)
