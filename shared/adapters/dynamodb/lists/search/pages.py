"""Pages of what a search finds: with the words as typed, and behind that with others that may be meant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from shared.adapters.dynamodb.keys import realms_key
from shared.adapters.dynamodb.lists.search.budget import Budget
from shared.adapters.dynamodb.lists.search.dictionary import Near, nearest_in, units_to_begin
from shared.adapters.dynamodb.lists.search.drivers import look_units
from shared.adapters.dynamodb.lists.search.position import Position, Sought, is_correctable
from shared.adapters.dynamodb.lists.search.profiles import Profiles, Wanted
from shared.adapters.dynamodb.lists.search.walking import Walk
from shared.adapters.dynamodb.stores.tenants import restrictions_in
from shared.domain.search.reach import read_reaches
from shared.domain.search.typed import any_of
from shared.domain.tenants.search_reach import SearchReach
from shared.ports.lists import MOST_COUNTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.adapters.dynamodb.lists.search.position import Instead
    from shared.adapters.dynamodb.lists.search.profiles import Profile
    from shared.adapters.dynamodb.lists.search.word_lists import Reading
    from shared.adapters.dynamodb.stores.tenants import Tenants
    from shared.adapters.dynamodb.table import Meter, Table
    from shared.domain.callers.access import Access
    from shared.domain.search.search import Search


class Hit(NamedTuple):
    """A customer that is found. `corrected`: with which words, if others than were typed."""

    profile: Profile
    corrected: str | None


class Pages:
    """The pages of one search, as far as one request reads them."""

    def __init__(self, reading: Reading, tenants: Tenants, access: Access, search: Search, size: int) -> None:
        self._search = search
        self._size = size
        self._cost = reading.meter
        self._reading = reading
        self._profiles = Profiles(self._reading, tenants, access, search.query)

    def page(self, start: Position) -> tuple[list[Hit], Position | None]:
        """Return the customers of the page, and where the next one begins, if there is one."""
        budget = Budget.of_page(self._cost, self._search.words, self._size)
        return self._hits(start, self._size, budget)

    def count(self, hits: Sequence[Hit], position: Position | None) -> tuple[int, bool]:
        """Return how many customers a page and all behind it have, and whether that is all of them.

        By their profiles: entries may be left of customers whom the caller does not see any more.
        """
        if position is None:
            return len(hits), True
        wanted = MOST_COUNTED + 1 - len(hits)
        further, rest = self._hits(position, wanted, Budget.of_count(self._cost))
        return len(hits) + len(further), rest is None

    def _hits(self, start: Position, size: int, budget: Budget) -> tuple[list[Hit], Position | None]:
        hits: list[Hit] = []
        position: Position | None = start
        budget.allow(self._least(start), is_further=bool(start.due))
        while position is not None and len(hits) < size:
            within = budget.as_meant() if position.due and position is not start else budget
            if position is not start and not within.allows(self._least(position)):
                break
            if position.due:
                position = self._with_nearest(position, within)
                if position is not None and position.due:
                    break
                continue
            walk = Walk(
                self._reading,
                self._profiles,
                self._wanted(position),
                budget,
                self._correctable(position),
                is_further=position is not start,
            )
            walked = walk.walk(position, size - len(hits))
            hits += [Hit(each, self._corrected(position.instead, each)) for each in walked.found]
            found = position.found + len(walked.found)
            if walked.position is not None:
                position = replace(walked.position, found=found)
            else:
                position = None if walked.is_nobodys else self._behind(replace(position, found=found))
            if walked.is_spent:
                break
        return hits, position

    def _least(self, position: Position) -> float:
        """Return the units that the next step takes in any case."""
        if position.due:
            return units_to_begin(self._reading, [self._search.words[at].spelling for at in position.due])
        if position.order is None:
            return look_units(self._reading, self._wanted(position).words)
        return 0.0

    def _wanted(self, position: Position) -> Wanted:
        """Return what a hit has at a position."""
        typed = self._search.words
        words = [
            word if instead is None else word.corrected(instead)
            for word, instead in zip(typed, position.instead, strict=True)
        ]
        return Wanted(words, typed if position.is_behind else ())

    def _correctable(self, position: Position) -> tuple[int, ...]:
        """Return the words for which others may be meant that have not been looked for yet."""
        return tuple(
            index
            for index, word in enumerate(self._search.words)
            if position.instead[index] is None and is_correctable(word)
        )

    def _behind(self, position: Position) -> Position | None:
        """Return the position at which others are looked for than those that were, if they are."""
        due = self._correctable(position)
        enough = self._size if len(self._search.words) == 1 else 1
        if not due or position.found >= enough:
            return None
        return Position(position.instead, due, is_behind=position.found > 0)

    def _with_nearest(self, position: Position, budget: Budget) -> Position | None:
        """Return the beginning of those with the nearest words, or the position at which these are looked for
        further; None if there are no such words.
        """
        typed = [word.spelling for word in self._search.words]
        further = {word.text for each in self._profiles.colleagues() for word in each.words}
        sought = position.sought or Sought()
        for index in position.due[len(sought.found) :]:
            known = Near(sought.near, sought.behind)
            near, behind = nearest_in(self._reading, typed[index], further, budget, known)
            if behind is not None:
                return replace(position, sought=Sought(sought.found, near, behind))
            sought = Sought((*sought.found, near))
        if not any(sought.found):
            return None
        instead = list(position.instead)
        for index, near in zip(position.due, sought.found, strict=True):
            # One of several words may be right as it is, though all together find nobody.
            instead[index] = near if len(instead) == 1 else (typed[index], *near)
        return Position(tuple(instead), is_behind=position.is_behind)

    def _corrected(self, instead: Instead, profile: Profile) -> str | None:
        """Return the words with which a customer was found, if others than were typed."""
        if not any(instead):
            return None
        shown = [word.text for word in self._search.words]
        for index, words in enumerate(instead):
            typed = self._search.words[index]
            if not typed.is_simple and typed.quality_in(profile.words) is not None:
                continue
            met = (word for word in words or () if any_of([word]).quality_in(profile.words) is not None)
            shown[index] = next(met, shown[index])
        return " ".join(shown)


def reaches_of_caller(
    table: Table, tenants: Tenants, tenant: str, access: Access, cost: Meter
) -> tuple[str, ...]:
    """Return the reaches that the caller's wide grant has."""
    if access.wide is None:
        return ()
    seen = access.wide.restrictions
    index = tenants.search_index(tenant)
    reach = (index.reach if index is not None else None) or SearchReach.RESTRICTIONS
    known: frozenset[str] = frozenset()
    if seen is None and reach is SearchReach.RESTRICTIONS:
        key = realms_key(tenant)
        raw = table.batch_get([key], consistent=False, meter=cost).get(key)
        known = restrictions_in(raw)
    return read_reaches([*filter(None, seen)] if seen is not None else None, known, reach)
