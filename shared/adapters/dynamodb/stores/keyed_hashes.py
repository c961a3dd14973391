"""Keyed hashes: of what must be recognised without being kept, and of tokens we hand out (`KeyedHash`).

Bodies of requests and wrong passwords could be guessed from plain hashes by whoever reads the table; refresh
and one-time tokens could be made up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.adapters.keyed_hash import keyed_hash

if TYPE_CHECKING:
    from shared.adapters.dynamodb.stores.stored_keys import StoredKey


class KeyedHashes:
    """The `KeyedHash` of this deployment."""

    def __init__(self, key: StoredKey) -> None:
        self._key = key

    def of(self, purpose: str, *parts: str | bytes) -> bytes:
        """See `KeyedHash.of`."""
        return keyed_hash(self._key.octets, purpose, *parts)
