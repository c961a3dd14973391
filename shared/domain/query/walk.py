"""A walk: a list that is read with `next`, while customers change their places in its order.

Everybody comes once, at the place that it had when the first page was read: who is renamed leaves word of
the former place for a day. Whether the first page was read before a change or after it does not follow from
times alone, where they are close together. So a walk remembers whom its first page showed, and where that
ended. Who was not shown there was behind its end at that moment, and comes at the first such place that it
has had since some seconds before. Later renames do not alter which one that is.
"""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from shared.domain.json_text import Json

PLACES_KEPT = timedelta(days=1)
"""How long a walk may take."""
_DOUBTFUL = 5_000
"""Milliseconds from the time that a change is given until it is surely visible."""
_FOREVER = 1 << 43
_HASH_BYTES = 3
"""A hash decides only for those who moved while the walk began: that of another is hardly ever among them."""


@dataclass(frozen=True, slots=True)
class Stay:
    """From when to when a customer had a place in the orders of lists, in milliseconds since 1970."""

    since: int
    until: int = _FOREVER


@dataclass(frozen=True, slots=True)
class Walk:
    """The memory of a walk in its cursor. Times are in milliseconds since 1970.

    `began`, `read`: when the first page was asked for, and when it had been read. `end`: the position of its
    last customer. `shown`: hashes of the numbers of its customers.
    """

    began: int
    read: int
    end: Sequence[Json]
    shown: frozenset[int]

    @property
    def places_of(self) -> int:
        """The time since which places count: what changed before was visible when the walk began."""
        return visible_before(self.began)

    def shows(self, number: str, stay: Stay, is_first: Callable[[], bool]) -> bool:
        """Return whether the walk shows a customer where it is, or was, behind the first page.

        `is_first`: whether it has not been at another place behind the first page before, since `places_of`.
        """
        has_moved = stay.since >= self.places_of or stay.until < _FOREVER
        if has_moved and _hash(number) in self.shown:
            return False
        if stay.until < self.places_of or stay.since > self.read:
            return False
        return stay.since < self.places_of or is_first()

    def as_json(self) -> list[Json]:
        """Return the walk as JSON, for `walk_from`."""
        hashes = b"".join(each.to_bytes(_HASH_BYTES, "big") for each in sorted(self.shown))
        return [self.began, self.read - self.began, list(self.end), b64encode(hashes).decode()]


def visible_before(began: int) -> int:
    """Return the time before which every change is visible to a page that is asked for now (milliseconds)."""
    return began - _DOUBTFUL


def first_page(began: int, read: int, end: Sequence[Json], numbers: Iterable[str]) -> Walk:
    """Return the walk that begins with a page of these customers."""
    return Walk(began, read, end, frozenset(map(_hash, numbers)))


def walk_from(value: Json) -> Walk:
    """Return the walk of a cursor. Raises `ValueError`."""
    match value:
        case [int(began), int(took), [*end], str(shown)] if 0 <= began < _FOREVER and 0 <= took < _FOREVER:
            return Walk(began, began + took, end, frozenset(_hashes(shown)))
        case _:
            raise _not_a_walk()


def milliseconds(instant: datetime | None) -> int:
    """Return an instant as milliseconds since 1970; who has never moved is where it is since then."""
    return 0 if instant is None else (instant - datetime.fromtimestamp(0, UTC)) // timedelta(milliseconds=1)


def _hash(number: str) -> int:
    return zlib.crc32(number.encode()) & ((1 << 8 * _HASH_BYTES) - 1)


def _hashes(text: str) -> list[int]:
    try:
        found = b64decode(text, validate=True)
    except ValueError:
        raise _not_a_walk() from None
    return [
        int.from_bytes(found[start : start + _HASH_BYTES], "big")
        for start in range(0, len(found), _HASH_BYTES)
    ]


def _not_a_walk() -> ValueError:
    return ValueError("not a walk")
