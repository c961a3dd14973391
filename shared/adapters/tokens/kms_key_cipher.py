"""How private keys and secrets are encrypted at rest: by KMS."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.adapters.aws import Client


class KmsKeyCipher:
    """Encrypts with a KMS key; who may decrypt is decided by that key's policy."""

    def __init__(self, key_id: str) -> None:
        self._key_id = key_id

    @cached_property
    def _client(self) -> Client:
        from botocore.config import Config

        from shared.adapters.aws import aws_session

        config = Config(connect_timeout=1, read_timeout=3, retries={"mode": "standard"})
        return aws_session().create_client("kms", config=config)

    def encrypt(self, plaintext: bytes) -> bytes:
        """Encrypt at most 4,096 bytes."""
        answer = self._client.encrypt(KeyId=self._key_id, Plaintext=plaintext)
        ciphertext: bytes = answer["CiphertextBlob"]
        return ciphertext

    def decrypt(self, ciphertext: bytes) -> bytes:
        """Decrypt what this key encrypted, and no other."""
        answer = self._client.decrypt(KeyId=self._key_id, CiphertextBlob=ciphertext)
        plaintext: bytes = answer["Plaintext"]
        return plaintext
