"""One digest of the password and a salt, or without one: weak, since it takes no time to try passwords.

Of Django (`md5$<salt>$<digest>`, `sha1$…`), of a table of users (the bare digest in hexadecimal digits), and
of the legacy scheme.
"""

import hashlib
from hmac import compare_digest

from shared.adapters.passwords.schemes.stored_hash import StoredHash, fields, from_hex, malformed
from shared.domain.log_in.password_hashes import LEGACY_PREFIX, original_uid_and_digest

_SIZES = {16: "md5", 20: "sha1", 32: "sha256", 48: "sha384", 64: "sha512"}
_DJANGO = r"(md5|sha1)\$([^$]*)\$([0-9a-f]+)"


def read(encoded: str) -> StoredHash:
    """Return what the text says. Raises `Unreadable`."""
    if encoded.startswith(LEGACY_PREFIX):
        return _legacy(encoded)
    if "$" in encoded:
        return _django(encoded)
    return digest_of(_SIZES.get(len(encoded) // 2, ""), from_hex(encoded, "digest"), "digest")


def _django(encoded: str) -> StoredHash:
    name, salt, expected = fields(_DJANGO, encoded, "digest")
    return digest_of(name, from_hex(expected, "digest"), "digest", before=salt.encode())


def _legacy(encoded: str) -> StoredHash:
    try:
        original_uid, expected = original_uid_and_digest(encoded)
    except ValueError:
        raise malformed("legacy") from None
    return digest_of("sha512", expected, "legacy", behind=original_uid)


def digest_of(
    name: str, expected: bytes, scheme: str, *, before: bytes = b"", behind: bytes = b""
) -> StoredHash:
    """Return the hash that is this digest of a password between two texts. Raises `Unreadable`."""
    if _SIZES.get(len(expected)) != name:
        raise malformed(scheme)

    def matches(password: bytes) -> bool:
        digest = hashlib.new(name, before + password + behind, usedforsecurity=False)
        return compare_digest(digest.digest(), expected)

    return StoredHash({}, matches)
