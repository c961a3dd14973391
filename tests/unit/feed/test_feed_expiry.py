"""Whatever expires, pauses or is configured: a reader is told everything, or that it has to begin again."""

import os
from datetime import timedelta

import pytest

import shared.adapters.dynamodb.stores.feeds as store
import shared.use_cases.feed.read_feed as reading
from shared.domain.callers.access import EVERYWHERE
from shared.domain.errors import Gone
from shared.domain.feed.changes import FeedEvent, Row
from shared.domain.feed.log import Cursor, FeedPaused, Position, Segment
from shared.use_cases.feed.read_feed import read_feed
from tests.unit.feed.expiry import BEGUN, SHARD, SLACK, TENANT, Clock, Weeks

SCHEDULES = int(os.environ.get("FEED_SCHEDULES", "300"))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(store, "now", clock.now)
    monkeypatch.setattr(store, "time", clock)
    monkeypatch.setattr(reading, "now", clock.now)
    return clock


def test_nothing_is_passed_over_in_silence(clock: Clock) -> None:
    for seed in range(SCHEDULES // 10):
        clock.at = BEGUN
        weeks = Weeks(seed, clock)
        try:
            weeks.run()
        except AssertionError as error:
            raise AssertionError(f"schedule {seed}, {clock.at - BEGUN} later: {error}") from error


class Reported:
    """One log, its writers, and what a reader of everything is told."""

    def __init__(self, clock: Clock) -> None:
        self.weeks = Weeks(0, clock)
        self.clock = clock
        self.written = 0

    def write(self, count: int = 1, days: int = 30) -> None:
        """Append changes, each by itself, in a process that knows nothing."""
        feeds = store.Feeds(self.weeks.table)  # type: ignore[arg-type]
        for _ in range(count):
            place = feeds.free(TENANT, SHARD, days)
            self.put(feeds, place, days)

    def put(self, feeds: store.Feeds, place: Position, days: int = 30) -> Segment | None:
        self.written += 1
        number = f"c{self.written}"
        row = Row(number, 1, FeedEvent.CREATED, self.clock.at, None, None)
        until = self.clock.at + timedelta(days=days) + SLACK
        return feeds.append(TENANT, SHARD, Segment(place, (row,), number), until)

    def read(self, since: Cursor | None, size: int = 60) -> tuple[list[str], Cursor]:
        page = read_feed(self.weeks.ports, TENANT, EVERYWHERE, since, size)
        return [row.number for row, _ in page.rows], page.cursor

    def later(self, **passed: float) -> None:
        """Let time pass; all that has expired goes."""
        self.clock.at += timedelta(**passed)
        for _ in range(20):
            self.weeks.table.expire(self.weeks.random)


def test_a_pause_in_the_middle_of_a_backlog_counts_from_what_was_read(clock: Clock) -> None:
    feed = Reported(clock)
    _, since = feed.read(None)
    feed.write(40)
    feed.later(days=29)
    told, since = feed.read(since, size=10)
    assert len(told) == 10

    feed.later(days=4)

    with pytest.raises(Gone):
        feed.read(since)
    feed.write()
    with pytest.raises(Gone):
        feed.read(since)


def test_a_log_whose_days_were_made_fewer_does_not_begin_at_a_former_place(clock: Clock) -> None:
    feed = Reported(clock)
    feed.write(3, days=30)
    feed.write(4, days=1)
    _, since = feed.read(None)
    for _ in range(5):
        feed.later(hours=20)
        told, since = feed.read(since)
        assert told == []
    feed.write(1, days=1)

    assert feed.read(since)[0] == ["c8"]


def test_days_that_were_fewer_for_a_while_are_not_forgotten(clock: Clock) -> None:
    feed = Reported(clock)
    feed.write(1, days=30)
    feed.later(days=31)
    _, since = feed.read(None)
    feed.write(2, days=1)
    feed.later(days=6)
    feed.write(1, days=30)

    with pytest.raises(Gone):
        feed.read(since)
    _, since = feed.read(None)
    feed.write(1, days=30)
    feed.later(days=29)
    assert feed.read(since)[0] == ["c5"]


def test_who_believes_in_the_first_place_of_a_generation_does_not_append_behind_readers(clock: Clock) -> None:
    feed = Reported(clock)
    slow = store.Feeds(feed.weeks.table)  # type: ignore[arg-type]
    place = slow.free(TENANT, SHARD, 30)
    feed.later(hours=23, minutes=59, seconds=58)
    assert store.Feeds(feed.weeks.table).free(TENANT, SHARD, 30) == place  # type: ignore[arg-type]
    feed.later(minutes=1)
    feed.write()
    _, since = feed.read(None)

    other = feed.put(slow, place)

    assert other is not None
    assert feed.read(since)[0] == []


def test_a_process_that_did_not_hear_of_the_pause_does_not_append_before_it(clock: Clock) -> None:
    feed = Reported(clock)
    slow, other = (store.Feeds(feed.weeks.table) for _ in range(2))  # type: ignore[arg-type]
    feed.put(slow, slow.free(TENANT, SHARD, 30))
    place = slow.free(TENANT, SHARD, 30)
    other.skip(TENANT, SHARD)
    with pytest.raises(FeedPaused):
        feed.read(None)
    feed.later(minutes=4)
    _, since = feed.read(None)

    assert feed.put(slow, place) is not None
    feed.write()

    assert feed.read(since)[0] == ["c3"]


def test_who_began_between_two_times_without_a_feed_learns_of_the_second(clock: Clock) -> None:
    feed = Reported(clock)
    feeds = store.Feeds(feed.weeks.table)  # type: ignore[arg-type]
    feeds.skip(TENANT, SHARD)
    feed.later(minutes=4)
    _, since = feed.read(None)
    feeds.skip(TENANT, SHARD)
    feed.write()

    with pytest.raises(Gone):
        feed.read(since)
