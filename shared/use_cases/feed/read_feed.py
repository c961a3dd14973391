"""Read a page of a tenant's feed."""

import time
from dataclasses import dataclass
from datetime import datetime

from shared.domain.callers.access import Access, Grant
from shared.domain.errors import Gone
from shared.domain.feed.changes import FeedEvent, Row, shown_event
from shared.domain.feed.log import SHARDS, Cursor, Mark, Segment, Start, Stretch, check_age, contiguous
from shared.domain.instants import now
from shared.ports.feed import FeedReader
from shared.ports.tenants import TenantConfiguration

_AT_ONCE = 10
"""Segments in an answer: of at most 30 rows each, that is 10 read units."""
_ANSWERS = 4
"""Of each log, on one page."""
_SECONDS = 5.0
"""For how long a page is looked for where nothing that was read is for the caller."""


@dataclass(frozen=True, kw_only=True)
class FeedPorts:
    """Ports for reading feeds."""

    feeds: FeedReader
    tenants: TenantConfiguration


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Changes, each with what it is to the caller, and where the next page begins.

    `is_end`: there was nothing more than what is on the page.
    """

    rows: list[tuple[Row, FeedEvent]]
    cursor: Cursor
    is_end: bool


def read_feed(ports: FeedPorts, tenant: str, access: Access, since: Cursor | None, size: int) -> FeedPage:
    """Return the page behind a cursor; without one, an empty page from whose cursor all later changes follow.

    It is empty only at the end, or after a few seconds in which all that was read is not for the caller.
    Raises `Gone` where rows behind the cursor may have expired, and `InvalidQuery`.
    """
    days = ports.tenants.of(tenant).feed_kept.days
    if not days:
        raise Gone("No changes are kept for this tenant: its setting feed.days is 0.")
    at = now()
    if since is None:
        ends = {shard: Mark(ports.feeds.end(tenant, shard), at) for shard in range(SHARDS)}
        return FeedPage([], Cursor(days, ends), is_end=True)
    for mark in since.marks.values():
        check_age(mark, at, min(days, since.days))
    reach = access.wide or Grant(frozenset())
    latest = time.monotonic() + _SECONDS
    page = _read(_Page(ports.feeds, tenant, reach, size), since, days)
    while not (page.rows or page.is_end) and time.monotonic() < latest:
        page = _read(_Page(ports.feeds, tenant, reach, size), page.cursor, days)
    return page


def _read(page: "_Page", since: Cursor, days: int) -> FeedPage:
    marks = dict(since.marks)
    first = since.first
    for place in range(SHARDS):
        if page.is_full:
            break
        shard = (since.first + place) % SHARDS
        marks[shard] = page.read(shard, marks[shard])
        first = (shard + 1) % SHARDS
    is_end = len(page.ended) == SHARDS
    cursor = Cursor(days if is_end else min(days, since.days), marks, first)
    return FeedPage(page.rows, cursor, is_end)


class _Page:
    def __init__(self, feeds: FeedReader, tenant: str, reach: Grant, size: int) -> None:
        self._feeds = feeds
        self._tenant = tenant
        self._reach = reach
        self._size = size
        self.rows: list[tuple[Row, FeedEvent]] = []
        self.ended: set[int] = set()
        """Logs that were read to their end."""

    @property
    def is_full(self) -> bool:
        return len(self.rows) >= self._size

    def read(self, shard: int, mark: Mark) -> Mark:
        """Add rows of one log from a mark on, and return the mark behind them."""
        at = now()
        for _ in range(_ANSWERS):
            segments, is_end = self._next(shard, mark, at)
            for place, segment in enumerate(segments):
                mark = self._add(segment, mark, at)
                if self.is_full and (mark.position == segment.position or place < len(segments) - 1):
                    return mark
            if is_end:
                self.ended.add(shard)
                return mark._replace(at=at)
            if self.is_full:
                break
        return mark

    def _add(self, segment: Segment, mark: Mark, at: datetime) -> Mark:
        told = mark.told if mark.position == segment.position else 0
        for row in segment.rows[told:]:
            if self.is_full:
                return Mark(segment.position, mark.at, told)
            told += 1
            if (event := shown_event(row, self._reach)) is not None:
                self.rows.append((row, event))
        # What comes behind a change was appended after it was made.
        made = [min(row.at, at) for row in segment.rows]
        return Mark(segment.position.next, max(mark.at, *made) if made else mark.at)

    def _next(self, shard: int, mark: Mark, now: datetime) -> tuple[list[Segment], bool]:
        """Return segments from a mark on, and whether there are no others behind them."""
        for _ in range(
            2
        ):  # what was not in its place at first is there then, or there never was anything in it
            found = self._found(shard, mark, now)
            segments = contiguous(found.segments, mark.position)
            if segments or not found.segments:
                return segments, found.is_end and len(segments) == len(found.segments)
        first = found.segments[0].position
        if first.generation == mark.position.generation or first.place or mark.told:
            raise Gone(
                "What comes behind 'since' has expired. Get a cursor without 'since', and begin again."
            )
        if found.start is None:
            self._check(mark, self._feeds.start(self._tenant, shard), now)
        segments = contiguous(found.segments, first)
        return segments, found.is_end and len(segments) == len(found.segments)

    def _found(self, shard: int, mark: Mark, now: datetime) -> Stretch:
        found = self._feeds.segments(self._tenant, shard, mark.position, _AT_ONCE)
        self._check(mark, found.start, now)
        return found

    def _check(self, mark: Mark, start: Start | None, now: datetime) -> None:
        """Raise `Gone` if changes from a mark on were kept so shortly that some may be gone."""
        days = start.days_from(mark.position.generation) if start is not None else None
        if days is not None:
            check_age(mark, now, days)
