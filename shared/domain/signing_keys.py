"""The keys that sign this service's tokens: at most two, so that tokens outlive a rotation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

KEPT = 2


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An ES256 key. Everyone may have `public_jwk`; the private key is encrypted by a `KeyCipher`."""

    kid: str
    public_jwk: Mapping[str, str]
    encrypted_private_key: bytes
    created_at: datetime


SigningKeys = tuple[SigningKey, ...]
"""Oldest first: the last one signs, all of them are published."""


def with_new(keys: SigningKeys, key: SigningKey) -> SigningKeys:
    """The keys after a rotation. What the dropped one signed is no longer accepted."""
    return (*keys, key)[-KEPT:]
