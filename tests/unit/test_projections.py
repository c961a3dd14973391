"""Projections do not wait for one another: what one fails to make waits for that one alone."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.domain.callers.writer import NOBODY
from shared.domain.customers.profile_written import ProfileWritten
from shared.domain.messages.events import Change
from shared.runtime.deadline import share_of_time
from shared.use_cases.projections import project_changes as projecting
from shared.use_cases.projections.project_changes import (
    ProjectionPorts,
    UnknownProjection,
    project_again,
    project_changes,
)
from shared.use_cases.projections.projection import Projection

AT = datetime(2026, 11, 30, tzinfo=UTC)
Record = Mapping[str, Any]
RECORDS: Sequence[Record] = [{"id": name} for name in ("a", "b", "c", "d")]


class Reader:
    """Reads records of which some cannot be read, and some are about nothing."""

    def read(self, record: Record) -> Change | None:
        if record["id"] == "unreadable":
            raise KeyError("dynamodb")
        if record["id"] == "nothing":
            return None
        return ProfileWritten(before=None, after=None, write_id=record["id"], writer=NOBODY, at=AT)

    def written_at(self, record: Record) -> datetime:
        return AT - timedelta(seconds=record.get("age", 0))


@dataclass
class Store:
    """Keeps rows, apart from those that it refuses, or none as long as it is broken."""

    refuses: tuple[str, ...] = ()
    is_broken: bool = False
    rows: list[str] = field(default_factory=list)

    def put(self, rows: Sequence[str], /) -> Mapping[int, Exception]:
        assert rows, "a store is not asked for nothing"
        if self.is_broken:
            raise ConnectionError
        self.rows += [row for row in rows if row not in self.refuses]
        return {place: ValueError(row) for place, row in enumerate(rows) if row in self.refuses}


@dataclass
class Retries:
    """Keeps what waits, apart from the records that it refuses."""

    refuses: tuple[str, ...] = ()
    waiting: list[tuple[str, str]] = field(default_factory=list)

    def put(self, retries: Sequence[tuple[str, Record]]) -> Mapping[int, Exception]:
        taken = [(name, record["id"]) for name, record in retries if record["id"] not in self.refuses]
        self.waiting += taken
        return {place: OSError() for place, (_, record) in enumerate(retries) if record["id"] in self.refuses}


@dataclass
class Meter:
    """Notes figures."""

    lags: dict[str, float | None] = field(default_factory=dict)
    queued: dict[str, int] = field(default_factory=dict)

    def __call__(self, projection: str, *, lag: timedelta | None, queued: int) -> None:
        assert projection not in self.lags, "one figure for each projection of a batch"
        self.lags[projection] = None if lag is None else lag.total_seconds()
        self.queued[projection] = queued


def twice(change: Change) -> Sequence[str]:
    assert isinstance(change, ProfileWritten)
    if change.write_id == "poison":
        raise ZeroDivisionError
    return [f"{change.write_id}1", f"{change.write_id}2"]


def ports(*stores: Store, retries: Retries | None = None, meter: Meter | None = None) -> ProjectionPorts:
    projections = [Projection(f"p{place}", twice, store) for place, store in enumerate(stores)]
    return ProjectionPorts(
        reader=Reader(),
        projections=projections,
        retries=retries or Retries(),
        share_of_time=share_of_time,
        meter=meter or (lambda *_, **__: None),
    )


def rows_of(*names: str) -> list[str]:
    return [f"{name}{number}" for name in names for number in (1, 2)]


@pytest.mark.parametrize("broken", [0, 1, 2])
def test_a_store_that_is_broken_holds_up_no_other_projection(broken: int) -> None:
    stores, retries = [Store(is_broken=place == broken) for place in range(3)], Retries()

    failures = project_changes(ports(*stores, retries=retries), RECORDS)

    assert [store.rows for store in stores if not store.is_broken] == [rows_of("a", "b", "c", "d")] * 2
    assert retries.waiting == [(f"p{broken}", name) for name in "abcd"]
    assert [(each.position, each.refusal) for each in failures] == [(place, None) for place in range(4)]


def test_a_record_of_which_one_row_is_refused_comes_again_as_a_whole_and_only_to_that_projection() -> None:
    store, other, retries = Store(refuses=("b2",)), Store(), Retries()

    (failure,) = project_changes(ports(store, other, retries=retries), RECORDS)

    assert store.rows == [row for row in rows_of("a", "b", "c", "d") if row != "b2"]
    assert other.rows == rows_of("a", "b", "c", "d")
    assert retries.waiting == [("p0", "b")]
    assert (failure.projection, failure.position, type(failure.error)) == ("p0", 1, ValueError)


@pytest.mark.parametrize("name", ["poison", "unreadable"])
def test_a_record_that_is_never_made_holds_up_no_other_record(name: str) -> None:
    store, other, retries = Store(), Store(), Retries()

    project_changes(ports(store, other, retries=retries), [{"id": name}, *RECORDS])

    assert store.rows == other.rows == rows_of("a", "b", "c", "d")
    assert retries.waiting == [("p0", name), ("p1", name)]


def test_only_where_the_queue_refuses_a_record_the_stream_has_to_give_it_again() -> None:
    retries = Retries(refuses=("c",))

    failures = project_changes(ports(Store(is_broken=True), Store(), retries=retries), RECORDS)

    assert retries.waiting == [("p0", name) for name in "abd"]
    assert [each.position for each in failures if each.refusal is not None] == [2]


def test_what_waits_is_made_by_its_projection_alone() -> None:
    store, other = Store(), Store()

    project_again(ports(store, other), "p1", {"id": "a"})
    project_again(ports(store, other), "p1", {"id": "nothing"})

    assert (store.rows, other.rows) == ([], rows_of("a"))


@pytest.mark.parametrize(
    ("name", "record", "error"),
    [
        ("p0", "poison", ZeroDivisionError),
        ("p0", "unreadable", KeyError),
        ("p0", "b", ValueError),
        ("p1", "a", ConnectionError),
        ("p7", "a", UnknownProjection),
    ],
)
def test_what_fails_again_says_why(name: str, record: str, error: type[Exception]) -> None:
    made = ports(Store(refuses=("b1",)), Store(is_broken=True))

    with pytest.raises(error):
        project_again(made, name, {"id": record})


def test_nothing_follows_from_a_record_about_nothing() -> None:
    store, retries = Store(), Retries()

    assert project_changes(ports(store, retries=retries), [{"id": "nothing"}]) == []
    assert (store.rows, retries.waiting) == ([], [])


class Clock:
    """A second passes at each look."""

    def __init__(self) -> None:
        self.at = AT

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projecting, "now", Clock())


@pytest.mark.usefixtures("_clock")
def test_a_projection_lags_by_the_time_since_the_first_write_of_the_batch() -> None:
    meter = Meter()
    records: Sequence[Record] = [
        {"id": "a", "age": 3},
        {"id": "b", "age": 40},
        {"id": "nothing", "age": 900},
        {"id": "c"},
    ]

    project_changes(ports(Store(), Store(), meter=meter), records)

    assert meter.lags == {"p0": 41, "p1": 42}
    assert meter.queued == {"p0": 0, "p1": 0}


@pytest.mark.usefixtures("_clock")
def test_only_what_the_queue_has_taken_is_counted_as_waiting_there() -> None:
    meter, retries = Meter(), Retries(refuses=("c",))

    project_changes(ports(Store(is_broken=True), Store(), retries=retries, meter=meter), RECORDS)

    assert meter.queued == {"p0": 3, "p1": 0}
    assert meter.lags == {"p0": 1, "p1": 2}


def test_of_records_that_cannot_be_read_there_is_no_lag_but_their_number() -> None:
    meter = Meter()

    project_changes(ports(Store(), Store(), meter=meter), [{"id": "unreadable"}])

    assert (meter.lags, meter.queued) == ({"p0": None, "p1": None}, {"p0": 1, "p1": 1})


def test_a_batch_from_which_nothing_follows_has_no_figures() -> None:
    meter = Meter()

    project_changes(ports(Store(), meter=meter), [{"id": "nothing", "age": 900}])

    assert meter.lags == {}


@pytest.mark.usefixtures("_clock")
@pytest.mark.parametrize("is_broken", [False, True])
def test_what_waits_lags_for_as_long_as_it_waits_whether_it_fails_again_or_not(*, is_broken: bool) -> None:
    meter = Meter()
    made = ports(Store(), Store(is_broken=is_broken), meter=meter)

    with pytest.raises(ConnectionError) if is_broken else nullcontext():
        project_again(made, "p1", {"id": "a", "age": 180})

    assert (meter.lags, meter.queued) == ({"p1": 181}, {"p1": 0})
