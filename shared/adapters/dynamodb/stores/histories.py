"""The histories of customers (`HistoryStore`)."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items.customer import customer_from
from shared.adapters.dynamodb.items.history import HistoryItem, entry_of_item, history_item
from shared.adapters.dynamodb.keys import customer_key, history_ends
from shared.adapters.dynamodb.writes import Put
from shared.domain.customers.customer import Customer
from shared.domain.instants import now

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shared.adapters.dynamodb.table import Table
    from shared.domain.history.entries import CustomerEntry, Entry

_FRESH = timedelta(seconds=10)
"""A customer who was there so lately is cleaned up after this is written: 30 s after its deletion."""


class Histories:
    """An item for each entry, in the customer's partition: they go with the customer, or when they expire."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def keep(self, row: CustomerEntry, until: datetime) -> None:
        """See `HistoryStore.keep`."""
        if now() - row.entry.at > _FRESH and not self._is_there(row):
            return
        self._table.write_alone(Put(history_item(row, until)))

    def newest_first(
        self, customer: Customer, *, before: tuple[int, int] | None = None, at_once: int | None = None
    ) -> Iterator[Entry]:
        """See `HistoryReader.newest_first`; strongly consistent, a request for so many, or for a megabyte."""
        first, last = history_ends(customer.tenant, customer.number, customer.incarnation, before)
        partition: Any = HistoryItem.pk == first.pk
        part = partition & HistoryItem.sk.between(first.sk, last.sk)
        this_second = time.time()
        for items in self._table.pages(part, at_once=at_once, descending=True, consistent=True):
            for raw in items:
                # One that has expired is removed by DynamoDB within days.
                if int(raw["expiresAt"]["N"]) > this_second:
                    yield entry_of_item(raw)

    def _is_there(self, row: CustomerEntry) -> bool:
        raw = self._table.get(customer_key(row.tenant, row.number))
        customer = customer_from(raw) if raw is not None else None
        return isinstance(customer, Customer) and customer.incarnation == row.incarnation
