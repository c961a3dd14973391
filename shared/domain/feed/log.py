"""The logs that a tenant's feed is kept in, and where in them a reader is."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from shared.domain import json_text
from shared.domain.errors import Gone, InvalidQuery
from shared.domain.feed.changes import Row
from shared.domain.json_text import Json

SHARDS = 4
"""Logs of a tenant. A page looks at all of them."""
MOST_ROWS = 30
_HIGHEST = 10**9
_FORM = 2
_MOST_KEPT = 10
_SKEW = timedelta(hours=1)
_AGAIN = (
    "Begin again: get a cursor without 'since', then copy all customers (GET /customer/{tenant}/customers), "
    "and follow the feed from that cursor."
)


class Position(NamedTuple):
    """A place in a log, in which places of a generation follow each other without gaps.

    A generation ends before its last segment may expire; counting begins again in the next one.
    """

    generation: int
    place: int

    @property
    def next(self) -> "Position":
        """The place behind this one."""
        return Position(self.generation, self.place + 1)


@dataclass(frozen=True, slots=True)
class Segment:
    """Rows that were appended to a log at once. `writer` tells the append from every other.

    Without rows it ends its generation, in which nothing is appended behind it.
    """

    position: Position
    rows: tuple[Row, ...]
    writer: str = ""


class FeedPaused(Gone):
    """Changes were not kept a moment ago, so that nobody can begin to follow the feed yet."""

    def __init__(self) -> None:
        super().__init__(
            "Changes were not kept a moment ago, as the setting feed.days was 0. If it is not any more, try "
            "again in a few minutes."
        )


@dataclass(frozen=True, slots=True)
class Start:
    """The generation that a log is in, since when, and for how many days at least segments were kept.

    `kept`: generations with the fewest days for which any segment was kept up to each of them since the one
    before it in the list. Changes that were not kept at all count as 0 days.
    """

    generation: int
    at: datetime
    kept: tuple[tuple[int, int], ...] = ()

    @property
    def days(self) -> int | None:
        """For how many days segments of this generation are kept; None if that was never noted."""
        return self.kept[-1][1] if self.kept and self.kept[-1][0] == self.generation else None

    def days_from(self, generation: int) -> int | None:
        """Return for how many days any segment was kept from a generation on; None if that is not noted."""
        return min((days for last, days in self.kept if last >= generation), default=None)

    def keeping(self, days: int) -> "Start":
        """Return it as it is once segments of its generation are kept for fewer days."""
        return replace(self, kept=_noted(self.kept, self.generation, days))

    def followed(self, at: datetime, days: int) -> "Start":
        """Return the start of the next generation, whose segments are kept for so many days."""
        return Start(self.generation + 1, at, _noted(self.kept, self.generation + 1, days))


def _noted(kept: tuple[tuple[int, int], ...], generation: int, days: int) -> tuple[tuple[int, int], ...]:
    """Return the list with one more pair, without those that say nothing besides it, and not too long."""
    earlier = [pair for pair in kept if pair[0] < generation and pair[1] < days]
    if len(earlier) >= _MOST_KEPT:
        earlier[:2] = [(earlier[1][0], min(earlier[0][1], earlier[1][1]))]
    return (*earlier, (generation, days))


class Stretch(NamedTuple):
    """Segments of a log from a place on. If they reach to its end, with its start, if it has one."""

    segments: Sequence[Segment]
    is_end: bool
    start: Start | None = None


class Mark(NamedTuple):
    """Where a reader is in one log: what it reads next, and how many of its rows were shown already.

    `at`: a time at which nothing from there on had been appended yet.
    """

    position: Position
    at: datetime
    told: int = 0


BEGINNING = Position(0, 0)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a reader is in a feed. `days`: how long rows were kept then.

    `first`: the log that the next page begins with, so that none waits for another.
    """

    days: int
    marks: Mapping[int, Mark] = field(default_factory=dict)
    first: int = 0


def shard_of(number: str) -> int:
    """Return the log that has the changes of a customer, always the same one."""
    return zlib.crc32(number.encode()) % SHARDS


def cursor_document(cursor: Cursor, tenant: str) -> Json:
    """Return a cursor of a tenant's feed as JSON."""
    in_order = [cursor.marks[shard] for shard in range(SHARDS)]
    marks = [[*mark.position, mark.told, int(mark.at.timestamp() * 1000)] for mark in in_order]
    document = [_FORM, cursor.days, cursor.first, marks]
    return [_digest(document, tenant), *document]


def cursor_from(document: Json, tenant: str) -> Cursor:
    """Return the cursor that `cursor_document` has written for the tenant. Raises `InvalidQuery`."""
    try:
        digest, *rest = document
        form, days, first, marks = rest
        places = [each for generation, index, told, _ in marks for each in (generation, index, told)]
        numbers = [form, days, first, *places]
        is_ours = digest == _digest(rest, tenant) and form == _FORM and len(marks) == SHARDS
        all_numbers = [*numbers, *(at for *_, at in marks)]
        is_possible = all(type(each) is int and each >= 0 for each in all_numbers) and first < SHARDS
        if is_ours and is_possible and max(numbers) <= _HIGHEST:
            found = {
                shard: Mark(Position(generation, index), datetime.fromtimestamp(at / 1000, UTC), told)
                for shard, (generation, index, told, at) in enumerate(marks)
            }
            return Cursor(days, found, first)
    except (ValueError, TypeError, OverflowError, OSError) as error:
        raise _not_ours() from error
    raise _not_ours()


def _not_ours() -> InvalidQuery:
    return InvalidQuery(
        "Query parameter 'since' must be the X-Next-Cursor of an earlier answer of this tenant's feed."
    )


def check_age(mark: Mark, now: datetime, days: int) -> None:
    """Raise `Gone` for a mark behind which rows may have expired, and `InvalidQuery` for one of the future.

    `days`: for how many days all of them were kept.
    """
    if not days:
        raise Gone("Behind 'since', the setting feed.days was 0, so changes were not kept. " + _AGAIN)
    if now - mark.at > timedelta(days=days):
        raise Gone(f"Changes behind 'since' were kept for {days} days, and it is older. " + _AGAIN)
    if mark.at - now > _SKEW:
        raise InvalidQuery("Query parameter 'since' is a time that has not come yet.")


def contiguous(segments: Sequence[Segment], expected: Position) -> list[Segment]:
    """Return the segments that follow each other from the expected one on.

    While a range is read, it grows: the read may have passed a place before it was taken, and see the next.
    """
    found = []
    for segment in segments:
        if segment.position != expected:
            break
        found.append(segment)
        expected = segment.position.next
    return found


def _digest(document: Sequence[Json], tenant: str) -> str:
    """Return a digest by which a mistyped cursor, or another tenant's, is known. It guards nothing."""
    return sha256(f"{tenant}\0{json_text.dumps(document)}".encode()).hexdigest()[:12]
