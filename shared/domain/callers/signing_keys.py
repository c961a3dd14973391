"""The keys that sign this service's tokens, and for how long each signs and verifies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from shared.domain.callers.tokens import VISIT_LIFETIME
from shared.domain.errors import Conflict, NotFound, StorageUnavailable
from shared.domain.tenants.setting_values import MAX_ACCESS_SECONDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

MAX_KEYS = 50
KEY_SET_KEPT = timedelta(seconds=300)
"""How long anyone may cache the published key set; a new key signs only after that, so that all know it."""
SIGNER_KEPT = timedelta(seconds=300)
"""How long a warm signer uses its key before it looks for a newer one."""
LONGEST_TOKEN = max(timedelta(seconds=MAX_ACCESS_SECONDS), VISIT_LIFETIME)
"""How long a token is valid at most: an access token, or a visitor's that is exchanged for the next."""
_CLOCKS = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An ES256 key. Everyone may have `public_jwk`; the private key is encrypted by a `KeyCipher`."""

    kid: str
    public_jwk: Mapping[str, str]
    encrypted_private_key: bytes
    created_at: datetime


class UnsealedKeys(StorageUnavailable):
    """The stored public keys are not known to be ours: they have no seal yet, or were changed."""


SigningKeySet = tuple[SigningKey, ...]
"""Oldest first; all of them are published."""


@dataclass(frozen=True, slots=True)
class KeyUse:
    """The use of a key. `until`: None for a use that lasts until the next rotation."""

    key: SigningKey
    signs_from: datetime
    signs_until: datetime | None
    verifies_until: datetime | None


def signing_key(keys: SigningKeySet, at: datetime) -> SigningKey:
    """Return the key that signs at this time: the newest that everyone knows, or else the oldest."""
    known = [key for key in keys if key.created_at + KEY_SET_KEPT <= at]
    return known[-1] if known else keys[0]


def uses(keys: SigningKeySet) -> list[KeyUse]:
    """Return when each of the keys signs and verifies, oldest first."""
    found = []
    for position, key in enumerate(keys):
        is_first = position == 0
        begins = key.created_at if is_first else key.created_at + KEY_SET_KEPT
        is_last = position == len(keys) - 1
        ends = None if is_last else keys[position + 1].created_at + KEY_SET_KEPT + SIGNER_KEPT
        expires = None if ends is None else ends + LONGEST_TOKEN + _CLOCKS
        found.append(KeyUse(key, begins, ends, expires))
    return found


def with_new(keys: SigningKeySet, key: SigningKey) -> SigningKeySet:
    """Return the keys after a rotation, without those whose last token has expired.

    Raises `Conflict` if too many keys still verify tokens.
    """
    kept = [
        use.key
        for use in uses((*keys, key))
        if use.verifies_until is None or use.verifies_until > key.created_at
    ]
    if len(kept) > MAX_KEYS:
        raise Conflict(f"There are {MAX_KEYS} keys that verify tokens; rotate again in a day.")
    return tuple(kept)


def without(keys: SigningKeySet, kid: str) -> SigningKeySet:
    """Return the keys without one, whose tokens become void. Raises `NotFound`, `Conflict`."""
    left = tuple(key for key in keys if key.kid != kid)
    if left == keys:
        raise NotFound(f"There is no key '{kid}'.")
    if not left:
        raise Conflict(f"'{kid}' is the only key; rotate first.")
    return left
