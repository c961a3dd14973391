"""Password migrations of tenants in the table (`RetentionStore`)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute

from shared.adapters.dynamodb.items.item import TableItem
from shared.adapters.dynamodb.keys import RETENTION_PARTITION, RETENTION_PREFIX, retention_key
from shared.adapters.dynamodb.writes import Delete, Put
from shared.domain.log_in.retention import Retention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item


class RetentionItem(TableItem):
    """A tenant's password migration: its days, written `2026-01-31`, and whether mail goes out."""

    end = UnicodeAttribute()
    reminder = UnicodeAttribute()
    notifies = BooleanAttribute()


class Retentions:
    """One item for each tenant that has one, all in one partition."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, tenant: str) -> Retention | None:
        """See `RetentionStore.find`; a strongly consistent read."""
        raw = self._table.get(retention_key(tenant))
        return _retention_from(raw) if raw is not None else None

    def put(self, tenant: str, retention: Retention) -> None:
        """See `RetentionStore.put`."""
        key = retention_key(tenant)
        item = RetentionItem(
            pk=key.pk,
            sk=key.sk,
            end=retention.end.isoformat(),
            reminder=retention.reminder.isoformat(),
            notifies=retention.notifies,
        )
        self._table.write(Put(item.raw()))

    def delete(self, tenant: str) -> None:
        """See `RetentionStore.delete`."""
        self._table.write(Delete(retention_key(tenant)))

    def tenants(self) -> Iterator[tuple[str, Retention]]:
        """See `RetentionStore.tenants`."""
        partition = (RetentionItem.pk == RETENTION_PARTITION) & RetentionItem.sk.startswith(RETENTION_PREFIX)
        for raw in self._table.query(partition, consistent=True):
            yield raw["sk"]["S"].removeprefix(RETENTION_PREFIX), _retention_from(raw)


def _retention_from(raw: Item) -> Retention:
    item: Any = RetentionItem.from_raw_data(raw)
    return Retention(date.fromisoformat(item.end), date.fromisoformat(item.reminder), item.notifies)
