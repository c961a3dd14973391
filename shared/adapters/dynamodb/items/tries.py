"""Items that count: wrong passwords, and how often something happened."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute, UnicodeSetAttribute

from shared.adapters.dynamodb.items.item import TableItem


class TriesItem(TableItem):
    """Wrong passwords tried for one e-mail address from one source, as keyed hashes."""

    hashes = UnicodeSetAttribute()
    last_at = NumberAttribute(attr_name="lastAt")


class CountItem(TableItem):
    """A count of events in a window of time that ends at `expiresAt`."""

    times = NumberAttribute()
