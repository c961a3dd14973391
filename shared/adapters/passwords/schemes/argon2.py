"""Argon2: the usual encoding, and Django's, which has the name of its hasher in front."""

from shared.adapters.passwords.schemes.stored_hash import LEAST_HASH, StoredHash, decoded, fields, malformed

_ENCODED = (
    r"(?:argon2)?(\$argon2(?:id|i|d)\$(?:v=(?:16|19)\$)?"
    r"m=([1-9][0-9]{0,11}),t=([1-9][0-9]{0,11}),p=([1-9][0-9]{0,11})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+))"
)
_LEAST_SALT = 8


def read(encoded: str) -> StoredHash:
    """Return what the text says. Raises `Unreadable`."""
    usual, *numbers, salt, expected = fields(_ENCODED, encoded, "argon2")
    memory, passes, lanes = map(int, numbers)
    enough = len(decoded(salt, "argon2")) >= _LEAST_SALT and memory >= 8 * lanes
    if not enough or len(decoded(expected, "argon2")) < LEAST_HASH:
        raise malformed("argon2")

    def matches(password: bytes) -> bool:
        from argon2 import PasswordHasher
        from argon2.exceptions import VerifyMismatchError

        try:
            return PasswordHasher().verify(usual, password)
        except VerifyMismatchError:
            return False

    return StoredHash(
        {"argon2 memory (KiB)": memory, "argon2 passes": passes, "argon2 lanes": lanes}, matches
    )
