"""The feeds of tenants (`FeedReader`, `FeedLog`)."""

from __future__ import annotations

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items.feed import (
    FeedStartItem,
    SegmentItem,
    ToldItem,
    segment_from,
    segment_item,
    start_item,
    told_document,
    told_from,
    told_item,
)
from shared.adapters.dynamodb.keys import (
    FEED_START,
    feed_partition,
    feed_segment_key,
    feed_start_key,
    told_key,
)
from shared.adapters.dynamodb.writes import ConditionFailed, Put
from shared.domain.errors import StorageUnavailable
from shared.domain.feed.log import BEGINNING, Position, Segment
from shared.domain.instants import now

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item
    from shared.domain.feed.changes import Step, Told

_KNOWN_SECONDS = 5.0
_RENEWED_BEFORE = timedelta(days=1)
"""A generation ends so long before its last segment may expire. No request is so old that comes to the table:
AWS refuses one whose signature was made a quarter of an hour ago."""
_ROUNDS = 20
_AT_ONCE = 8
"""Notes that are written at once: the next batch, with its events, waits for them."""


class Feeds:
    """A log of segments in each of a few partitions. A segment is put where none is, behind one that is."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._known: dict[tuple[str, int], tuple[Position, float]] = {}

    def end(self, tenant: str, shard: int) -> Position:
        """See `FeedReader.end`."""
        last = self._last(tenant, shard)
        return segment_from(last).position.next if last is not None else BEGINNING.position

    def segments(self, tenant: str, shard: int, position: Position, most: int) -> list[Segment]:
        """See `FeedReader.segments`."""
        first = feed_segment_key(tenant, shard, *position).sk
        partition = SegmentItem.pk == feed_partition(tenant, shard)
        condition = partition & SegmentItem.sk.between(first, FEED_START)
        found = self._table.query(condition, limit=most, consistent=True)
        return [segment_from(raw) for raw in found if raw["sk"]["S"] != FEED_START]

    def free(self, tenant: str, shard: int) -> Position:
        """See `FeedLog.free`."""
        position, known_at = self._known.get((tenant, shard), (BEGINNING.position, -_KNOWN_SECONDS))
        if time.monotonic() - known_at < _KNOWN_SECONDS:
            return position
        asked_at = time.monotonic()
        for _ in range(_ROUNDS):
            found = self._found(tenant, shard)
            if found is not None:
                self._known[tenant, shard] = found, asked_at
                return found
        raise StorageUnavailable

    def forget(self, tenant: str, shard: int) -> None:
        """See `FeedLog.forget`."""
        self._known.pop((tenant, shard), None)

    def append(self, tenant: str, shard: int, segment: Segment, until: datetime) -> Segment | None:
        """See `FeedLog.append`."""
        put = Put(segment_item(tenant, shard, segment, until), SegmentItem.pk.does_not_exist())
        try:
            self._table.write_alone(put)
        except ConditionFailed as failure:
            raw = failure.met(put)
            other = segment_from(raw) if raw is not None else None
            if other is None:
                raise StorageUnavailable from failure
            if other.writer != segment.writer:  # not the attempt before this one, whose answer was lost
                return other
        self._known[tenant, shard] = segment.position.next, time.monotonic()
        return None

    def told(self, tenant: str, numbers: Collection[str]) -> dict[str, Told]:
        """See `FeedLog.told`."""
        keys = {told_key(tenant, number): number for number in numbers}
        if len(keys) == 1:
            ((key, number),) = keys.items()
            raw = self._table.get(key)
            return {number: told_from(raw)} if raw is not None else {}
        return {keys[key]: told_from(raw) for key, raw in self._table.batch_get(keys).items()}

    def note(self, tenant: str, steps: Sequence[Step], until: datetime) -> dict[str, bool | Exception]:
        """See `FeedLog.note`."""
        if len(steps) == 1:
            return {steps[0].number: self._note(tenant, steps[0], until)}
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            waiting = {
                step.number: threads.submit(copy_context().run, self._note, tenant, step, until)
                for step in steps
            }
        return {number: each.result() for number, each in waiting.items()}

    def _note(self, tenant: str, step: Step, until: datetime) -> bool | Exception:
        condition: Any = ToldItem.pk.does_not_exist()
        if step.before is not None:
            condition = ToldItem.told == told_document(step.before)
        put = Put(told_item(tenant, step.number, step.after, until), condition)
        try:
            self._table.write_alone(put)
        except ConditionFailed:
            return False
        except Exception as error:  # noqa: BLE001 - whatever it is, the other customers do not wait for it
            return error
        return True

    def _last(self, tenant: str, shard: int) -> Item | None:
        partition = SegmentItem.pk == feed_partition(tenant, shard)
        condition = partition & (SegmentItem.sk < FEED_START)
        return next(self._table.query(condition, limit=1, descending=True, consistent=True), None)

    def _found(self, tenant: str, shard: int) -> Position | None:
        """Return the free place; None if it is to be looked for again, as a rival has written."""
        raw = self._last(tenant, shard)
        if raw is None:
            return self._begun(tenant, shard, None)
        last, expires_at = segment_from(raw), int(raw["expiresAt"]["N"])
        if not last.rows:
            return self._begun(tenant, shard, last.position.generation)
        ends = now() + _RENEWED_BEFORE
        if expires_at > ends.timestamp():
            return last.position.next
        # Nobody who saw this segment earlier can append behind it after it is gone, as this is in its place.
        until = now() + 2 * _RENEWED_BEFORE
        self.append(tenant, shard, Segment(last.position.next, (), uuid.uuid4().hex), until)
        self.forget(tenant, shard)
        return None

    def _begun(self, tenant: str, shard: int, ended: int | None) -> Position | None:
        """Return the first place of a generation behind the one that has ended, or is gone (None)."""
        raw = self._table.get(feed_start_key(tenant, shard))
        start = FeedStartItem.from_raw_data(raw) if raw is not None else None
        condition: Any = FeedStartItem.pk.does_not_exist()
        generation = 0
        if start is not None:
            generation = int(start.generation)
            is_fresh = start.at > now() - _RENEWED_BEFORE
            if generation > ended if ended is not None else is_fresh:
                return Position(generation, 0)
            condition = FeedStartItem.generation == generation
        try:
            self._table.write_alone(Put(start_item(tenant, shard, generation + 1, now()), condition))
        except ConditionFailed:
            return None
        return Position(generation + 1, 0)
