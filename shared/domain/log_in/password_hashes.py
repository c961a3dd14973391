"""The legacy scheme of imported hashes: SHA-512 over the password and the user's id in the old system.

Like every stored hash, it is a text that names its scheme: `<algorithm>:<base64 of the id>:<base64 hash>`.
"""

import base64
import hashlib
import re

LEGACY_ALGORITHM = "hybris-sha512-uid-salt"
LEGACY_PREFIX = f"{LEGACY_ALGORITHM}:"
MAX_HASH_LENGTH = 1024
"""The length of a stored hash of any scheme, in characters."""
HEXADECIMAL = "[0-9A-Fa-f]{32,128}"
"""Of digests, which some stored hashes begin with."""
_USUAL_NAMES = {
    "1": "pbkdf2",
    "2a": "bcrypt",
    "2b": "bcrypt",
    "2y": "bcrypt",
    "wp": "wordpress-bcrypt",
    "P": "phpass",
    "H": "phpass",
}


def scheme_of(stored: str) -> str:
    """Return the scheme that a stored hash begins with, by its usual name."""
    digest = re.match(f"{HEXADECIMAL}(:?)", stored)
    if digest is not None:
        return "magento" if digest[1] else "digest"
    name = re.match(r"[${]?([A-Za-z0-9_-]*)", stored)
    scheme = name[1] if name is not None else ""
    return _USUAL_NAMES.get(scheme, scheme.lower())


def legacy_hash(algorithm: str, hash_text: str, original_uid: str) -> str:
    """Return the stored form of a legacy hash.

    Raises `ValueError`, which says what to change and never repeats a given value.
    """
    if algorithm != LEGACY_ALGORITHM:
        raise ValueError(f"algorithm must be {LEGACY_ALGORITHM}")
    if not original_uid:
        raise ValueError("context.originalUid must not be empty")
    try:
        uid = original_uid.encode()
    except UnicodeEncodeError:
        raise ValueError("context.originalUid must not contain unpaired surrogates") from None
    digest = _sha512_from(hash_text)
    stored = LEGACY_PREFIX + ":".join(base64.b64encode(part).decode() for part in (uid, digest))
    if len(stored) > MAX_HASH_LENGTH:
        raise ValueError("context.originalUid is too long")
    return stored


def original_uid_and_digest(stored: str) -> tuple[bytes, bytes]:
    """Return the value that `legacy_hash` was given, as bytes. Raises `ValueError` for any other text."""
    uid, separator, digest = stored.removeprefix(LEGACY_PREFIX).partition(":")
    if not stored.startswith(LEGACY_PREFIX) or not separator or not uid:
        raise ValueError(f"is not a {LEGACY_ALGORITHM} hash")
    return base64_bytes(uid), _sha512_from(digest)


def base64_bytes(text: str) -> bytes:
    """Return the bytes of a base64 text, padded or not. Raises `ValueError`, also for stray bits."""
    decoded = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    canonical = base64.b64encode(decoded).decode()
    if text not in (canonical, canonical.rstrip("=")):
        raise ValueError("must be base64")
    return decoded


def _sha512_from(text: str) -> bytes:
    try:
        digest = base64_bytes(text)
    except ValueError:
        digest = b""
    if len(digest) != hashlib.sha512().digest_size:
        raise ValueError("hash must be a SHA-512 hash of 64 bytes in base64")
    return digest
