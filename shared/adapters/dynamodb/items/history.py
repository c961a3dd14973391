"""Entries of customers' histories in the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pynamodb.attributes import UnicodeAttribute

from shared.adapters.dynamodb.items.item import TableItem, item_size
from shared.adapters.dynamodb.items.packed import PackedDocumentAttribute, unpacked
from shared.adapters.dynamodb.keys import history_key
from shared.domain import json_text
from shared.domain.history.entries import entry_document, entry_from, without_names, without_values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from shared.adapters.dynamodb.writes import Item
    from shared.domain.history.entries import CustomerEntry, Entry

_LARGEST_ENTRY = 390_000
_MOST_NAMED = 2_000_000
"""Characters of all changes without values: a long name above many members is in each of their paths."""
_AROUND = 35
"""Of a change, what is around its path and values."""


class HistoryItem(TableItem):
    """An entry in the history of a customer."""

    incarnation = UnicodeAttribute()
    restriction = UnicodeAttribute(null=True)
    entry = PackedDocumentAttribute()


def history_item(row: CustomerEntry, until: datetime) -> Item:
    """Return the item of an entry, with as much of it as an item has room for."""
    items = (_item(row, entry_document(entry), until) for entry in _ever_shorter(row.entry))
    return next(item for item in items if item_size(item) <= _LARGEST_ENTRY)


def entry_of_item(raw: Item) -> Entry:
    """Return the entry of an item. Raises `TooLargeToUnpack`."""
    text = unpacked(raw["entry"]["S"])
    step = int(raw["sk"]["S"].rpartition("#")[2])
    restriction = raw["restriction"]["S"] if "restriction" in raw else None
    return entry_from(json_text.loads(text), step, restriction=restriction, size=len(text.encode()))


def _ever_shorter(entry: Entry) -> Iterator[Entry]:
    """Yield an entry whole, without values, and without the names that customers choose.

    The last names only members that all customers have, so it always fits.
    """
    named = sum(len(name) for each in entry.changes for name in each.path)
    if named + _AROUND * len(entry.changes) <= _MOST_NAMED:
        yield entry
        yield without_values(entry)
    yield without_names(entry, 2)
    yield without_names(entry, 1)


def _item(row: CustomerEntry, document: dict[str, Any], until: datetime) -> Item:
    key = history_key(row.tenant, row.number, row.incarnation, row.entry.version, row.entry.step)
    item = HistoryItem(
        pk=key.pk,
        sk=key.sk,
        expires_at=int(until.timestamp()),
        incarnation=row.incarnation,
        restriction=row.entry.restriction,
        entry=document,
    )
    return item.raw()
