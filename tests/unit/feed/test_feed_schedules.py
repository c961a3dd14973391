"""Whatever is late, repeated, killed or lost: a feed misses nothing, and tells customers in order."""

import os

import pytest

from shared.domain.feed.log import SHARDS, shard_of
from tests.unit.feed.rows import first_told
from tests.unit.feed.simulation import NUMBERS, Simulation

SCHEDULES = int(os.environ.get("FEED_SCHEDULES", "300"))


def check(seed: int) -> None:
    simulation = Simulation(seed)
    simulation.run()
    assert simulation.turns.failures == []
    firsts: dict[tuple[str, str, int], tuple[int, int]] = {}
    for number in NUMBERS:
        rows = [(at, row) for at, row in simulation.placed(shard_of(number)) if row.number == number]
        life = simulation.lives[number]
        for change, place in zip(life, first_told([row for _, row in rows], life), strict=True):
            firsts[change.number, change.incarnation, change.version] = shard_of(number), rows[place][0]
    for follower in simulation.followers:
        for shard in range(SHARDS):
            expected = [row for at, row in simulation.placed(shard) if at >= follower.began[shard]]
            assert [row for row in follower.rows if shard_of(row.number) == shard] == expected
        assert follower.begun_at is not None
        for change in simulation.made[follower.begun_at :]:
            shard, place = firsts[change.number, change.incarnation, change.version]
            assert place >= follower.began[shard]


@pytest.mark.parametrize("start", range(0, SCHEDULES, 100))
def test_nothing_is_missed_and_a_customer_is_told_in_order(start: int) -> None:
    for seed in range(start, min(start + 100, SCHEDULES)):
        try:
            check(seed)
        except AssertionError as error:
            raise AssertionError(f"schedule {seed}: {error}") from error
