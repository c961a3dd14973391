"""bcrypt, of the password or of a digest of it.

bcrypt takes no notice of what is behind 72 bytes and ends at a NUL, so frameworks hash long passwords before:
WordPress from 6.8 on by HMAC-SHA384 under a key of its own, passlib and Django by SHA-256.
"""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Callable

from shared.adapters.passwords.schemes.stored_hash import PHPS_WHITE_SPACE, StoredHash, fields

_LETTER = "[./A-Za-z0-9]"
_SALT = rf"{_LETTER}{{21}}[.Oeu]"
_COST = "(0[4-9]|[12][0-9]|3[01])"
_ENCODED = rf"((\$2[aby]\${_COST}\${_SALT}){_LETTER}{{31}})"
# Magento keeps a hash of Magento 1 with an empty salt or none, and a version that says nothing.
_PLAIN = rf"(?:bcrypt\$)?{_ENCODED}(?::?:[0-3])?"
_WORDPRESS = rf"\$wp{_ENCODED}"
_DJANGO = rf"bcrypt_sha256\${_ENCODED}"
_PASSLIB = rf"\$bcrypt-sha256\$v=2,t=(2[ab]),r=([1-9][0-9]?)\$({_SALT})\$({_LETTER}{{31}})"
_PASSLIB_1 = rf"\$bcrypt-sha256\$(2[ab]),([1-9][0-9]?)\$({_SALT})\$({_LETTER}{{31}})"
_BYTES = 72


def read(encoded: str) -> StoredHash:
    """Return what the text says. Raises `Unreadable`."""
    if encoded.startswith("$wp$"):
        return _wordpress(encoded)
    if encoded.startswith("bcrypt_sha256$"):
        return _django(encoded)
    if encoded.startswith("$bcrypt-sha256$"):
        return _passlib(encoded)
    usual, settings, cost = fields(_PLAIN, encoded, "bcrypt")
    return _stored(usual, settings, cost, lambda password: password[:_BYTES])


def _wordpress(encoded: str) -> StoredHash:
    """Return what a hash of WordPress says, which trims passwords."""
    usual, settings, cost = fields(_WORDPRESS, encoded, "WordPress")
    return _stored(
        usual,
        settings,
        cost,
        lambda password: b64encode(hmac.digest(b"wp-sha384", password.strip(PHPS_WHITE_SPACE), "sha384")),
    )


def _django(encoded: str) -> StoredHash:
    usual, settings, cost = fields(_DJANGO, encoded, "bcrypt_sha256")
    return _stored(usual, settings, cost, lambda password: hashlib.sha256(password).hexdigest().encode())


def _passlib(encoded: str) -> StoredHash:
    is_keyed = encoded.startswith("$bcrypt-sha256$v=")
    kind, cost, salt, checksum = fields(_PASSLIB if is_keyed else _PASSLIB_1, encoded, "bcrypt-sha256")
    settings = f"${kind}${cost:0>2}${salt}"
    fields(_ENCODED, f"{settings}{checksum}", "bcrypt-sha256")

    def shortened(password: bytes) -> bytes:
        keyed = hmac.digest(salt.encode(), password, "sha256")
        return b64encode(keyed if is_keyed else hashlib.sha256(password).digest())

    return _stored(f"{settings}{checksum}", settings, cost, shortened)


def _stored(usual: str, settings: str, cost: str, shortened: Callable[[bytes], bytes]) -> StoredHash:
    def matches(password: bytes) -> bool:
        from bcrypt import hashpw

        return hmac.compare_digest(hashpw(shortened(password), settings.encode()), usual.encode())

    return StoredHash({"bcrypt cost": int(cost)}, matches)
