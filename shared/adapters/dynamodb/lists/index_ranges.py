"""Ranges of an index, as a source covers them, and positions in its order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from shared.adapters.dynamodb.keys import directory_key
from shared.adapters.dynamodb.lists.plan import Index, Text, Texts
from shared.adapters.dynamodb.order_keys import WITH_TEXT, WITHOUT_TEXT
from shared.domain.errors import InvalidQuery
from shared.domain.instants import instant_text
from shared.domain.query.values import Type, instant_of, spelled_instant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.adapters.dynamodb.lists.plan import IndexRange

_MILLISECOND = 1000  # microseconds


class KeyRange(NamedTuple):
    """Sort keys of an index from one to another, both included."""

    lowest: str
    highest: str


_PRESENT, _MISSING = KeyRange(WITH_TEXT, WITHOUT_TEXT), KeyRange(WITHOUT_TEXT, "2")
WHOLE = KeyRange(_PRESENT.lowest, _MISSING.highest)


def key_ranges(source: IndexRange | Texts, *, descending: bool) -> list[KeyRange]:
    """Return the parts of an index that a source covers, in the order in which they are read.

    What lacks the indexed text comes last in either direction.
    """
    if isinstance(source, Texts):
        return [_range_of(text) for text in source.texts]
    if source.index is Index.DIRECTORY:
        created = KeyRange(_earliest(source.created_from), _latest(source.created_to))
        return [created] if created.lowest <= created.highest else []
    return [_PRESENT, _MISSING] if descending else [WHOLE]


def behind(ranges: Sequence[KeyRange], after: str | None, *, descending: bool) -> list[KeyRange]:
    """Return what is left of the ranges from a sort key on, in the order in which they are read."""
    if after is not None and descending and after.startswith(WITHOUT_TEXT):
        ranges = [each for each in ranges if each == _MISSING]
    if after is None or not ranges:
        return list(ranges)
    first, *rest = ranges
    clipped = (
        KeyRange(first.lowest, min(after, first.highest))
        if descending
        else KeyRange(max(after, first.lowest), first.highest)
    )
    return [clipped, *rest] if clipped.lowest <= clipped.highest else rest


def position_of(index: Index, sort_key: str) -> list[object]:
    """Return the position of a sort key in the index's order, as `Order.position` writes it."""
    if index is Index.DIRECTORY:
        created_at, _, number = sort_key.partition("#")  # ids from events contain it, too
        return [[int(Type.INSTANT), spelled_instant(created_at)], number]
    value, _, number = sort_key.rpartition("\0")
    return [None if value == WITHOUT_TEXT else [int(Type.TEXT), value[1:]], number]


def sort_key_of(index: Index, position: Sequence[object]) -> str:
    """Return the sort key that `position_of` described. Raises `InvalidQuery` for any other position."""
    match position:
        case [[Type.INSTANT, int(microseconds)], str(number)] if index is Index.DIRECTORY:
            return directory_key(instant_text(instant_of(microseconds)), number)
        case [[Type.TEXT, str(text)], str(number)] if index is not Index.DIRECTORY:
            return f"{WITH_TEXT}{text}\0{number}"
        case [None, str(number)] if index is not Index.DIRECTORY:
            return f"{WITHOUT_TEXT}\0{number}"
        case _:
            raise InvalidQuery("Query parameter 'next' must be the X-Next-Cursor of an earlier answer.")


def created_position_of(sort_key: str) -> list[object]:
    """Return the position in the order of creation of an entry that its text has in that order."""
    created_at, _, place = sort_key.rpartition("\0")[2].partition("#")
    return [[int(Type.INSTANT), spelled_instant(created_at)], place.rpartition("#")[0]]


def created_sort_key_of(text: KeyRange, position: Sequence[object], *, descending: bool) -> str:
    """Return a sort key between that entry of a text and the next one. Raises `InvalidQuery`."""
    key = text.lowest + sort_key_of(Index.DIRECTORY, position) + "#"
    return key if descending else f"{key}\U0010ffff"


def _range_of(text: Text) -> KeyRange:
    if text.is_beginning:
        return KeyRange(WITH_TEXT + text.value, WITH_TEXT + _following(text.value))
    return KeyRange(f"{WITH_TEXT}{text.value}\0", f"{WITH_TEXT}{text.value}\1")


def _following(text: str) -> str:
    """Return the least text above all that begin with this one."""
    for position in range(len(text) - 1, -1, -1):
        code = ord(text[position]) + 1
        if 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - no character has these
            code = 0xE000
        if code <= 0x10FFFF:  # noqa: PLR2004 - the last character
            return text[:position] + chr(code)
    return "\U0010ffff" * (len(text) + 1)


def _earliest(microseconds: int | None) -> str:
    return "0" if microseconds is None else _creation_text(microseconds)


def _latest(microseconds: int | None) -> str:
    return (
        ":" if microseconds is None else f"{_creation_text(microseconds)}$"
    )  # "$" follows the "#" of the key


def _creation_text(microseconds: int) -> str:
    return instant_text(instant_of(microseconds // _MILLISECOND * _MILLISECOND))
