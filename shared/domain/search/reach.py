"""For whom the entries of the index of words are: who sees one restriction, or who sees all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.tenants.search_reach import SearchReach

if TYPE_CHECKING:
    from collections.abc import Collection

EVERYTHING = "*"
"""The reach of callers who see all customers, in a tenant whose index has a copy for them."""
MAX_MERGED = 4
"""Up to so many restrictions, callers who see all read the entries of each."""


def reach_of(restriction: str | None) -> str:
    """Return the reach of customers with this restriction; no other name is the same."""
    return f"={restriction or ''}"


def reaches_of(restriction: str | None, reach: SearchReach) -> tuple[str, ...]:
    """Return the reaches in which a customer with this restriction has its entries."""
    own = reach_of(restriction)
    return (own, EVERYTHING) if reach is SearchReach.EVERYTHING else (own,)


def read_reaches(
    seen: Collection[str] | None, restrictions: Collection[str], reach: SearchReach
) -> tuple[str, ...]:
    """Return the reaches that together have all customers with these restrictions, each customer once.

    `seen`: None for callers who see all. `restrictions`: all that the tenant's customers may ever have had.
    """
    if seen is not None:
        return tuple(map(reach_of, sorted(seen)))
    if reach is SearchReach.EVERYTHING:
        return (EVERYTHING,)
    return tuple(map(reach_of, (None, *sorted(restrictions))))


def reach_for(restrictions: Collection[str]) -> SearchReach:
    """Return which entries customers of a tenant with so many restrictions should have."""
    return SearchReach.EVERYTHING if len(restrictions) > MAX_MERGED else SearchReach.RESTRICTIONS
