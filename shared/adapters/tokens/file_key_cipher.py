"""How private keys and secrets are encrypted at rest on a laptop: by a key in a file."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEY_BYTES, _NONCE_BYTES = 32, 12


class FileKeyCipher:
    """Encrypts with AES-GCM by a key in a file that only this user can read, made when first needed."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _cipher(self) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self._key())

    def encrypt(self, plaintext: bytes) -> bytes:
        """Encrypt under a fresh nonce."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        ciphertext: bytes = self._cipher.encrypt(nonce, plaintext, None)
        return nonce + ciphertext

    def decrypt(self, ciphertext: bytes) -> bytes:
        """Decrypt. Raises `ValueError` when another key encrypted it."""
        from cryptography.exceptions import InvalidTag

        try:
            plaintext: bytes = self._cipher.decrypt(
                ciphertext[:_NONCE_BYTES], ciphertext[_NONCE_BYTES:], None
            )
        except InvalidTag:
            raise ValueError(f"{self._path} is not the key that encrypted what is stored") from None
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
