"""PBKDF2: the encodings of passlib and LDAP, PHC, Django and Werkzeug, and the published one."""

import hashlib
from collections.abc import Callable
from hmac import compare_digest

from shared.adapters.passwords.schemes.stored_hash import (
    BASE64,
    LEAST_HASH,
    MOST_HASH,
    NUMBER,
    StoredHash,
    decoded,
    fields,
    from_hex,
    malformed,
)

_SCHEME = "PBKDF2"
_DIGEST = "(sha1|sha256|sha512)"
_DIGESTS_BY_SIZE = {20: "sha1", 32: "sha256", 64: "sha512"}
_LEAST_ITERATIONS = 1000
"""The least of RFC 8018 §4.2."""
_HEX_LENGTHS = frozenset(2 * size for size in _DIGESTS_BY_SIZE)
_ADAPTED = "([A-Za-z0-9./]*)"
_PHC = rf"\$pbkdf2-{_DIGEST}\$i={NUMBER}(?:,l={NUMBER})?\${BASE64}\${BASE64}"
_PASSLIB = rf"\$pbkdf2(-sha256|-sha512)?\${NUMBER}\${_ADAPTED}\${_ADAPTED}"
_DJANGO = rf"pbkdf2_(sha1|sha256)\${NUMBER}\$([^$]+)\${BASE64}"
_WERKZEUG = rf"pbkdf2:{_DIGEST}:{NUMBER}\$([^$]+)\$([0-9a-f]+)"
_PUBLISHED = rf"1:{NUMBER}:([^:]+):([^:]+)"


def read(encoded: str) -> StoredHash:
    """Return what the text says. Raises `Unreadable`."""
    for beginning, reader in _READERS:
        if encoded.startswith(beginning):
            return reader(encoded)
    raise malformed(_SCHEME)


def _phc(encoded: str) -> StoredHash:
    digest, iterations, length, salt, expected_text = fields(_PHC, encoded, _SCHEME)
    expected = decoded(expected_text, _SCHEME)
    if length is not None and int(length) != len(expected):
        raise malformed(_SCHEME)
    return _stored(digest, iterations, decoded(salt, _SCHEME), expected)


def _passlib(encoded: str) -> StoredHash:
    digest, iterations, salt, expected = fields(_PASSLIB, encoded, _SCHEME)
    name = digest.removeprefix("-") if digest is not None else "sha1"
    return _stored(name, iterations, _unadapted(salt), _unadapted(expected))


def _unadapted(text: str) -> bytes:
    """Return the bytes of a text in passlib's base64."""
    return decoded(text.replace(".", "+"), _SCHEME)


def _django(encoded: str) -> StoredHash:
    digest, iterations, salt, expected = fields(_DJANGO, encoded, _SCHEME)
    return _stored(digest, iterations, salt.encode(), decoded(expected, _SCHEME))


def _werkzeug(encoded: str) -> StoredHash:
    digest, iterations, salt, expected = fields(_WERKZEUG, encoded, _SCHEME)
    return _stored(digest, iterations, salt.encode(), from_hex(expected, _SCHEME))


def _published(encoded: str) -> StoredHash:
    """Return PBKDF2 with the digest that has the hash's length.

    Salt and hash are both hexadecimal where the hash has the length of a digest in hexadecimal digits, else
    both base64: no base64 text of a digest has such a length.
    """
    scheme = "1:<iterations>:<salt>:<hash>"
    iterations, salt, expected_text = fields(_PUBLISHED, encoded, scheme)
    decode = from_hex if len(expected_text) in _HEX_LENGTHS else decoded
    expected = decode(expected_text, scheme)
    if len(expected) not in _DIGESTS_BY_SIZE:
        raise malformed(scheme)
    return _stored(_DIGESTS_BY_SIZE[len(expected)], iterations, decode(salt, scheme), expected)


def _stored(digest: str, iterations: str, salt: bytes, expected: bytes) -> StoredHash:
    if not LEAST_HASH <= len(expected) <= MOST_HASH:
        raise malformed(_SCHEME)
    rounds, blocks = int(iterations), -(-len(expected) // hashlib.new(digest).digest_size)

    def matches(password: bytes) -> bool:
        return compare_digest(hashlib.pbkdf2_hmac(digest, password, salt, rounds, len(expected)), expected)

    # Who tries passwords needs the first block alone.
    is_trivial = rounds < _LEAST_ITERATIONS or not salt
    return StoredHash({"PBKDF2 iterations": rounds * blocks}, matches, is_trivial)


_READERS: tuple[tuple[str, Callable[[str], StoredHash]], ...] = (
    ("$pbkdf2-sha1$", _phc),
    ("$pbkdf2-sha256$i=", _phc),
    ("$pbkdf2-sha512$i=", _phc),
    ("$pbkdf2", _passlib),
    ("pbkdf2_", _django),
    ("pbkdf2:", _werkzeug),
    ("1:", _published),
)
