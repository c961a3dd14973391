"""Signs this service's tokens (ES256) with the newest of its keys that everyone knows."""

from __future__ import annotations

import json
import secrets
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from jwt.algorithms import ECAlgorithm

from shared.domain.callers.signing_keys import SIGNER_KEPT, SigningKey, signing_key, with_new, without

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shared.ports.callers import KeyCipher, SigningKeyStore

ALGORITHM = "ES256"
REFRESH_SECONDS = SIGNER_KEPT.total_seconds()
"""After a rotation a warm signer goes on with the key before for at most this long."""


class Es256Signer:
    """Keeps the decrypted key in memory, so that a token costs neither KMS nor the table a request."""

    def __init__(
        self, store: SigningKeyStore, cipher: KeyCipher, clock: Callable[[], float] = time.time
    ) -> None:
        self._store = store
        self._cipher = cipher
        self._clock = clock
        self._key: tuple[str, EllipticCurvePrivateKey] | None = None
        self._read_at = float("-inf")

    def sign(self, claims: Mapping[str, Any]) -> str:
        """Return the claims as a JWT. The first of all calls makes the first key."""
        kid, private_key = self.load()
        return jwt.encode(dict(claims), private_key, ALGORITHM, headers={"kid": kid})

    def load(self) -> tuple[str, EllipticCurvePrivateKey]:
        """Return the key that signs and its `kid`, read from the store when it has not been for a while."""
        key = self._key
        if key is None or self._clock() - self._read_at >= REFRESH_SECONDS:
            self._key = key = self._current_key(key)
            self._read_at = self._clock()
        return key

    def rotate(self) -> str:
        """Add a key that signs as soon as everyone knows it. Returns its `kid`.

        Those before stay until the last token that they have signed has expired. Raises `Conflict`.
        """
        current = self._store.read()
        key = _new_key(self._cipher, self._now())
        while not self._store.replace(current, with_new(current, key)):
            current = self._store.read()
            key = replace(key, created_at=self._now())
        return key.kid

    def drop(self, kid: str) -> None:
        """Remove a key that others may have: its tokens count no longer. Raises `NotFound`, `Conflict`."""
        current = self._store.read()
        while not self._store.replace(current, without(current, kid)):
            current = self._store.read()

    def _now(self) -> datetime:
        return datetime.fromtimestamp(int(self._clock() * 1000) / 1000, UTC)

    def _current_key(
        self, known: tuple[str, EllipticCurvePrivateKey] | None
    ) -> tuple[str, EllipticCurvePrivateKey]:
        keys = self._store.read()
        if not keys:
            # Of callers that find none at the same time one stores its key, and all of them sign with that.
            self._store.replace(keys, with_new(keys, _new_key(self._cipher, self._now())))
            keys = self._store.read()
        signing = signing_key(keys, self._now())
        if known is not None and known[0] == signing.kid:
            return known
        private_key = load_der_private_key(self._cipher.decrypt(signing.encrypted_private_key), None)
        return signing.kid, cast("EllipticCurvePrivateKey", private_key)


def _new_key(cipher: KeyCipher, at: datetime) -> SigningKey:
    private_key = generate_private_key(SECP256R1())
    kid = secrets.token_hex(8)  # of characters that no command line takes for an option
    public_jwk = json.loads(ECAlgorithm.to_jwk(private_key.public_key()))
    der = private_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SigningKey(
        kid, {**public_jwk, "kid": kid, "use": "sig", "alg": ALGORITHM}, cipher.encrypt(der), at
    )
