"""Whatever expires, pauses or is configured: a reader is told everything, or that it has to begin again."""

import os

import pytest

import shared.adapters.dynamodb.stores.feeds as store
import shared.use_cases.feed.read_feed as reading
from tests.unit.feed.expiry import BEGUN, Clock, Weeks

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
