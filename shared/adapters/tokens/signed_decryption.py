"""Decryption by KMS without an SDK (`signed_calls`), for the authorizer."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

from shared.adapters.signed_calls import KMS, CallFailed, call

if TYPE_CHECKING:
    from shared.domain.callers.secret_uses import SecretUse


OF_ANOTHER = frozenset({"InvalidCiphertextException", "IncorrectKeyException"})
"""The errors of KMS for a ciphertext of another key, or in another encryption context."""


class SignedDecryption:
    """Decrypts with a KMS key what was encrypted for the use."""

    def __init__(self, key_id: str) -> None:
        self._key_id = key_id

    def __call__(self, ciphertext: bytes, use: SecretUse) -> bytes:
        """Return the plaintext. Raises `CallFailed`; `ValueError` for what is of another use."""
        request = {
            "KeyId": self._key_id,
            "CiphertextBlob": b64encode(ciphertext).decode(),
            "EncryptionContext": use.context,
        }
        try:
            answer = call(KMS, "Decrypt", request)
        except CallFailed as failure:
            if failure.code not in OF_ANOTHER:
                raise
            raise ValueError(f"what is stored for {use.purpose} was encrypted for something else") from None
        return b64decode(answer["Plaintext"])
