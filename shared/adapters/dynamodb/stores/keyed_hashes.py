"""Keyed hashes (HMAC-SHA-256): of what must be recognised without being kept, and of tokens we hand out.

Bodies of requests and wrong passwords could be guessed from plain hashes by whoever reads the table; refresh
and one-time tokens could be made up. The key is stored encrypted and fetched when it is first needed.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import b64decode, b64encode
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pynamodb.attributes import UnicodeAttribute

from shared.adapters.dynamodb.items.item import TableItem
from shared.adapters.dynamodb.keys import hash_key_key
from shared.adapters.dynamodb.table import ConditionFailed, Put

if TYPE_CHECKING:
    from shared.adapters.dynamodb.table import Item, Table
    from shared.ports.callers import KeyCipher

_KEY_BYTES = 32


class HashKeyItem(TableItem):
    """The encrypted key, as base64."""

    encrypted_key = UnicodeAttribute(attr_name="encryptedKey")


class KeyedHashes:
    """The `KeyedHash` of this deployment."""

    def __init__(self, table: Table, cipher: KeyCipher) -> None:
        self._table = table
        self._cipher = cipher

    def of(self, purpose: str, *parts: str | bytes) -> bytes:
        """See `KeyedHash.of`."""
        texts = (purpose, *parts)
        octets = [t.encode(errors="surrogatepass") if isinstance(t, str) else t for t in texts]
        # With its length before each, no two lists of parts run together into the same message.
        message = b"".join(len(part).to_bytes(4) + part for part in octets)
        return hmac.digest(self._key, message, "sha256")

    @cached_property
    def _key(self) -> bytes:
        raw = self._table.get(hash_key_key()) or self._create()
        item: Any = HashKeyItem.from_raw_data(raw)
        return self._cipher.decrypt(b64decode(item.encrypted_key))

    def _create(self) -> Item:
        key = hash_key_key()
        encrypted = b64encode(self._cipher.encrypt(secrets.token_bytes(_KEY_BYTES))).decode()
        item = HashKeyItem(pk=key.pk, sk=key.sk, encrypted_key=encrypted).raw()
        put = Put(item, HashKeyItem.pk.does_not_exist())
        try:
            self._table.write(put)
        except ConditionFailed as failure:
            return failure.met(put) or item
        return item
