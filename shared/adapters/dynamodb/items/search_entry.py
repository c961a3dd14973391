"""The items of the index of words: entries with their signature, and items of keys alone.

They have no `schema`, which is a fifth of a short one: the key says the form.
"""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items.item import TableItem
from shared.adapters.dynamodb.search_keys import entry_key

if TYPE_CHECKING:
    from shared.adapters.dynamodb.writes import Item, Key
    from shared.domain.search.entries import Entry

SIGNATURE = "s"


class SearchItem(TableItem):
    """An item of the index; to name its keys in conditions."""


def entry_item(tenant: str, entry: Entry, signature: bytes) -> Item:
    """Return an entry as it is stored."""
    return {**entry_key(tenant, entry).raw(), SIGNATURE: {"B": signature}}


def key_item(key: Key) -> Item:
    """Return a word of the dictionary, or the mark of a partition, as it is stored."""
    return key.raw()


def signature_in(raw: Item) -> bytes:
    """Return the signature of an entry. One client reads bytes, and the other their text in base 64."""
    stored: Any = raw[SIGNATURE]["B"] if SIGNATURE in raw else b""
    return b64decode(stored) if isinstance(stored, str) else bytes(stored)
