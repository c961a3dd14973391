"""Encryption by KMS without an SDK (`signed_calls`), where the environment suffices for that."""

from __future__ import annotations

from base64 import b64decode, b64encode
from contextlib import contextmanager
from typing import TYPE_CHECKING

from shared.adapters.signed_calls import KMS, CallFailed, call
from shared.domain.errors import StorageUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shared.domain.callers.secret_uses import SecretUse


OF_ANOTHER = frozenset({"InvalidCiphertextException", "IncorrectKeyException"})
"""The errors of KMS for a ciphertext of another key, or in another encryption context."""


class SignedKmsCipher:
    """See `KmsKeyCipher`."""

    def __init__(self, key_id: str) -> None:
        self._key_id = key_id

    def encrypt(self, plaintext: bytes, use: SecretUse) -> bytes:
        """Encrypt at most 4,096 bytes."""
        return self._asked("Encrypt", "Plaintext", plaintext, use.context, "CiphertextBlob")

    def decrypt(self, ciphertext: bytes, use: SecretUse) -> bytes:
        """Decrypt what this key encrypted for the use, and no other. Raises `ValueError`."""
        for context in use.contexts:
            try:
                return self._asked("Decrypt", "CiphertextBlob", ciphertext, context, "Plaintext")
            except CallFailed as failure:
                if failure.code not in OF_ANOTHER:
                    raise
        raise ValueError(f"what is stored for {use.purpose} was encrypted for something else")

    def _asked(
        self, operation: str, given: str, octets: bytes, context: Mapping[str, str], wanted: str
    ) -> bytes:
        request = {"KeyId": self._key_id, given: b64encode(octets).decode(), "EncryptionContext": context}
        with unavailable_in_passing():
            return b64decode(call(KMS, operation, request, wanted)[wanted])


@contextmanager
def unavailable_in_passing() -> Iterator[None]:
    """Raise `StorageUnavailable` for a failure of KMS that passes: whoever waits for it may come again."""
    try:
        yield
    except CallFailed as failure:
        if failure.is_passing:
            raise StorageUnavailable from failure
        raise
