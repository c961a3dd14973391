"""A feed whose writers and readers are interrupted at every request, by chance.

Each of them is a thread, of which one runs at a time: before and after each request it waits until it is its
turn. A schedule is the order of turns; the same seed has the same one.
"""

import threading
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random

from shared.domain.callers.access import EVERYWHERE
from shared.domain.errors import StorageUnavailable
from shared.domain.feed.changes import CustomerChange, FeedEvent, Predecessor, Row, Step, Told
from shared.domain.feed.log import SHARDS, Cursor, Position, Segment, Start, Stretch
from shared.domain.tenants.configuration import Configuration
from shared.use_cases.feed.read_feed import FeedPorts, read_feed
from shared.use_cases.projections.told_feed import Telling

TENANT = "acme"
BEGUN = datetime(2026, 11, 30, tzinfo=UTC)
DAYS = 30
NUMBERS = ("1", "2", "3", "4")
RESTRICTIONS = (None, "DE", "FR")


class Killed(BaseException):
    """The process of a thread has ended."""


@dataclass(slots=True)
class Actor:
    """A thread that takes turns. `doomed`: it is killed at its next turn, and may not notice it."""

    run: Callable[[], None]
    turn: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    is_over: bool = False
    doomed: bool = False


class Turns:
    """Lets one actor go on at a time."""

    def __init__(self) -> None:
        self.actors: list[Actor] = []
        self._back = threading.Semaphore(0)
        self._present = threading.local()
        self.failures: list[BaseException] = []

    def begin(self, run: Callable[[], None]) -> Actor:
        actor = Actor(run)
        self.actors.append(actor)

        def body() -> None:
            self._present.actor = actor
            actor.turn.acquire()
            try:
                actor.run()
            except Killed:
                pass
            except BaseException as error:  # noqa: BLE001 - the test raises it
                self.failures.append(error)
            actor.is_over = True
            self._back.release()

        threading.Thread(target=body, daemon=True).start()
        return actor

    def give(self, actor: Actor) -> None:
        actor.turn.release()
        self._back.acquire()
        if actor.is_over:
            self.actors.remove(actor)

    def wait(self) -> None:
        """Let others go on, in the thread of an actor."""
        actor: Actor = self._present.actor
        self._back.release()
        actor.turn.acquire()
        if actor.doomed:
            raise Killed


class Log:
    """A `FeedLog` and `FeedReader` in memory.

    Answers get lost, requests arrive when nobody waits for them any more, and ranges are read one by one.
    """

    def __init__(self, turns: Turns, random: Random, trouble: float) -> None:
        self.turns = turns
        self.random = random
        self.trouble = trouble
        self.shards: dict[int, dict[Position, Segment]] = {shard: {} for shard in range(SHARDS)}
        self.notes: dict[str, Told] = {}
        self.late: list[Callable[[], object]] = []
        self.written = 0

    def _request(self, carry_out: Callable[[], object]) -> object:
        """Carry out a request, or fail: unseen, before it arrives, or long before it does."""
        self.turns.wait()
        if self.random.random() < self.trouble:
            kind = self.random.randrange(3)
            if kind == 0:
                carry_out()
            elif kind == 1:
                self.late.append(carry_out)
            raise StorageUnavailable
        found = carry_out()
        self.turns.wait()
        return found

    def free(self, tenant: str, shard: int, days: int) -> Position:
        return self.end(tenant, shard)

    def start(self, tenant: str, shard: int) -> Start | None:
        """Nothing expires here, so there is one generation."""
        return None

    def skip(self, tenant: str, shard: int) -> None:
        raise AssertionError

    def forget(self, tenant: str, shard: int) -> None:
        """Nothing is remembered here beyond what `Telling` does."""

    def end(self, tenant: str, shard: int) -> Position:
        found = self._request(lambda: max(self.shards[shard], default=None))
        return found.next if isinstance(found, Position) else Position(0, 0)

    def append(self, tenant: str, shard: int, segment: Segment, until: datetime) -> Segment | None:
        def put() -> Segment | None:
            found = self.shards[shard].get(segment.position)
            if found is None:
                self.shards[shard][segment.position] = segment
                self.written += 1
            return None if found is None or found.writer == segment.writer else found

        found = self._request(put)
        assert found is None or isinstance(found, Segment)
        return found

    def told(self, tenant: str, numbers: Collection[str]) -> Mapping[str, Told]:
        found = {}
        for number in numbers:  # as a batch is read: each item for itself
            told = self._request(partial(self.notes.get, number))
            if isinstance(told, Told):
                found[number] = told
        return found

    def note(self, tenant: str, steps: Sequence[Step], until: datetime) -> dict[str, bool | Exception]:
        noted: dict[str, bool | Exception] = {}
        for step in self.random.sample(steps, len(steps)):

            def put(step: Step = step) -> bool:
                number = step.number
                if self.notes.get(number) != step.before:
                    return False
                self.notes[number] = step.after
                return True

            try:
                noted[step.number] = bool(self._request(put))
            except StorageUnavailable as error:
                noted[step.number] = error
        return noted

    def segments(self, tenant: str, shard: int, position: Position, most: int) -> Stretch:
        found: list[Segment] = []
        while len(found) < most:
            segment = self._request(partial(self.shards[shard].get, position))
            if isinstance(segment, Segment):
                found.append(segment)
            # Whether there is anything further is looked at a moment later.
            elif not any(at > position for at in self.shards[shard]):
                return Stretch(found, is_end=True)
            position = position.next
        return Stretch(found, is_end=False)


