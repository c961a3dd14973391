"""The trace of writes that an item keeps, so that a write recognises itself in what came after it.

An item has the id of its last write, and the beginnings of the ids of those before it, newest first. The id
of a write that a rival follows is in the trace, behind that of the write on which it was based.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.adapters.dynamodb.writes import Item

KEPT = 8
"""Writes before the last one whose ids are kept."""
_LENGTH = 8


def trace_of(raw: Item) -> str:
    """Return the beginnings of the ids of an item's last writes, newest first."""
    last = raw["writeId"]["S"][:_LENGTH] if "writeId" in raw else ""
    return last + (raw["earlierWrites"]["S"] if "earlierWrites" in raw else "")


def earlier_writes(trace: str) -> str | None:
    """Return what the next write keeps of the trace before it."""
    return trace[: KEPT * _LENGTH] or None


def includes(found: Item | None, write_id: str, *, based_on: str) -> bool | None:
    """Return whether a write has been carried out, by the item that failed its condition.

    None: so many writes came after the trace it was based on that nobody can tell. Where a write was based on
    nothing, an item with so many writes was there before it.
    """
    if found is None:
        return False
    trace = trace_of(found)
    ids = [trace[start : start + _LENGTH] for start in range(0, len(trace), _LENGTH)]
    if write_id[:_LENGTH] in ids:
        return True
    is_told = not based_on or based_on[:_LENGTH] in ids or len(ids) <= KEPT
    return False if is_told else None
