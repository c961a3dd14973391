"""Checks passwords against stored hashes of every scheme (`PasswordVerifier`)."""

from shared.adapters.passwords.argon2id import NATIVE_PREFIX
from shared.adapters.passwords.schemes.stored_hash import Unreadable
from shared.adapters.passwords.stored_hashes import read

MAX_PASSWORD_BYTES = 4096


class StoredHashVerifier:
    """The `PasswordVerifier`; it loads the library of a scheme when the first hash of that scheme comes."""

    def verify(self, encoded: str, password: str) -> bool:
        """See `PasswordVerifier.verify`; never raises, whatever the texts."""
        try:
            stored = read(encoded)
            secret = password.encode()
        except (Unreadable, UnicodeEncodeError):
            return False
        # bcrypt ends a password at a NUL, and HMAC takes no notice of one at its end.
        is_plain = b"\0" not in secret or self.is_current(encoded)
        is_possible = is_plain and len(secret) <= MAX_PASSWORD_BYTES
        return is_possible and stored.excess is None and stored.matches(secret)

    def is_current(self, encoded: str) -> bool:
        """See `PasswordVerifier.is_current`."""
        return encoded.startswith(NATIVE_PREFIX)

    def is_weak(self, encoded: str) -> bool:
        """See `PasswordVerifier.is_weak`; hashes nothing."""
        try:
            return read(encoded).is_weak
        except Unreadable:
            return False

    def seconds(self, encoded: str) -> float:
        """See `PasswordVerifier.seconds`; hashes nothing."""
        try:
            return read(encoded).seconds
        except Unreadable:
            return 0.0

    def objection(self, encoded: str) -> str | None:
        """See `PasswordVerifier.objection`; hashes nothing, and repeats nothing of the text."""
        try:
            return read(encoded).excess
        except Unreadable as reason:
            return str(reason)
