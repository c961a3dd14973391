"""The index of words of a tenant: from when on it is kept up, and whether it is whole.

Functions know a standing for a while. Each keeps an index up as soon as it knows of it, whatever its clock
says. Customers are walked through when all of them do: until then, one may leave out a change of what another
has written. For the same reason nothing is cleared before the time when none of them writes any more. Who
waits for that measures it from the moment of seeing it in the table, so no two clocks are compared.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shared.domain.errors import Conflict
from shared.domain.tenants.standing import EFFECTIVE_SECONDS, LONGEST_CALL_SECONDS

if TYPE_CHECKING:
    from datetime import datetime

    from shared.domain.tenants.search_reach import SearchReach
    from shared.domain.tenants.standing import Standing

KNOWN_AFTER_SECONDS = EFFECTIVE_SECONDS + LONGEST_CALL_SECONDS
"""From when a standing is in the table until all functions go by it."""


class SearchIndexHasChanged(Conflict):
    """An index is not the one any more that is being written to or removed."""

    def __init__(self, tenant: str) -> None:
        super().__init__(
            f"The index of '{tenant}' has been cleared or begun again meanwhile; nothing more was done to it."
        )


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """The index of a tenant. `reach`: None for one that is being cleared.

    `since`: when that was said, by the clock of who said it, which tells it from others and nothing else.
    `built_at`: when all customers had their entries for the first time.
    """

    reach: SearchReach | None
    since: datetime
    built_at: datetime | None = None


def keeping_search(standing: Standing, reach: SearchReach, at: datetime) -> Standing:
    """Return the standing in which an index is kept up; as before if one is."""
    if standing.search is not None and standing.search.reach is not None:
        return standing
    return replace(standing, search=SearchIndex(reach, at))


def with_built_search(standing: Standing, index: SearchIndex, at: datetime) -> Standing:
    """Return the standing in which all customers have their entries; as before if it has another index."""
    if standing.search != index or index.built_at is not None:
        return standing
    return replace(standing, search=replace(standing.search, built_at=at))


def clearing_search(standing: Standing, at: datetime) -> Standing:
    """Return the standing in which the index is not kept up any more, now or since earlier."""
    if standing.search is None or standing.search.reach is None:
        return standing
    return replace(standing, search=SearchIndex(None, at))


def without_search(standing: Standing) -> Standing:
    """Return the standing of a tenant without an index, unless it has been begun again."""
    if standing.search is None or standing.search.reach is not None:
        return standing
    return replace(standing, search=None)
