"""scrypt (RFC 7914): the encodings of PHC, Werkzeug and Django; and Firebase's, which encrypts with the key.

Firebase has the parameters of a project apart from the hashes. They are joined in the encoding that other
identity services take, too: `$firescrypt$ln=<mem cost>,r=<rounds>,p=1$<salt>$<hash>$<salt separator>$<signer
key>`, the last four in base64 as they are exported.
"""

import hashlib
from hmac import compare_digest

from shared.adapters.passwords.schemes.stored_hash import (
    BASE64,
    LEAST_HASH,
    MOST,
    MOST_HASH,
    NUMBER,
    Costs,
    StoredHash,
    decoded,
    fields,
    from_hex,
    malformed,
)

_SCHEME = "scrypt"
_WEB_SAFE = "([A-Za-z0-9+/_-]+={0,2})"
_PHC = rf"\$scrypt\$ln={NUMBER},r={NUMBER},p={NUMBER}\${BASE64}\${BASE64}"
_WERKZEUG = rf"scrypt:{NUMBER}:{NUMBER}:{NUMBER}\$([^$]+)\$([0-9a-f]+)"
_DJANGO = rf"scrypt\${NUMBER}\$([^$]+)\${NUMBER}\${NUMBER}\${BASE64}"
_FIREBASE = (
    rf"\$firescrypt\$ln={NUMBER},r={NUMBER},p={NUMBER}"
    rf"\${_WEB_SAFE}\${_WEB_SAFE}\$((?:{_WEB_SAFE})?)\${_WEB_SAFE}"
)
_MEMORY = 2 * 1024 * MOST["scrypt memory (KiB)"]
_LARGEST_LOGARITHM = 63
_BYTES_OF_KEY, _BYTES_OF_AES_KEY = 64, 32
_NONCE = bytes(16)


def read(encoded: str) -> StoredHash:
    """Return what the text says. Raises `Unreadable`."""
    if encoded.startswith("$firescrypt$"):
        return _firebase(encoded)
    if encoded.startswith("scrypt:"):
        return _werkzeug(encoded)
    return _django(encoded) if encoded.startswith("scrypt$") else _phc(encoded)


def _phc(encoded: str) -> StoredHash:
    log2_n, r, p, salt, expected = fields(_PHC, encoded, _SCHEME)
    return _stored(_n(log2_n), r, p, decoded(salt, _SCHEME), decoded(expected, _SCHEME))


def _werkzeug(encoded: str) -> StoredHash:
    n, r, p, salt, expected = fields(_WERKZEUG, encoded, _SCHEME)
    return _stored(int(n), r, p, salt.encode(), from_hex(expected, _SCHEME))


def _django(encoded: str) -> StoredHash:
    n, salt, r, p, expected = fields(_DJANGO, encoded, _SCHEME)
    return _stored(int(n), r, p, salt.encode(), decoded(expected, _SCHEME))


def _firebase(encoded: str) -> StoredHash:
    log2_n, r, p, *texts = fields(_FIREBASE, encoded, "firescrypt")
    salt, expected, separator, signer_key = (_web_safe(text) for text in (*texts[:3], texts[-1]))
    if not LEAST_HASH <= len(expected) == len(signer_key):
        raise malformed("firescrypt")
    key = _Key(_n(log2_n), int(r), int(p), salt + separator, _BYTES_OF_KEY)

    def matches(password: bytes) -> bool:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        derived = key.derived(password)[:_BYTES_OF_AES_KEY]
        encryptor = Cipher(algorithms.AES(derived), modes.CTR(_NONCE)).encryptor()
        return compare_digest(encryptor.update(signer_key) + encryptor.finalize(), expected)

    return StoredHash(key.costs, matches)


class _Key:
    """A key that scrypt derives."""

    def __init__(self, n: int, r: int, p: int, salt: bytes, length: int) -> None:
        # RFC 7914 §6
        if n < 2 or n & (n - 1) or n.bit_length() - 1 >= 16 * r:  # noqa: PLR2004
            raise malformed(_SCHEME)
        self._n, self._r, self._p, self._salt, self._length = n, r, p, salt, length

    @property
    def costs(self) -> Costs:
        memory = self._r * self._n // 8
        return {
            "scrypt r": self._r,
            "scrypt p": self._p,
            "scrypt memory (KiB)": memory,
            "scrypt memory (KiB) times p": memory * self._p,
        }

    def derived(self, password: bytes) -> bytes:
        return hashlib.scrypt(
            password,
            salt=self._salt,
            n=self._n,
            r=self._r,
            p=self._p,
            maxmem=_MEMORY,
            dklen=self._length,
        )


def _stored(n: int, r: str, p: str, salt: bytes, expected: bytes) -> StoredHash:
    if not LEAST_HASH <= len(expected) <= MOST_HASH:
        raise malformed(_SCHEME)
    key = _Key(n, int(r), int(p), salt, len(expected))
    return StoredHash(key.costs, lambda password: compare_digest(key.derived(password), expected))


def _n(logarithm: str) -> int:
    if int(logarithm) > _LARGEST_LOGARITHM:
        raise malformed(_SCHEME)
    return 1 << int(logarithm)


def _web_safe(text: str) -> bytes:
    """Return the bytes of a text in base64, whose alphabet may be that of URLs."""
    return decoded(text.replace("-", "+").replace("_", "/"), "firescrypt")
