"""Keeps the entries of the index of words as customers change (`SearchEntries`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.customer import customer_from
from shared.adapters.dynamodb.items.search_entry import entry_item
from shared.adapters.dynamodb.keys import customer_key
from shared.adapters.dynamodb.search_keys import entry_key
from shared.adapters.dynamodb.stores.search_marks import SearchMarks, held_in
from shared.adapters.patience import turns
from shared.domain.errors import StorageUnavailable
from shared.domain.search.entries import entries_of, settlement_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Set

    from shared.adapters.dynamodb.table import Table
    from shared.domain.search.entries import Entry
    from shared.domain.tenants.search_reach import SearchReach


class SearchEntries:
    """Writes without conditions, and looks afterwards whether customers have changed meanwhile."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._marks = SearchMarks(table)

    def settle(self, tenant: str, reach: SearchReach, touched: Mapping[str, Set[Entry]]) -> None:
        """See `SearchEntries.settle`. Repeated while a customer has other entries than those written."""
        left = dict(touched)
        for _ in turns():
            present = self._entries(tenant, reach, left)
            self._write(tenant, left, present)
            now = self._entries(tenant, reach, left)
            left = {number: each for number, each in left.items() if now[number] != present[number]}
            if not left:
                return
        raise StorageUnavailable

    def _entries(
        self, tenant: str, reach: SearchReach, numbers: Iterable[str]
    ) -> dict[str, Mapping[Entry, bytes]]:
        """Return the entries that customers with these numbers have, by number, as they are now."""
        keys = {number: customer_key(tenant, number) for number in numbers}
        found = self._table.batch_get(keys.values())
        return {
            number: entries_of(customer_from(found[key]) if key in found else None, reach)
            for number, key in keys.items()
        }

    def _write(
        self, tenant: str, touched: Mapping[str, Set[Entry]], present: Mapping[str, Mapping[Entry, bytes]]
    ) -> None:
        settlements = [settlement_of(each, present[number]) for number, each in touched.items()]
        put = {entry: signature for each in settlements for entry, signature in each.put.items()}
        deleted = [entry for each in settlements for entry in each.deleted]
        added = held_in(put)
        self._marks.announce(tenant, added)
        self._table.write_all(
            [entry_item(tenant, entry, signature) for entry, signature in put.items()],
            [entry_key(tenant, entry) for entry in deleted],
        )
        self._marks.put(tenant, added)
        self._marks.release(tenant, held_in(deleted) - added)
