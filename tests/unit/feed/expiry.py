"""A log of a feed over weeks: rows expire, readers pause, a tenant changes for how long they are kept.

The real store runs on a table in memory, whose items go some time after they have expired, in any order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.stores.feeds import Feeds
from shared.adapters.dynamodb.writes import ConditionFailed, Item, Put
from shared.domain.callers.access import Access, Grant
from shared.domain.errors import Gone
from shared.domain.feed.changes import FeedEvent, Row
from shared.domain.feed.log import Cursor, Position, Segment
from shared.domain.tenants.configuration import Configuration
from shared.use_cases.feed.read_feed import FeedPorts, read_feed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shared.adapters.dynamodb.writes import Key

TENANT = "acme"
SHARD = 0
BEGUN = datetime(2026, 11, 30, tzinfo=UTC)
SLACK = timedelta(days=2)
PHASE = 25
"""How much happens in a phase."""
LATEST = timedelta(minutes=15)
"""How long after its signature a request may arrive."""


@dataclass(slots=True)
class Clock:
    """The present of the simulation."""

    at: datetime = BEGUN

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return (self.at - BEGUN).total_seconds()


class MemoryTable:
    """As much of `Table` as `Feeds` asks for."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.items: dict[tuple[str, str], Item] = {}

    def get(self, key: Key) -> Item | None:
        return self.items.get((key.pk, key.sk))

    def query(
        self, condition: Any, *, limit: int, consistent: bool, descending: bool = False
    ) -> Iterator[Item]:
        assert consistent
        found = [key for key, item in self.items.items() if holds(condition, item)]
        return iter([self.items[key] for key in sorted(found, reverse=descending)[:limit]])

    def write_alone(self, put: Put) -> None:
        key = put.item["pk"]["S"], put.item["sk"]["S"]
        met = self.items.get(key)
        if not holds(put.condition, met or {}):
            raise MetOther(met)
        self.items[key] = dict(put.item)

    def expire(self, random: Random) -> None:
        """Delete some of the items that have expired."""
        for key, item in list(self.items.items()):
            expires_at = item.get("expiresAt")
            if expires_at and int(expires_at["N"]) < self.clock.at.timestamp() and random.random() < 0.8:
                del self.items[key]


class MetOther(ConditionFailed):
    """A put was refused; it says what it has met."""

    def __init__(self, item: Item | None) -> None:
        self.item = item

    def met(self, write: Any) -> Item | None:
        return self.item


def holds(condition: Any, item: Item) -> bool:
    """Whether an item fulfils a condition of PynamoDB."""

    def value(operand: Any) -> Any:
        if hasattr(operand, "path"):
            return item.get(str(operand.path[0]) if isinstance(operand.path, list) else str(operand.path))
        return operand.value

    match condition.operator, condition.values:
        case "AND", (left, right):
            return holds(left, item) and holds(right, item)
        case "OR", (left, right):
            return holds(left, item) or holds(right, item)
        case "attribute_not_exists", (path,):
            return value(path) is None
        case "=", (path, wanted):
            return bool(value(path) == value(wanted))
        case "<=", (path, highest):
            return bool(value(path)["S"] <= value(highest)["S"])
        case "BETWEEN", (path, lowest, highest):
            return bool(value(lowest)["S"] <= value(path)["S"] <= value(highest)["S"])
    raise AssertionError(condition.operator)


@dataclass(slots=True)
class Tenants:
    """The configuration of the tenant, which a process knows from up to a minute ago."""

    days: int = 30

    def of(self, tenant: str) -> Configuration:
        return Configuration({"feed.days": self.days})


@dataclass(slots=True)
class Writer:
    """A process that appends. Between looking for a place and the append, time passes."""

    feeds: Feeds
    pending: tuple[Position, Segment, int, datetime] | None = None


@dataclass(slots=True)
class Reader:
    """Somebody who follows the feed. `due`: what it has to have been told of when it is at the end."""

    reach: Access
    size: int
    cursor: Cursor | None = None
    due: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


