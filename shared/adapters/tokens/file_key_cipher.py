"""How private keys and secrets are encrypted at rest on a laptop: by a key in a file."""

from __future__ import annotations

import json
import os
import secrets
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from shared.domain.callers.secret_uses import SecretUse

_KEY_BYTES, _NONCE_BYTES = 32, 12


class FileKeyCipher:
    """Encrypts with AES-GCM by a key in a file that only this user can read, made when first needed."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _cipher(self) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self._key())

    def encrypt(self, plaintext: bytes, use: SecretUse) -> bytes:
        """Encrypt under a fresh nonce."""
        return self.encrypt_in(plaintext, use.context)

    def decrypt(self, ciphertext: bytes, use: SecretUse) -> bytes:
        """Decrypt. Raises `ValueError` when another key encrypted it, or for another use."""
        for context in use.contexts:
            plaintext = self.decrypt_in(ciphertext, context)
            if plaintext is not None:
                return plaintext
        raise ValueError(f"{self._path} is not the key that encrypted what is stored for {use.purpose}")

    def encrypt_in(self, plaintext: bytes, context: Mapping[str, str]) -> bytes:
        """Encrypt in an encryption context, as KMS calls it; an empty one is none."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        ciphertext: bytes = self._cipher.encrypt(nonce, plaintext, _bound_to(context))
        return nonce + ciphertext

    def decrypt_in(self, ciphertext: bytes, context: Mapping[str, str]) -> bytes | None:
        """Return the plaintext, unless it was encrypted in another context or by another key."""
        from cryptography.exceptions import InvalidTag

        try:
            plaintext: bytes = self._cipher.decrypt(
                ciphertext[:_NONCE_BYTES], ciphertext[_NONCE_BYTES:], _bound_to(context)
            )
        except InvalidTag:
            return None
        return plaintext

    def _key(self) -> bytes:
        # Linked into place when complete, unless there is one: processes that start at once agree on a key.
        draft = self._path.with_name(f".{self._path.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(_KEY_BYTES))
        with suppress(FileExistsError):
            self._path.hardlink_to(draft)
        draft.unlink()
        return self._path.read_bytes()


def _bound_to(context: Mapping[str, str]) -> bytes | None:
    return json.dumps(sorted(context.items())).encode() if context else None
