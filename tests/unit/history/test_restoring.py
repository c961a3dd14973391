"""A version that the history does not reach is awaited as long as its entry may come, then it is gone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.domain.customers.customer import Customer
from shared.domain.errors import Conflict, Gone
from shared.domain.history import restoring
from shared.domain.history.entries import Author, Entry, Happened
from shared.domain.history.restoring import members_at
from tests.unit.generated_customers import LATER, create

NOW = LATER
SECONDS, HOURS = timedelta(seconds=5), timedelta(hours=2)


def customer(age: timedelta) -> Customer:
    return replace(create({"lastName": "Weber"}), version=6, modified_at=NOW - age)


def entry(version: int, age: timedelta = SECONDS, step: int = 0, *, is_whole: bool = True) -> Entry:
    event = Happened.UPDATED if not step else Happened.SESSIONS_ENDED
    return Entry(
        version=version,
        step=step,
        at=NOW - age,
        event=event,
        author=Author("a-client"),
        is_whole=is_whole,
    )


@pytest.mark.parametrize(
    ("entries", "age", "error"),
    [
        ([entry(5), entry(4)], SECONDS, Conflict),  # the latest one
        ([entry(6), entry(4)], SECONDS, Conflict),  # one between
        ([entry(6, step=1), entry(6), entry(4)], SECONDS, Conflict),
        ([entry(6, step=1), entry(5), entry(4)], SECONDS, Conflict),  # a version of which more is there
        ([entry(6), entry(5)], SECONDS, None),  # the one that is wanted does not matter
        ([entry(6)], SECONDS, Conflict),  # nothing further back
        ([entry(6), entry(4, is_whole=False)], SECONDS, Conflict),
        ([entry(5), entry(4)], HOURS, Gone),
        ([entry(6, HOURS), entry(4, HOURS)], HOURS, Gone),
        ([entry(6, SECONDS), entry(5, HOURS)], SECONDS, None),
        ([entry(6, HOURS)], HOURS, Gone),
        ([entry(6), entry(5, is_whole=False), entry(4)], SECONDS, Gone),  # no time mends that
    ],
)
def test_a_gap_is_awaited_for_an_hour(
    entries: list[Entry], age: timedelta, error: type[Exception] | None
) -> None:
    if error is None:
        members_at(4, customer(age), entries, NOW)
        return
    with pytest.raises(error):
        members_at(4, customer(age), entries, NOW)


def test_more_changes_than_are_undone_are_not_awaited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restoring, "MAX_UNDONE", 1)

    with pytest.raises(Gone):
        members_at(4, customer(SECONDS), [entry(6), entry(5)], NOW)


def test_what_was_before_the_customer_came_within_reach_is_not_awaited() -> None:
    with pytest.raises(Gone):
        members_at(4, customer(SECONDS), [replace(entry(6), is_arrival=True)], NOW)
