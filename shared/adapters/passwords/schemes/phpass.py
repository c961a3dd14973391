"""The portable hashes of phpass: MD5, many times (WordPress before 6.8, phpBB, Joomla)."""

import hashlib
from hmac import compare_digest

from shared.adapters.passwords.schemes.stored_hash import PHPS_WHITE_SPACE, StoredHash, fields

_LETTERS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ENCODED = r"\$[PH]\$([5-9A-S])([./0-9A-Za-z]{8})([./0-9A-Za-z]{21}[./01])"
_LEAST_ROUNDS = 1024
"""The least that takes a hundredth of a native hash's time, with a password as customers have them."""


def read(encoded: str) -> StoredHash:
    """Return what the text says. Raises `Unreadable`."""
    logarithm, salt, expected = fields(_ENCODED, encoded, "phpass")
    rounds = 1 << _LETTERS.index(logarithm)

    def hashes(password: bytes) -> bool:
        digest = hashlib.md5(salt.encode() + password, usedforsecurity=False).digest()
        for _ in range(rounds):
            digest = hashlib.md5(digest + password, usedforsecurity=False).digest()
        return compare_digest(_letters(digest), expected)

    def matches(password: bytes) -> bool:
        # WordPress trims passwords, and others do not.
        trimmed = password.strip(PHPS_WHITE_SPACE)
        return hashes(password) or (trimmed != password and hashes(trimmed))

    return StoredHash({"phpass rounds": rounds}, matches, is_trivial=rounds < _LEAST_ROUNDS)


def _letters(digest: bytes) -> str:
    """Return a digest in the letters of phpass: of three bytes, the lowest six bits come first."""
    letters = []
    for start in range(0, len(digest), 3):
        part = digest[start : start + 3]
        number = int.from_bytes(part, "little")
        letters += [_LETTERS[number >> 6 * place & 0x3F] for place in range(len(part) + 1)]
    return "".join(letters)
