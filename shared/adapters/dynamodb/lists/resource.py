"""The differences between resources in lists; everything else of a list is the same for all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from shared.adapters.dynamodb.lists.needed import Path
    from shared.adapters.dynamodb.lists.plan import Ways
    from shared.adapters.dynamodb.stores.tenants import Tenants
    from shared.adapters.dynamodb.writes import Item, Key
    from shared.domain.callers.access import Access

Listed = Any
"""A customer, a company or a location."""
Attribute = Any
"""An attribute of pynamodb's, which filters name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A resource that is listed, as the steps of a list need it.

    `name`: of many. `letter` and `sort_key`: where its items are. `read` and `read_row`: return what an item,
    or a row of the directory, is of; None of one that is in no list. `document`: the members that a caller
    may know, and `whole_document` all of them; `row_document`: of a row of the directory, where there is a
    short way to it. `around`: the keys of other items that answers show, as far as a row names them.
    `partitions`: of the indexes, by restrictions (`None`: all).
    `times`, `texts`, `booleans` and `presence_alone`: attributes that DynamoDB can filter the directory by.
    """

    name: str
    ways: Ways
    letter: str
    sort_key: str
    read: Callable[[Item], Listed | None]
    read_row: Callable[[Item], Listed | None]
    sees: Callable[[Access, Listed], bool]
    document: Callable[[Listed, Access], dict[str, Any]]
    whole_document: Callable[[Listed], dict[str, Any]]
    partitions: Callable[[Tenants, str, frozenset[str] | None], list[str]]
    row_document: Callable[[Item], dict[str, Any]] | None = None
    around: Callable[[Item], Iterable[Key]] = lambda _row: ()
    times: Mapping[Path, Attribute] = field(default_factory=dict)
    texts: Mapping[Path, Attribute] = field(default_factory=dict)
    booleans: Mapping[Path, Attribute] = field(default_factory=dict)
    presence_alone: Mapping[Path, Attribute] = field(default_factory=dict)

    def key_of(self, row: Item) -> tuple[str, str]:
        """Return the key of the item that a row leads to, which may be the row of a former place."""
        return row["pk"]["S"], self.sort_key

    def listed(self, rows: Iterable[Item]) -> Iterable[tuple[Item, Listed]]:
        """Yield what the rows of the directory are of, as the index has it."""
        for row in rows:
            found = self.read_row(row)
            if found is not None:
                yield row, found

    def documents(self, rows: Iterable[Item], access: Access) -> Iterable[dict[str, Any]]:
        """Yield the documents of rows of the directory, for a caller who sees all of them."""
        if self.row_document is not None:
            return map(self.row_document, rows)
        return (self.document(found, access) for _, found in self.listed(rows))
