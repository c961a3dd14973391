"""The feeds of tenants (`FeedReader`, `FeedLog`)."""

from __future__ import annotations

import time
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from shared.adapters.dynamodb.items.feed import (
    FeedStartItem,
    SegmentItem,
    ToldItem,
    kept_document,
    segment_from,
    segment_item,
    start_from,
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
from shared.adapters.patience import turns
from shared.domain.errors import StorageUnavailable
from shared.domain.feed.log import BEGINNING, FeedPaused, Position, Segment, Start, Stretch
from shared.domain.instants import now
from shared.domain.side_by_side import side_by_side

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item
    from shared.domain.feed.changes import Step, Told

_KNOWN_SECONDS = 5.0
_RENEWED_BEFORE = timedelta(days=1)
"""A generation ends this long before its last segment may expire. No request that comes to the table is so
old: AWS refuses one whose signature was made a quarter of an hour ago."""
_NOTED_EVERY = timedelta(minutes=2)
"""How often it is noted that changes are not kept."""
_SETTLED = timedelta(minutes=3)
"""For so long after that, nobody can begin to follow the feed, so that the next such change is noted behind
every cursor."""
_FIRST = Start(0, datetime.min.replace(tzinfo=UTC))
_AT_ONCE = 8
"""Notes that are written at once: the next batch, with its events, waits for them."""


class _End(NamedTuple):
    """The start of a log, the last segment of the generation that it is in, and when that may go (epoch)."""

    start: Start
    segment: Segment | None
    expires_at: int = 0

    @property
    def free(self) -> Position:
        """The place behind the last segment."""
        return self.segment.position.next if self.segment is not None else Position(self.start.generation, 0)


class _Known(NamedTuple):
    """A place in a log that was free lately, and for how many days its generation is kept."""

    position: Position
    days: int
    at: float


class Feeds:
    """A log of segments in each of a few partitions. A segment is put behind the last one."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._known: dict[tuple[str, int], _Known] = {}
        self._expiry: dict[tuple[str, int], int] = {}
        """Of the segments of a log that were met, when the last one may go (epoch)."""

    def start(self, tenant: str, shard: int) -> Start | None:
        """See `FeedReader.start`."""
        raw = self._table.get(feed_start_key(tenant, shard))
        return start_from(raw) if raw is not None else None

    def end(self, tenant: str, shard: int) -> Position:
        """See `FeedReader.end`."""
        end = self._end(tenant, shard)
        if end is None:
            return BEGINNING
        if end.start.days == 0:
            if end.start.at > now() - _SETTLED:
                raise FeedPaused
            return Position(end.start.generation + 1, 0)  # whoever keeps changes again begins it
        return end.free

    def segments(self, tenant: str, shard: int, position: Position, most: int) -> Stretch:
        """See `FeedReader.segments`."""
        first = feed_segment_key(tenant, shard, *position).sk
        partition = SegmentItem.pk == feed_partition(tenant, shard)
        condition = partition & SegmentItem.sk.between(first, FEED_START)
        found = list(self._table.query(condition, limit=most, consistent=True))
        start = found.pop() if found and found[-1]["sk"]["S"] == FEED_START else None
        segments = [segment_from(raw) for raw in found]
        is_end = start is not None or len(found) < most
        return Stretch(segments, is_end, start_from(start) if start is not None else None)

    def free(self, tenant: str, shard: int, days: int) -> Position:
        """See `FeedLog.free`."""
        known = self._known.get((tenant, shard))
        if known is not None and known.days == days and time.monotonic() - known.at < _KNOWN_SECONDS:
            return known.position
        for _ in turns():
            asked_at = time.monotonic()
            found = self._found(tenant, shard, days)
            if found is not None:
                self._known[tenant, shard] = _Known(found, days, asked_at)
                return found
        raise StorageUnavailable

    def skip(self, tenant: str, shard: int) -> None:
        """See `FeedLog.skip`."""
        for _ in turns():
            end = self._end(tenant, shard)
            start = end.start if end is not None else None
            if start is not None and start.days == 0:
                # Cursors that were handed out since are of the next generation, which is passed over, too.
                if start.at > now() - _NOTED_EVERY or self._begin(
                    tenant, shard, start, start.followed(now(), 0)
                ):
                    return
                continue
            if end is not None and (end.segment is None or end.segment.rows):
                self._close(tenant, shard, end)
                continue
            noted = replace(start.keeping(0), at=now()) if start is not None else _FIRST.followed(now(), 0)
            if self._begin(tenant, shard, start, noted):
                return
        raise StorageUnavailable

    def forget(self, tenant: str, shard: int) -> None:
        """See `FeedLog.forget`."""
        self._known.pop((tenant, shard), None)

    def append(self, tenant: str, shard: int, segment: Segment, until: datetime) -> Segment | None:
        """See `FeedLog.append`."""
        # Otherwise the end of the log could expire first, and what is before it would be taken for the end.
        expires_at = max(int(until.timestamp()), self._expiry.get((tenant, shard), 0))
        put = Put(segment_item(tenant, shard, segment, expires_at), SegmentItem.pk.does_not_exist())
        try:
            self._table.write_alone(put)
        except ConditionFailed as failure:
            raw = failure.met(put)
            if raw is None:
                raise StorageUnavailable from failure
            other = segment_from(raw)
            if other.writer != segment.writer:  # not the attempt before this one, whose answer was lost
                self._meet(tenant, shard, _expiry_of(raw))
                return other
        self._expiry[tenant, shard] = expires_at
        known = self._known.get((tenant, shard))
        if known is not None:
            self._known[tenant, shard] = known._replace(position=segment.position.next, at=time.monotonic())
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
        calls = [partial(self._note, tenant, step, until) for step in steps]
        noted = side_by_side(calls, at_most=_AT_ONCE)
        return {step.number: each for step, each in zip(steps, noted, strict=True)}

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

    def _end(self, tenant: str, shard: int) -> _End | None:
        """Return the end of a log; None if it has not begun."""
        partition = SegmentItem.pk == feed_partition(tenant, shard)
        condition = partition & (SegmentItem.sk <= FEED_START)
        found = list(self._table.query(condition, limit=2, descending=True, consistent=True))
        if not found or found[0]["sk"]["S"] != FEED_START:
            return None
        start = start_from(found[0])
        last = segment_from(found[1]) if len(found) > 1 else None
        if last is None or last.position.generation != start.generation:
            return _End(start, None)
        return _End(start, last, _expiry_of(found[1]))

    def _found(self, tenant: str, shard: int, days: int) -> Position | None:
        """Return the free place; None if it is to be looked for again, as something was written."""
        end = self._end(tenant, shard)
        if end is None:
            self._begin(tenant, shard, None, _FIRST.followed(now(), days))
            return None
        start, last, expires_at = end
        self._meet(tenant, shard, expires_at)
        if last is not None and not last.rows:
            self._begin(tenant, shard, start, start.followed(now(), days))
            return None
        renewed = now() + _RENEWED_BEFORE
        is_good = last is not None and expires_at > renewed.timestamp()
        is_fresh = last is None and start.at > now() - _RENEWED_BEFORE
        is_kept_longer = start.days is not None and start.days < days
        if is_kept_longer or not (is_good or is_fresh):
            self._close(tenant, shard, end)
            return None
        if start.days is None or start.days > days:
            self._begin(tenant, shard, start, start.keeping(days))
            return None
        return end.free

    def _close(self, tenant: str, shard: int, end: _End) -> None:
        """End a generation. Nobody who believes in its free place can append there, as it is taken then."""
        self._meet(tenant, shard, end.expires_at)
        until = now() + 2 * _RENEWED_BEFORE
        self.append(tenant, shard, Segment(end.free, (), uuid.uuid4().hex), until)
        self.forget(tenant, shard)

    def _meet(self, tenant: str, shard: int, expires_at: int) -> None:
        self._expiry[tenant, shard] = max(expires_at, self._expiry.get((tenant, shard), 0))

    def _begin(self, tenant: str, shard: int, before: Start | None, after: Start) -> bool:
        """Replace the start of a log; return whether it was the one before."""
        condition: Any = FeedStartItem.pk.does_not_exist()
        if before is not None:
            kept = FeedStartItem.kept
            is_same = kept == kept_document(before) if before.kept else kept.does_not_exist() | (kept == [])
            condition = (FeedStartItem.generation == before.generation) & is_same
        try:
            self._table.write_alone(Put(start_item(tenant, shard, after), condition))
        except ConditionFailed:
            return False
        return True


def _expiry_of(segment: Item) -> int:
    return int(segment["expiresAt"]["N"])
