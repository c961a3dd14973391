"""How much of a customer's history a caller may see."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from shared.domain.callers.access import Grant
from shared.domain.history.entries import MISSING, Entry, Happened
from shared.domain.history.members import RESTRICTION

ALWAYS: Final = datetime.min.replace(tzinfo=UTC)
"""Since when a customer is within reach that was never anywhere else."""


def within_reach(newest_first: Iterable[Entry], grant: Grant | None) -> Iterator[Entry]:
    """Yield the entries from the newest back to the one by which the customer came within reach.

    That one is without what was before. Each entry says by itself where the customer was, as a caller may
    begin anywhere, and others may be missing.
    """
    for entry in newest_first:
        if grant is None or not grant.covers(entry.restriction):
            return
        if not _was_covered(entry, grant):
            yield _as_arrival(entry)
            return
        yield entry


def in_reach_since(newest_first: Iterable[Entry], version: int) -> datetime | None:
    """Return since when the customer of this version was surely within reach, by entries that are so.

    None is unknown. An entry that is missing, or has not come to the history yet, may be that of a move.
    """
    since = None
    expected = version
    for entry in newest_first:
        if entry.version < expected:
            break
        since = ALWAYS if entry.event is Happened.CREATED else entry.at
        expected = entry.version - 1
    return since


def _was_covered(entry: Entry, grant: Grant) -> bool:
    """Return whether the customer was within reach before the write, too; it was nowhere before the first."""
    moves = (each.before for each in entry.changes if each.path == RESTRICTION)
    if entry.event is Happened.CREATED:
        return True
    return all(grant.covers(None if before is MISSING else before) for before in moves)


def _as_arrival(entry: Entry) -> Entry:
    """Return what the entry says of the time since then: names of what is gone may tell a secret, too."""
    since = tuple(replace(each, before=MISSING) for each in entry.changes if each.after is not MISSING)
    return replace(entry, changes=since, is_whole=False, is_arrival=True)
