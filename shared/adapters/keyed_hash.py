"""The keyed hash (HMAC-SHA-256) of several parts, and the seal of the stored signing keys, which is one."""

from __future__ import annotations

import hmac

_SEAL = "signing-keys"


def keyed_hash(key: bytes, purpose: str, *parts: str | bytes) -> bytes:
    """Return the hash of these parts by the key; another one for each purpose."""
    texts = (purpose, *parts)
    octets = [t.encode(errors="surrogatepass") if isinstance(t, str) else t for t in texts]
    # With its length before each, no two lists of parts run together into the same message.
    message = b"".join(len(part).to_bytes(4) + part for part in octets)
    return hmac.digest(key, message, "sha256")


def seal(key: bytes, keys: str) -> str:
    """Return the seal of the signing keys, as they are stored."""
    return keyed_hash(key, _SEAL, keys).hex()


def is_sealed(key: bytes, keys: str, found: str) -> bool:
    """Return whether this is the seal of the signing keys, as they are stored."""
    return hmac.compare_digest(seal(key, keys).encode(), found.encode(errors="surrogatepass"))
