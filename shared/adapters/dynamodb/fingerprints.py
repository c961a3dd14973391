"""Fingerprints of request bodies, for calls with an `Idempotency-Key`.

Bodies hold passwords, so a plain hash would let whoever reads the table try guesses: it is an HMAC,
by a key that is stored encrypted and fetched when the first such call comes.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import b64decode, b64encode
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pynamodb.attributes import UnicodeAttribute

from shared.adapters.dynamodb.items import TableItem
from shared.adapters.dynamodb.keys import fingerprint_key_key
from shared.adapters.dynamodb.table import ConditionFailed, Put

if TYPE_CHECKING:
    from shared.adapters.dynamodb.table import Item, Table
    from shared.ports import KeyCipher

_KEY_BYTES = 32


class FingerprintKeyItem(TableItem):
    """The encrypted key, as base64."""

    encrypted_key = UnicodeAttribute(attr_name="encryptedKey")


class Fingerprints:
    """Tells whether two bodies are the same without keeping either."""

    def __init__(self, table: Table, cipher: KeyCipher) -> None:
        self._table = table
        self._cipher = cipher

    def of(self, body: bytes) -> str:
        """The body's fingerprint, as hexadecimal digits."""
        return hmac.digest(self._key, body, "sha256").hex()

    @cached_property
    def _key(self) -> bytes:
        raw = self._table.get(fingerprint_key_key()) or self._create()
        item: Any = FingerprintKeyItem.from_raw_data(raw)
        return self._cipher.decrypt(b64decode(item.encrypted_key))

    def _create(self) -> Item:
        key = fingerprint_key_key()
        encrypted = b64encode(self._cipher.encrypt(secrets.token_bytes(_KEY_BYTES))).decode()
        item = FingerprintKeyItem(pk=key.pk, sk=key.sk, encrypted_key=encrypted).raw()
        try:
            self._table.write(Put(item, FingerprintKeyItem.pk.does_not_exist()))
        except ConditionFailed as failure:
            return failure.found[0] or item
        return item