@dataclass(slots=True)
class Follower:
    """Somebody who follows the feed. `begun_at`: how many changes were made before its first cursor."""

    cursor: Cursor | None = None
    begun_at: int | None = None
    began: dict[int, int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)


class Tenants:
    """The configuration of the tenant."""

    def of(self, tenant: str) -> Configuration:
        return Configuration()


class Simulation:
    """A tenant whose customers change, and whose feed is written and read.

    Once everything is delivered, followers have read to the end.
    """

    def __init__(self, seed: int, trouble: float = 0.05, kills: float = 0.02) -> None:
        self.random = Random(seed)
        self.turns = Turns()
        self.log = Log(self.turns, self.random, trouble)
        self.kills = kills
        self.repeats = 10
        self.lives = {number: list(life(number, self.random)) for number in NUMBERS}
        self.made: list[CustomerChange] = []
        self.streams: list[deque[CustomerChange]] = [deque(), deque()]
        self.busy: set[int] = set()
        self.queue: list[CustomerChange] = []
        self.followers = [Follower() for _ in range(2)]
        self.ports = FeedPorts(feeds=self.log, tenants=Tenants())  # type: ignore[arg-type]

    def run(self) -> None:
        """Make all changes, deliver them, and have all followers read."""
        waiting = {number: deque(changes) for number, changes in self.lives.items()}
        while True:
            choices = self._choices(waiting)
            if not choices:
                break
            self.random.choice(choices)()
        self._calm()

    def _choices(self, waiting: dict[str, deque[CustomerChange]]) -> list[Callable[[], None]]:
        choices: list[Callable[[], None]] = []
        choices += [partial(self._make, waiting, number) for number in list(waiting)]
        idle = [shard for shard, stream in enumerate(self.streams) if stream and shard not in self.busy]
        choices += [partial(self._deliver, shard) for shard in idle]
        if self.queue:
            choices.append(self._retry)
        is_done = not choices and not self.turns.actors
        choices += [partial(self._go_on, actor) for actor in self.turns.actors for _ in range(4)]
        if self.log.late:
            choices.append(self._arrive)
        if not is_done:
            choices += [partial(self._follow, follower) for follower in self.followers]
        return choices

    def _make(self, waiting: dict[str, deque[CustomerChange]], number: str) -> None:
        change = waiting[number].popleft()
        if not waiting[number]:
            del waiting[number]
        self.made.append(change)
        self.streams[NUMBERS.index(number) % len(self.streams)].append(change)

    def _deliver(self, shard: int) -> None:
        """Hand a batch to a function; sometimes to two of them, as when one has run out of time."""
        stream = self.streams[shard]
        batch = [stream.popleft() for _ in range(min(len(stream), self.random.randint(1, 6)))]
        self.busy.add(shard)

        def done() -> None:
            self.busy.discard(shard)

        self._repeat(batch)
        self._handle(batch, done)

    def _retry(self) -> None:
        change = self.queue.pop(self.random.randrange(len(self.queue)))
        self._repeat([change])
        self._handle([change], lambda: None)

    def _repeat(self, batch: list[CustomerChange]) -> None:
        if self.repeats and self.random.random() < 0.2:
            self.repeats -= 1
            self._handle(batch, lambda: None)

    def _handle(self, batch: list[CustomerChange], done: Callable[[], None]) -> None:
        def run() -> None:
            handled = False
            try:
                of_customers: dict[str, list[CustomerChange]] = {}
                for change in batch:
                    of_customers.setdefault(change.number, []).append(change)
                try:
                    errors = Telling(self.log, TENANT, BEGUN, DAYS).tell(of_customers)
                except StorageUnavailable as error:
                    errors = dict.fromkeys(of_customers, error)
                self.queue += [change for change in batch if change.number in errors]
                handled = True
            finally:
                if not handled:  # killed: the batch comes again
                    self._handle(batch, done)
                else:
                    done()

        self.turns.begin(run)

    def _go_on(self, actor: Actor) -> None:
        if self.random.random() < self.kills:
            actor.doomed = True
        self.turns.give(actor)

    def _arrive(self) -> None:
        self.log.late.pop(self.random.randrange(len(self.log.late)))()

    def _follow(self, follower: Follower) -> None:
        if any(actor.run.__name__ == f"follow{id(follower)}" for actor in self.turns.actors):
            return

        def run() -> None:
            try:
                page = read_feed(
                    self.ports, TENANT, EVERYWHERE, follower.cursor, self.random.choice((1, 2, 7, 60))
                )
            except StorageUnavailable:
                return
            follower.rows += [row for row, _ in page.rows]
            if follower.begun_at is None:
                follower.begun_at = len(self.made)
                follower.began = {s: mark.position.place for s, mark in page.cursor.marks.items()}
            follower.cursor = page.cursor

        run.__name__ = f"follow{id(follower)}"
        self.turns.begin(run)

    def _calm(self) -> None:
        """Have all followers read to the end, undisturbed."""
        self.log.trouble = 0.0
        for arrive in self.log.late:
            arrive()
        for follower in self.followers:
            empty = 0
            while empty < 2:
                read = len(follower.rows)
                self._follow(follower)
                while self.turns.actors:
                    self.turns.give(self.turns.actors[0])
                empty = empty + 1 if len(follower.rows) == read else 0

    def placed(self, shard: int) -> list[tuple[int, Row]]:
        """All rows of a log, in order, each with its place."""
        segments = self.log.shards[shard]
        return [(at.place, row) for at in sorted(segments) for row in segments[at].rows]


