"""The units that a page may use before it ends early, with a position to go on from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.adapters.dynamodb.lists.search.cost import Cost
    from shared.domain.search.typed import TypedWord

PROFILE_UNITS = 0.5
"""Of a profile of up to 4 KB that need not be of this moment."""
_ONE_WORD, _SEVERAL_WORDS = 15.0, 60.0
_LISTS, _LISTS_OF_ONE_WORD = 45.0, 10.0
"""Where other words or pieces are tested: some of the units are left for profiles."""
_BESIDE_PROFILES = 2.5
_AT_LEAST, _AT_LEAST_OF_ONE_WORD = 10.0, 5.0
"""Besides what a page begins with, so that each goes on a little."""
_FURTHER_AT_LEAST = 1.0
"""The same besides what it goes on with, as its position has been told of what came before."""
_COUNTING = 600.0
_ENTRIES_PER_UNIT = 90


@dataclass(slots=True)
class Budget:
    """The rest of the units of one page: of all, and of those for lists, besides profiles.

    `meant`: the units without what is allowed so that a page goes on. `is_of_one_word`: which may be of
    several pieces.
    """

    cost: Cost
    units: float
    lists: float
    meant: float
    is_of_one_word: bool = False

    @classmethod
    def of_page(cls, cost: Cost, words: Sequence[TypedWord], size: int) -> Budget:
        """Return the budget of a page of so many customers who have these words."""
        profiles = size * PROFILE_UNITS
        if len(words) == 1:
            units = max(_ONE_WORD, _BESIDE_PROFILES + profiles)
            lists = units if words[0].is_simple else min(_LISTS_OF_ONE_WORD, units)
            return cls(cost, units, lists, units, is_of_one_word=True)
        units = max(_SEVERAL_WORDS, _LISTS + profiles)
        return cls(cost, units, _LISTS, units)

    @classmethod
    def of_count(cls, cost: Cost) -> Budget:
        """Return the budget of counting those behind a page, in what the page has left."""
        units = min(_COUNTING, cost.left)
        return cls(cost, cost.units + units, cost.units + units / 2, cost.units + units)

    def allow(self, units: float, *, is_further: bool = False) -> None:
        """Allow what a page begins with, and a little more, so that it goes on in any case.

        `is_further`: this is only a part of what the page goes on with.
        """
        is_small = self.is_of_one_word and self.cost.units + units < self.units
        first = _AT_LEAST_OF_ONE_WORD if is_small else _AT_LEAST
        at_least = _FURTHER_AT_LEAST if is_further else first
        self.lists = max(self.lists, self.cost.units + units + at_least / 2)
        self.units = max(self.units, self.cost.units + units + at_least)

    def as_meant(self) -> Budget:
        """Return it without what is allowed so that a page goes on."""
        return replace(self, units=self.meant)

    @property
    def profiles(self) -> int:
        """How many profiles may be read."""
        return int(self.left / PROFILE_UNITS)

    @property
    def entries(self) -> int:
        """About how many entries of lists may be read."""
        return max(int((self.lists - self.cost.units) * _ENTRIES_PER_UNIT), 0)

    @property
    def left(self) -> float:
        """The units that are left."""
        return max(self.units - self.cost.units, 0.0)

    def allows(self, units: float) -> bool:
        """Return whether so many units are left."""
        return self.cost.units + units <= self.units
