"""The table, and the adapters of keys and tokens, which the others in `adapters.py` are made with.

Adapters are imported where they are needed, so that a function loads nothing it does not use.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from shared.domain.errors import StorageUnavailable
from shared.runtime import deadline, reach
from shared.runtime.environment import environment
from shared.runtime.parts import part

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.adapters.dynamodb.stores.keyed_hashes import KeyedHashes
    from shared.adapters.dynamodb.stores.signing_keys import SigningKeys
    from shared.adapters.dynamodb.stores.stored_keys import StoredKey
    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Key
    from shared.adapters.tokens.own_tokens import OwnTokenReader
    from shared.adapters.tokens.signer import Es256Signer
    from shared.adapters.tokens.verifier import TokenVerifier
    from shared.domain.callers.secret_uses import SecretUse
    from shared.ports.callers import KeyCipher
    from shared.runtime.environment import Environment


class KeyAdapters:
    """Makes each adapter when it is first asked for. What is given or set is used in place of its own."""

    def __init__(self, *, environment: Environment | None = None, table: Table | None = None) -> None:
        if environment is not None:
            self.environment = environment
        if table is not None:
            self.table = table

    @part
    def environment(self) -> Environment:
        """Return the environment of the process."""
        return environment()

    @part
    def table(self) -> Table:
        """Return the table, its connection already open in Lambda."""
        from shared.adapters.dynamodb.client import make_client, prime
        from shared.adapters.dynamodb.table import Table
        from shared.runtime.observability import count_storage_request, logger

        client = make_client(count_storage_request)
        if self.environment.in_lambda and (problem := prime(client, self.environment.table_name)) is not None:
            logger().warning("priming failed", error_type=type(problem).__name__)
        outside = reach.NO_TENANT if self.environment.in_lambda else reach.EVERY_TENANT
        return Table(
            client, self.environment.table_name, lambda: reach.reach(outside), ends_at=deadline.ends_at
        )

    @part
    def keyed_hashes(self) -> KeyedHashes:
        """Return the `KeyedHash`."""
        from shared.adapters.dynamodb.stores.keyed_hashes import KeyedHashes

        if self.environment.kms_key_id is not None and self.environment.makes_keys:
            with suppress(StorageUnavailable):
                _ = self.hash_key.octets  # others, which may not make it, wait for it
        return KeyedHashes(self.hash_key)

    @part
    def hash_key(self) -> StoredKey:
        """Return the key of keyed hashes."""
        from shared.adapters.dynamodb import annexes, keys
        from shared.domain.callers.secret_uses import HASHING

        return self._stored_key(annexes.hash_key, keys.hash_key_key(), HASHING)

    @part
    def sealing_key(self) -> StoredKey:
        """Return the key of the signing keys' seal."""
        from shared.adapters.dynamodb import annexes, keys
        from shared.domain.callers.secret_uses import SEALING

        return self._stored_key(annexes.sealing_key, keys.sealing_key_key(), SEALING)

    def _stored_key(self, annex: Callable[[str, Key], bool], key: Key, use: SecretUse) -> StoredKey:
        from shared.adapters.dynamodb.stores.stored_keys import StoredKey

        table = self.table.with_annexes(annex)
        return StoredKey(table, self.key_cipher, key, use, makes=self.environment.makes_keys)

    @part
    def key_cipher(self) -> KeyCipher:
        """Encrypts keys and secrets that are stored in the table: KMS, or on a laptop a key in a file."""
        if (key_file := self.environment.key_file) is not None:
            from pathlib import Path

            from shared.adapters.tokens.file_key_cipher import FileKeyCipher

            return FileKeyCipher(Path(key_file))
        from shared.adapters.endpoints import environment_suffices

        key_id = self.environment.kms_key_id or ""
        if environment_suffices("kms", os.environ):
            from shared.adapters.tokens.signed_kms_cipher import SignedKmsCipher

            return SignedKmsCipher(key_id)
        from shared.adapters.tokens.kms_key_cipher import KmsKeyCipher

        return KmsKeyCipher(key_id)

    @part
    def token_verifier(self) -> TokenVerifier:
        """Return the verifier of access tokens, our own keys already read in Lambda."""
        from shared.adapters.tokens.service_records import ServiceRecords
        from shared.adapters.tokens.trusted_issuers import trusted_issuers
        from shared.adapters.tokens.verifier import TokenVerifier

        issuers = trusted_issuers(self.environment.trusted_issuers, self.environment.user_pool_issuer)
        records = ServiceRecords(self.environment.table_name, self.key_cipher.decrypt)
        if self.environment.in_lambda:
            records.load()
        return TokenVerifier(issuers, records)

    @part
    def signing_keys(self) -> SigningKeys:
        """Return the `SigningKeyStore`."""
        from shared.adapters.dynamodb import annexes
        from shared.adapters.dynamodb.stores.signing_keys import SigningKeys

        return SigningKeys(self.table.with_annexes(annexes.signing_keys), self.sealing_key)

    @part
    def token_signer(self) -> Es256Signer:
        """Return the `TokenSigner`, its key already decrypted in Lambda."""
        from shared.adapters.tokens.signer import Es256Signer

        signer = Es256Signer(self.signing_keys, self.key_cipher, makes=self.environment.makes_keys)
        if self.environment.in_lambda:
            with suppress(StorageUnavailable):  # a request tries again, and says when to come back
                signer.load()
        return signer

    @part
    def own_tokens(self) -> OwnTokenReader:
        """Return the `OwnTokens`."""
        from shared.adapters.tokens.own_tokens import OwnTokenReader

        return OwnTokenReader(self.signing_keys)