class Weeks:
    """Half a year, or so, of one log."""

    def __init__(self, seed: int, clock: Clock) -> None:
        self.random = Random(seed)
        self.clock = clock
        self.table = MemoryTable(clock)
        self.tenants = Tenants()
        self.writers = [Writer(Feeds(self.table)) for _ in range(3)]  # type: ignore[arg-type]
        german, everything = Access(wide=Grant(frozenset({"DE"}))), Access(wide=Grant())
        self.readers = [Reader(everything, 1), Reader(everything, 7), Reader(german, 60)]
        self.ports = FeedPorts(feeds=Feeds(self.table), tenants=self.tenants)  # type: ignore[arg-type]
        self.changes = 0
        self.is_steady = self.random.random() < 0.3

    def run(self) -> None:
        """Live through phases, in some of which nothing is written, or single readers do not read."""
        for _ in range(12):
            if not self.is_steady and self.random.random() < 0.5:
                self.configure()
            awake = [reader for reader in self.readers if self.random.random() < 0.6]
            calls: list[Callable[[], object]] = [partial(self.page, reader) for reader in awake]
            calls += [partial(self.catch_up, reader) for reader in awake if self.random.random() < 0.5]
            if self.random.random() < 0.6:
                calls += [self.change] * self.random.choice((1, 5, 20)) + [self.finish]
            days = self.random.choice((0.01, 0.9, 2.0, 4.0, 29.0, 33.0))
            for _ in range(PHASE if calls else 1):
                self.pass_time(timedelta(days=days) / (PHASE if calls else 1))
                if calls:
                    self.random.choice(calls)()
        for reader in self.readers:
            self.catch_up(reader)

    def pass_time(self, step: timedelta) -> None:
        for writer in self.writers:  # a request is not older than AWS takes it
            if writer.pending is not None and writer.pending[3] + LATEST < self.clock.at + step:
                self.clock.at = max(self.clock.at, writer.pending[3] + LATEST * self.random.random())
                self.append(writer)
        self.clock.at += step
        self.table.expire(self.random)

    def configure(self) -> None:
        self.tenants.days = self.random.choice((0, 1, 1, 2, 7, 30))
        self.clock.at += timedelta(minutes=1)  # until then, processes may know the former value

    def change(self) -> None:
        """A customer changes, and a process goes about telling it."""
        free = [writer for writer in self.writers if writer.pending is None]
        if not free:
            return
        self.changes += 1
        number = f"c{self.changes}"
        restriction = "DE" if self.random.random() < 0.1 else "FR"
        for reader in self.readers:
            if reader.cursor is not None and reader.reach.wide and reader.reach.wide.covers(restriction):
                reader.due.append(number)
        writer = self.random.choice(free)
        if not self.tenants.days:
            writer.feeds.skip(TENANT, SHARD)
            return
        place = writer.feeds.free(TENANT, SHARD, self.tenants.days)
        row = Row(number, 1, FeedEvent.CREATED, self.clock.at, None, restriction)
        writer.pending = place, Segment(place, (row,), number), self.tenants.days, self.clock.at
        if self.random.random() < 0.7:
            self.append(writer)

    def finish(self) -> None:
        for writer in self.writers:
            self.append(writer)

    def append(self, writer: Writer) -> None:
        """Append as `Telling` does: behind whoever was faster, or after another look where the log ends."""
        if writer.pending is None:
            return
        place, segment, days, at = writer.pending
        until = at + timedelta(days=days) + SLACK
        while other := writer.feeds.append(
            TENANT, SHARD, Segment(place, segment.rows, segment.writer), until
        ):
            place = other.position.next
            if not other.rows:
                writer.feeds.forget(TENANT, SHARD)
                place = writer.feeds.free(TENANT, SHARD, days)
        writer.pending = None

    def page(self, reader: Reader) -> bool:
        """Read a page; return whether it was the last one for now."""
        try:
            found = read_feed(self.ports, TENANT, reader.reach, reader.cursor, reader.size)
        except Gone:
            reader.cursor = None  # it begins again, and copies all customers
            reader.due, reader.told = [], []
            return True
        reader.cursor = found.cursor
        reader.told += [row.number for row, _ in found.rows]
        return found.is_end

    def catch_up(self, reader: Reader) -> None:
        """Read to the end. Then everything was told that had changed since the reader began."""
        self.finish()
        while not self.page(reader):
            pass
        missing = set(reader.due) - set(reader.told)
        assert not missing, f"not told: {sorted(missing)}"
