"""The logs that a tenant's feed is kept in, and where in them a reader is."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
_FORM = 1
_SKEW = timedelta(hours=1)


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


class Mark(NamedTuple):
    """Where a reader is in one log: what it reads next, and how many rows of it were told already."""

    position: Position
    told: int = 0


BEGINNING = Mark(Position(0, 0))


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a reader is in a feed. `at`: when it was there; `days`: how long rows were kept then.

    `first`: the log that the next page begins with, so that none waits for another.
    """

    at: datetime
    days: int
    marks: Mapping[int, Mark] = field(default_factory=dict)
    first: int = 0


def shard_of(number: str) -> int:
    """Return the log that tells of a customer, always the same one."""
    return zlib.crc32(number.encode()) % SHARDS


def cursor_document(cursor: Cursor, tenant: str) -> Json:
    """Return a cursor of a tenant's feed as JSON."""
    marks = [[*mark.position, mark.told] for mark in (cursor.marks[shard] for shard in range(SHARDS))]
    document = [_FORM, int(cursor.at.timestamp() * 1000), cursor.days, cursor.first, marks]
    return [_digest(document, tenant), *document]


def cursor_from(document: Json, tenant: str) -> Cursor:
    """Return the cursor that `cursor_document` has written for the tenant. Raises `InvalidQuery`."""
    try:
        digest, *rest = document
        form, at, days, first, marks = rest
        numbers = [form, at, days, first, *(each for mark in marks for each in mark)]
        is_ours = digest == _digest(rest, tenant) and form == _FORM and len(marks) == SHARDS
        is_possible = all(type(each) is int and each >= 0 for each in numbers) and first < SHARDS
        if is_ours and is_possible and max(numbers[2:]) <= _HIGHEST:
            found = {
                shard: Mark(Position(generation, index), told)
                for shard, (generation, index, told) in enumerate(marks)
            }
            return Cursor(datetime.fromtimestamp(at / 1000, UTC), days, found, first)
    except (ValueError, TypeError, OverflowError, OSError) as error:
        raise _not_ours() from error
    raise _not_ours()


def _not_ours() -> InvalidQuery:
    return InvalidQuery(
        "Query parameter 'since' must be the X-Next-Cursor of an earlier answer of this tenant's feed."
    )


def check_age(cursor: Cursor, now: datetime, days: int) -> None:
    """Raise `Gone` for a cursor behind which rows may have expired, and `InvalidQuery` for one of the future.

    `days`: how long rows are kept now.
    """
    kept = min(days, cursor.days)
    if now - cursor.at > timedelta(days=kept):
        raise Gone(
            f"Changes are kept for {kept} days, and 'since' is older. Begin again: get a cursor without "
            "'since', then copy all customers (GET /customer/{tenant}/customers), and follow the feed from "
            "that cursor."
        )
    if cursor.at - now > _SKEW:
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
