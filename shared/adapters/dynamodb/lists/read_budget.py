"""The budget of one list in read units and seconds, which limits every query."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.domain.errors import InvalidQuery, StorageUnavailable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.adapters.dynamodb.lists.resource import Resource


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """The most that one list may cost.

    `units`: as DynamoDB bills them, 8 KB of an index each. `seconds`: well inside the gateway's 30, as the
    answer is still to be written.
    """

    units: float
    seconds: float = 20.0


class ReadBudget:
    """The meter of one list. `units` and `requests` tell what it has cost so far."""

    def __init__(self, limits: ReadLimits, resource: Resource, fields: Sequence[str] = ()) -> None:
        """`fields`: what the list is filtered and sorted by, for the refusal."""
        self._resource = resource
        self._max_units = limits.units
        self._deadline = time.monotonic() + limits.seconds
        self._fields = fields
        self.units = 0.0
        self.requests = 0

    def check(self) -> None:
        """Raise `InvalidQuery` if no read units are left, and `StorageUnavailable` if no time is.

        Read units end long before the time does, unless the table is slow: then the same list may be served
        a moment later.
        """
        if self.units >= self._max_units:
            raise InvalidQuery(self._advice())
        if time.monotonic() >= self._deadline:
            raise StorageUnavailable

    def _advice(self) -> str:
        named = f"by {', '.join(self._fields)}" if self._fields else "this far from its beginning"
        left = [field for field in self._resource.ways.indexed_fields if field not in self._fields]
        many = self._resource.name
        return (
            f"A list {named} cannot be served for so many {many}. Add a condition on an indexed field "
            f"({', '.join(left)}) that few {many} meet: equal to a value or one of a list, or beginning "
            f"with a text (~^Do); or leave out 'sort', and follow 'next' through any number of {many}."
        )

    def spend(self, units: float) -> None:
        """Count a request that consumed so many read units."""
        self.requests += 1
        self.units += units
