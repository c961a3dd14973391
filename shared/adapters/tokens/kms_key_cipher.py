"""How private keys and secrets are encrypted at rest: by KMS, through botocore."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.adapters.aws import Client, Shape
    from shared.domain.callers.secret_uses import SecretUse


class KmsKeyCipher:
    """Encrypts with a KMS key, with the use as encryption context, by which policies allow decryption.

    Raises `StorageUnavailable` where KMS does not answer or is throttled beyond what retries bridge, and
    `CallFailed` where it refuses.
    """

    def __init__(self, key_id: str) -> None:
        self._key_id = key_id

    @cached_property
    def _client(self) -> Client:
        from botocore.config import Config

        from shared.adapters.aws import aws_session

        config = Config(connect_timeout=1, read_timeout=3, retries={"mode": "standard"})
        return aws_session().create_client("kms", config=config)

    def encrypt(self, plaintext: bytes, use: SecretUse) -> bytes:
        """Encrypt at most 4,096 bytes."""
        return self._asked("encrypt", "CiphertextBlob", Plaintext=plaintext, EncryptionContext=use.context)

    def decrypt(self, ciphertext: bytes, use: SecretUse) -> bytes:
        """Decrypt what this key encrypted for the use, and no other. Raises `ValueError`."""
        for context in use.contexts:
            plaintext = self._decrypted(ciphertext, context)
            if plaintext is not None:
                return plaintext
        raise ValueError(f"what is stored for {use.purpose} was encrypted for something else")

    def _decrypted(self, ciphertext: bytes, context: Mapping[str, str]) -> bytes | None:
        """Return the plaintext, unless it was encrypted in another context or by another key."""
        from shared.adapters.signed_calls import CallFailed
        from shared.adapters.tokens.signed_kms_cipher import OF_ANOTHER

        try:
            return self._asked("decrypt", "Plaintext", CiphertextBlob=ciphertext, EncryptionContext=context)
        except CallFailed as failure:
            if failure.code not in OF_ANOTHER:
                raise
            return None

    def _asked(self, operation: str, wanted: str, **request: Shape) -> bytes:
        from shared.adapters.aws import failures_as_call_failed
        from shared.adapters.signed_calls import KMS
        from shared.adapters.tokens.signed_kms_cipher import unavailable_in_passing

        with unavailable_in_passing(), failures_as_call_failed(KMS.service):
            octets: bytes = getattr(self._client, operation)(KeyId=self._key_id, **request)[wanted]
        return octets