def life(number: str, random: Random) -> Iterator[CustomerChange]:
    """The changes of a customer, which may be deleted and created again."""
    at = BEGUN
    earlier: tuple[str, int, datetime] | None = None
    lives = random.choice((1, 1, 2, 3))
    for place in range(lives):
        incarnation = f"{number}-{place}"
        met: Predecessor | None = None
        version = 0
        length = random.randint(1, 5)
        is_old = place == 0 and random.random() < 0.2
        if is_old:  # made before there was a feed
            version, met = 40, Predecessor(BEGUN - timedelta(days=100), "DE")
        for _ in range(length):
            at += timedelta(milliseconds=random.choice((0, 1, 1000)))
            version += 1
            restriction = random.choice(RESTRICTIONS)
            yield CustomerChange(
                tenant=TENANT,
                number=number,
                incarnation=incarnation,
                version=version,
                event=FeedEvent.UPDATED if met is not None else FeedEvent.CREATED,
                at=at,
                created_at=BEGUN - timedelta(days=200) if is_old else BEGUN,
                before=met,
                after=restriction,
                replaced=earlier[0] if met is None and earlier is not None else None,
                replaced_at=earlier[1] if met is None and earlier is not None else None,
                replaced_since=earlier[2] if met is None and earlier is not None else None,
            )
            met = Predecessor(at, restriction)
        if place == lives - 1 and random.random() < 0.5:
            return
        at += timedelta(seconds=1)
        yield CustomerChange(
            tenant=TENANT,
            number=number,
            incarnation=incarnation,
            version=version + 1,
            event=FeedEvent.DELETED,
            at=at,
            created_at=BEGUN - timedelta(days=200) if is_old else BEGUN,
            before=met,
        )
        earlier = incarnation, version + 1, at
