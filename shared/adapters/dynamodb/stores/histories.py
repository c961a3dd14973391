"""The histories of customers (`HistoryStore`)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.customer import customer_from
from shared.adapters.dynamodb.items.history import history_item
from shared.adapters.dynamodb.keys import customer_key
from shared.adapters.dynamodb.writes import Put
from shared.domain.customers.customer import Customer
from shared.domain.instants import now

if TYPE_CHECKING:
    from datetime import datetime

    from shared.adapters.dynamodb.table import Table
    from shared.domain.history.entries import CustomerEntry

_FRESH = timedelta(seconds=10)
"""Whoever was there so short a time ago is cleaned up later than this is written: 30 s after its deletion."""


class Histories:
    """An item for each entry, in the customer's partition: they go with the customer, or when they expire."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def keep(self, row: CustomerEntry, until: datetime) -> None:
        """See `HistoryStore.keep`."""
        if now() - row.entry.at > _FRESH and not self._is_there(row):
            return
        self._table.write_alone(Put(history_item(row, until)))

    def _is_there(self, row: CustomerEntry) -> bool:
        raw = self._table.get(customer_key(row.tenant, row.number))
        customer = customer_from(raw) if raw is not None else None
        return isinstance(customer, Customer) and customer.incarnation == row.incarnation
