"""The turns of many writers of one profile: each gets through, in the order in which they lost a race.

Who has lost draws a number, and writes when the numbers before it have been called. While somebody waits,
nobody without a number writes. This only decides who tries when: what is written depends on the version.
"""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Self

from shared.adapters.dynamodb.items.customer import CustomerItem
from shared.adapters.dynamodb.writes import ConditionFailed, Update
from shared.adapters.patience import RIVALS_SECONDS
from shared.domain.errors import StorageUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item, Key

_ABSENT_SECONDS = 0.4
"""How long each number is waited for whose writer may have gone away."""
_LONGEST_LOOK_AWAY = 1.0


class Turn:
    """One writer's turn at the profile with this key. A number that was drawn for nothing is given back."""

    def __init__(self, table: Table, key: Key) -> None:
        self._table = table
        self._key = key
        self._number: int | None = None
        self._is_called = False
        self._lost_to: Item | None = None
        self._pace = 0.0
        self._quickest = _LONGEST_LOOK_AWAY
        self._seen: tuple[int, object] | None = None
        self._seen_at = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._number is not None and not self._is_called:
            called = CustomerItem.called
            passed_over = called.does_not_exist() | (called < self._number)
            with contextlib.suppress(ConditionFailed, StorageUnavailable):
                self._table.write_alone(Update(self._key, [called.set(self._number)], passed_over))

    def tries(self) -> Iterator[Item | None]:
        """Yield the item that the rule is to be applied to: none at first, and then what rivals have left.

        That may be a mark, or empty for nothing at all. It ends when patience does.
        """
        ends_at = time.monotonic() + RIVALS_SECONDS
        yield None
        # The rule may have nothing left to write, or refuse to: that needs no number.
        yield self._lost_to if self._lost_to is not None else self._timed(self._read)
        item = self._timed(self._draw)
        self._quickest = 4 * self._pace  # as many requests as somebody makes who writes
        while time.monotonic() < ends_at:
            if ahead := self._ahead(item):
                # Who is next looks again soon, the others when they may be next.
                time.sleep(min(self._pace / 2 + self._quickest * (ahead - 1), _LONGEST_LOOK_AWAY))
            else:
                yield item
            item = self._timed(self._read)

    def has_come(self, left: Item | None) -> bool:
        """Return whether to write what the rule has made of the item that was yielded."""
        return left is None or self._number is not None

    def taken_by(self, write: Update, left: Item | None) -> Update:
        """Return the write, so that it calls the number, or without one fails where somebody waits."""
        self._is_called = True
        if self._number is None:
            nobody_waits = CustomerItem.drawn.does_not_exist() | (CustomerItem.drawn <= CustomerItem.called)
            return write._replace(condition=write.condition & nobody_waits)
        called = max(self._number, _number(left, "called"))
        return write._replace(actions=[*write.actions, CustomerItem.called.set(called)])

    def lost(self, to: Item | None) -> None:
        """Take note that the write failed, for this item if it was there."""
        self._is_called = False
        self._lost_to = to

    def _ahead(self, item: Item) -> int:
        """Return how many numbers come before this one, without those whose writers have gone away."""
        called, present = _number(item, "called"), time.monotonic()
        seen = (called, item.get("version"))
        if seen != self._seen:
            if self._seen is not None and called > self._seen[0]:
                each = (present - self._seen_at) / (called - self._seen[0])
                self._quickest = min(self._quickest, each)
            self._seen, self._seen_at = seen, present
        if self._number is None:  # there is nothing to wait for any more
            return 0
        absent = int((present - self._seen_at) / (_ABSENT_SECONDS + 2 * self._pace))
        return max(0, self._number - 1 - called - absent)

    def _draw(self) -> Item:
        drawn = Update(self._key, [CustomerItem.drawn.add(1)], CustomerItem.version.exists())
        try:
            item = self._table.update(drawn)
        except ConditionFailed as failure:
            return failure.met(drawn) or {}
        self._number = _number(item, "drawn")
        return item

    def _read(self) -> Item:
        return self._table.get(self._key) or {}

    def _timed(self, request: Callable[[], Item]) -> Item:
        begun = time.monotonic()
        item = request()
        self._pace = time.monotonic() - begun
        return item


def _number(item: Item | None, name: str) -> int:
    return int(item[name]["N"]) if item is not None and name in item else 0
