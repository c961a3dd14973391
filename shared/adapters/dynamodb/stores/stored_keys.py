"""Keys of 32 random bytes, each stored encrypted in an item of its own, and fetched when first needed."""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pynamodb.attributes import UnicodeAttribute

from shared.adapters.dynamodb.items.item import TableItem, rest_of
from shared.adapters.dynamodb.writes import ConditionFailed, Put
from shared.domain.errors import StorageUnavailable

if TYPE_CHECKING:
    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item, Key
    from shared.domain.callers.secret_uses import SecretUse
    from shared.ports.callers import KeyCipher

_KEY_BYTES = 32


class StoredKeyItem(TableItem):
    """The encrypted key, as base64."""

    encrypted_key = UnicodeAttribute(attr_name="encryptedKey")


class StoredKey:
    """The key of one use. `makes`: this process may make it where there is none."""

    def __init__(self, table: Table, cipher: KeyCipher, key: Key, use: SecretUse, *, makes: bool) -> None:
        self._table = table
        self._cipher = cipher
        self._key = key
        self._use = use
        self._makes = makes

    @cached_property
    def octets(self) -> bytes:
        """The key in clear. Raises `StorageUnavailable` where there is none and another function makes it."""
        raw = self._table.get(self._key) or self._create()
        return self._decrypted(raw)

    def encrypt_again(self) -> None:
        """Encrypt the stored key for its use, which one from long ago is not, or make it."""
        raw = self._table.get(self._key)
        if raw is None:
            self._create()
        else:
            stored: Any = StoredKeyItem.from_raw_data(dict(raw))
            item = {**self._item(self._decrypted(raw)), **rest_of(StoredKeyItem, raw)}
            put = Put(item, StoredKeyItem.encrypted_key == stored.encrypted_key)
            self._table.write_if_unchanged(put)  # else a rival has just done the same

    def _decrypted(self, raw: Item) -> bytes:
        item: Any = StoredKeyItem.from_raw_data(dict(raw))
        return self._cipher.decrypt(b64decode(item.encrypted_key), self._use)

    def _create(self) -> Item:
        if not self._makes:
            raise StorageUnavailable
        item = self._item(secrets.token_bytes(_KEY_BYTES))
        put = Put(item, StoredKeyItem.pk.does_not_exist())
        try:
            self._table.write(put)
        except ConditionFailed as failure:
            return failure.met(put) or item
        return item

    def _item(self, octets: bytes) -> Item:
        encrypted = b64encode(self._cipher.encrypt(octets, self._use)).decode()
        return StoredKeyItem(pk=self._key.pk, sk=self._key.sk, encrypted_key=encrypted).raw()
