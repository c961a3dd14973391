"""Ports for the index of words by which staff search."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set

    from shared.domain.search.entries import Entry
    from shared.domain.tenants.search_reach import SearchReach


class Mended(NamedTuple):
    """How many items of an index were not as its customers are, and have been mended.

    `added`, `removed`, `signed`: entries, the last with another signature. `words`: of the dictionary, and
    `partitions` of the registry, whether added or removed.
    """

    added: int = 0
    removed: int = 0
    signed: int = 0
    words: int = 0
    partitions: int = 0

    def plus(self, other: Mended) -> Mended:
        """Return both together."""
        return Mended(*(one + another for one, another in zip(self, other, strict=True)))


class SearchEntries(Protocol):
    """Keeps the entries of customers as their changes come."""

    def settle(self, tenant: str, reach: SearchReach, touched: Mapping[str, Set[Entry]]) -> None:
        """Make these entries, by numbers of customers, as the customers are now, and what follows from them.

        It may be broken off at any time, and repeated in any order. Raises `StorageUnavailable`.
        """
        ...


class SearchIndexes(Protocol):
    """Fills the index of a tenant, looks at all of it, and clears it, while others write."""

    def reach_for(self, tenant: str) -> SearchReach:
        """Return which entries the tenant's customers should have, by its restrictions."""
        ...

    def is_begun(self, tenant: str) -> bool:
        """Return whether a build walks through the customers, or has been broken off there."""
        ...

    def build(self, tenant: str, reach: SearchReach) -> Iterator[int]:
        """Write the entries of all customers; yield counts of customers, part by part.

        What was broken off goes on behind the last part that it has finished. Raises
        `SearchIndexHasChanged` where the index is not kept any more.
        """
        ...

    def verify(self, tenant: str, reach: SearchReach) -> Iterator[tuple[int, Mended]]:
        """Compare entries with customers, both ways, and mend them; yield counts of customers, and mends.

        Raises `SearchIndexHasChanged` where the index is not kept any more.
        """
        ...

    def clear(self, tenant: str) -> Iterator[int]:
        """Remove the whole index; yield counts of items, part by part."""
        ...
