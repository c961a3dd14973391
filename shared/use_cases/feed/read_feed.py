"""Read a page of a tenant's feed."""

from dataclasses import dataclass

from shared.domain.callers.access import Access, Grant
from shared.domain.errors import Gone
from shared.domain.feed.changes import FeedEvent, Row, shown_event
from shared.domain.feed.log import SHARDS, Cursor, Mark, Segment, check_age, contiguous
from shared.domain.instants import now
from shared.ports.feed import FeedReader
from shared.ports.tenants import TenantConfiguration

_AT_ONCE = 10
"""Segments in an answer: of at most 30 rows each, that is 10 read units."""
_ANSWERS = 4
"""Of each log, on one page."""


@dataclass(frozen=True, kw_only=True)
class FeedPorts:
    """Ports for reading feeds."""

    feeds: FeedReader
    tenants: TenantConfiguration


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Changes, each with what it is to the caller, and where the next page begins."""

    rows: list[tuple[Row, FeedEvent]]
    cursor: Cursor


def read_feed(ports: FeedPorts, tenant: str, access: Access, since: Cursor | None, size: int) -> FeedPage:
    """Return the page behind a cursor; without one, an empty page from whose cursor all that comes is told.

    Raises `Gone` where rows behind the cursor may have expired, and `InvalidQuery`.
    """
    days = ports.tenants.of(tenant).feed_kept.days
    if not days:
        raise Gone("No changes are kept for this tenant: its setting feed.days is 0.")
    at = now()
    if since is None:
        ends = {shard: Mark(ports.feeds.end(tenant, shard)) for shard in range(SHARDS)}
        return FeedPage([], Cursor(at, days, ends))
    check_age(since, at, days)
    page = _Page(ports.feeds, tenant, access.wide or Grant(frozenset()), size)
    marks = dict(since.marks)
    first = since.first
    for place in range(SHARDS):
        if page.is_full:
            break
        shard = (since.first + place) % SHARDS
        marks[shard] = page.read(shard, marks[shard])
        first = (shard + 1) % SHARDS
    return FeedPage(page.rows, Cursor(at, days, marks, first))


class _Page:
    def __init__(self, feeds: FeedReader, tenant: str, reach: Grant, size: int) -> None:
        self._feeds = feeds
        self._tenant = tenant
        self._reach = reach
        self._size = size
        self.rows: list[tuple[Row, FeedEvent]] = []

    @property
    def is_full(self) -> bool:
        return len(self.rows) >= self._size

    def read(self, shard: int, mark: Mark) -> Mark:
        """Add rows of one log from a mark on, and return the mark behind them."""
        for _ in range(_ANSWERS):
            segments = self._next(shard, mark)
            for segment in segments:
                mark = self._add(segment, mark)
                if self.is_full:
                    return mark
            if len(segments) < _AT_ONCE:
                break
        return mark

    def _add(self, segment: Segment, mark: Mark) -> Mark:
        told = mark.told if mark.position == segment.position else 0
        for row in segment.rows[told:]:
            if self.is_full:
                return Mark(segment.position, told)
            told += 1
            if (event := shown_event(row, self._reach)) is not None:
                self.rows.append((row, event))
        return Mark(segment.position.next)

    def _next(self, shard: int, mark: Mark) -> list[Segment]:
        found = self._feeds.segments(self._tenant, shard, mark.position, _AT_ONCE)
        segments = contiguous(found, mark.position)
        if segments or not found:
            return segments
        # What was not in its place then is there now, or there never was anything in it.
        found = self._feeds.segments(self._tenant, shard, mark.position, _AT_ONCE)
        segments = contiguous(found, mark.position)
        if segments or not found:
            return segments
        first = found[0].position
        if first.generation == mark.position.generation or first.place or mark.told:
            raise Gone(
                "What comes behind 'since' has expired. Get a cursor without 'since', and begin again."
            )
        return contiguous(found, first)
