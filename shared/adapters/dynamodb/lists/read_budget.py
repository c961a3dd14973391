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
    answer is still to be written. `seconds_of_part`: after which a page ends that may end early.
    """

    units: float
    seconds: float = 20.0
    seconds_of_part: float = 10.0


class ReadBudget:
    """The meter of one list. `units` and `requests` tell what it has cost so far."""

    def __init__(self, limits: ReadLimits, resource: Resource, fields: Sequence[str] = ()) -> None:
        """`fields`: what the list is filtered and sorted by, for the refusal."""
        self._resource = resource
        self._max_units = limits.units
        began = time.monotonic()
        self._deadline = began + limits.seconds
        self._part_ends_at = began + limits.seconds_of_part
        self._part_ends_with = limits.units
        self._refuses = True
        self._fields = fields
        self.units = 0.0
        self.requests = 0

    def check(self) -> None:
        """Raise `InvalidQuery` if no read units are left, and `StorageUnavailable` if no time is.

        Read units end long before the time does, unless the table is slow: then the same list may be served
        a moment later.
        """
        if self._refuses and self.units >= self._max_units:
            raise self.refusal
        if time.monotonic() >= self._deadline:
            raise StorageUnavailable

    def let_end_early(self) -> None:
        """Refuse nothing for its read units from now on: after so many, the budget `is_spent`."""
        self._refuses = False
        self._part_ends_with = self.units + self._max_units

    @property
    def is_spent(self) -> bool:
        """Whether a page that may end early does."""
        return self.units >= self._part_ends_with or time.monotonic() >= self._part_ends_at

    @property
    def most_documents(self) -> int:
        """How many customers may be fetched whole, as each costs a unit or more."""
        return int(self._max_units)

    @property
    def refusal(self) -> InvalidQuery:
        """The refusal of a list that costs too much."""
        return InvalidQuery(self._advice())

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
