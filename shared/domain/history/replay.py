"""A customer's document as it was, from its history."""

from collections.abc import Iterable, Mapping
from typing import Any

from shared.domain.history.entries import MISSING, Entry, Happened
from shared.domain.history.members import ON_HOLD, Path, document_of, members_in

_IS_HELD = {Happened.HELD: True, Happened.RELEASED: False}


class HistoryIncomplete(Exception):
    """Entries or values are missing of those that were given, or before them."""


def replayed(entries: Iterable[Entry]) -> dict[str, Any]:
    """Return what a history shows of the customer after these entries, which begin with the creation.

    Raises `HistoryIncomplete`.
    """
    members: dict[Path, Any] = {}
    version = None
    for entry in entries:
        if version is None:
            is_next = entry.event is Happened.CREATED
        else:
            is_next = entry.version == version + (entry.step == 0)
        if not is_next or not entry.is_whole:
            raise HistoryIncomplete
        version = entry.version
        _set(members, {change.path: change.after for change in entry.changes})
        if entry.event in _IS_HELD:
            members[ON_HOLD] = _IS_HELD[entry.event]
    return document_of(members)


def rewound(document: Mapping[str, Any], version: int, entries: Iterable[Entry], to: int) -> dict[str, Any]:
    """Return what a history showed of the customer at a version, from what it shows at a later one.

    `entries`: from the later version back, the newest first. They need not go back further than to the one
    that is wanted, so what has expired before does not matter. Raises `HistoryIncomplete`.
    """
    members = dict(members_in(document))
    for entry in entries:
        if entry.version <= to:
            break
        if entry.version != version or not entry.is_whole:
            raise HistoryIncomplete
        version -= entry.step == 0
        _set(members, {change.path: change.before for change in entry.changes})
        if entry.event in _IS_HELD:
            members[ON_HOLD] = not _IS_HELD[entry.event]
    if version != to:
        raise HistoryIncomplete
    return document_of(members)


def _set(members: dict[Path, Any], values: Mapping[Path, Any]) -> None:
    for path, value in values.items():
        if value is MISSING:
            members.pop(path, None)
        else:
            members[path] = value
