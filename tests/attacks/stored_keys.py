"""The deployment's keys and secrets, as they lie in the table."""

from shared.adapters.dynamodb.keys import hash_key_key, sealing_key_key, signing_keys_key
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Item, Key

KEYS_OF_THE_SERVICE = (signing_keys_key(), sealing_key_key(), hash_key_key())


def stored(table: Table, key: Key) -> Item:
    item = table.get(key)
    assert item is not None
    return dict(item)


def text(value: str) -> dict[str, str]:
    return {"S": value}
