"""Signs this service's tokens (ES256) with the newest of its keys that everyone knows.

PyJWT loads everything that it can verify, which is a twelfth of the start of a function that only signs. So
tokens are written here (RFC 7515, 7518), in the bytes that PyJWT would write.
"""

from __future__ import annotations

import json
import secrets
import time
from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from shared.domain.callers.secret_uses import SIGNING
from shared.domain.callers.signing_keys import (
    SIGNER_KEPT,
    SigningKey,
    UnsealedKeys,
    signing_key,
    with_new,
    without,
)
from shared.domain.errors import StorageUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shared.domain.callers.signing_keys import SigningKeySet
    from shared.ports.callers import KeyCipher, SigningKeyStore

ALGORITHM = "ES256"
_COORDINATE_BYTES = 32  # of a point on the curve, and of each half of a signature (RFC 7518)
_TRIES = 10
"""How often keys are read again that somebody else has changed in the meantime."""
REFRESH_SECONDS = SIGNER_KEPT.total_seconds()
"""After a rotation a warm signer goes on with the key before for at most this long."""


class Es256Signer:
    """Keeps the decrypted key in memory, so that a token costs neither KMS nor the table a request.

    That its private key can be decrypted as one that signs proves a key to be ours. `makes`: this process
    makes the first key, and seals keys that are older than seals.
    """

    def __init__(
        self,
        store: SigningKeyStore,
        cipher: KeyCipher,
        clock: Callable[[], float] = time.time,
        *,
        makes: bool = True,
    ) -> None:
        self._store = store
        self._cipher = cipher
        self._clock = clock
        self._makes = makes
        self._key: tuple[str, EllipticCurvePrivateKey] | None = None
        self._read_at = float("-inf")

    def sign(self, claims: Mapping[str, Any]) -> str:
        """Return the claims as a JWT. The first of all calls makes the first key."""
        kid, private_key = self.load()
        header = {"alg": ALGORITHM, "kid": kid, "typ": "JWT"}
        signed = ".".join(_base64url(_json(part)) for part in (header, dict(claims)))
        r, s = decode_dss_signature(private_key.sign(signed.encode(), ECDSA(SHA256())))
        return f"{signed}.{_base64url(_fixed(r) + _fixed(s))}"

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
        current = self.sealed()
        key = _new_key(self._cipher, self._now())
        while not self._store.replace(current, with_new(current, key)):
            current = self.sealed()
            key = replace(key, created_at=self._now())
        return key.kid

    def drop(self, kid: str) -> None:
        """Remove a key that others may have: its tokens count no longer. Raises `NotFound`, `Conflict`."""
        current = self.sealed()
        while not self._store.replace(current, without(current, kid)):
            current = self.sealed()

    def sealed(self) -> SigningKeySet:
        """Return the present keys, after sealing them if they are older than seals. Raises `UnsealedKeys`."""
        keys, has_seal = self._store.stored()
        return self._store.sealed() if has_seal or not keys else self.seal()

    def seal(self) -> SigningKeySet:
        """Seal the present keys, whatever seal they have, and return them.

        A public key without its private key is not ours, and is left out. Raises `UnsealedKeys`.
        """
        for _ in range(_TRIES):
            keys = self._store.read()
            ours = tuple(key for key in keys if self._is_ours(key))
            if keys and not ours:
                raise UnsealedKeys
            if not keys or self._store.replace(keys, ours):
                return ours
        raise StorageUnavailable

    def encrypt_again(self) -> int:
        """Encrypt the private keys for signing, which those from long ago are not; return how many.

        Raises `UnsealedKeys`.
        """
        for _ in range(_TRIES):
            keys = self.sealed()
            renewed = tuple(
                _signing_key(self._cipher, self._private_key(key), key.kid, key.created_at) for key in keys
            )
            if not keys or self._store.replace(keys, renewed):
                return len(keys)
        raise StorageUnavailable

    def _now(self) -> datetime:
        return datetime.fromtimestamp(int(self._clock() * 1000) / 1000, UTC)

    def _current_key(
        self, known: tuple[str, EllipticCurvePrivateKey] | None
    ) -> tuple[str, EllipticCurvePrivateKey]:
        keys, has_seal = self._store.stored()
        if not keys:
            if not self._makes:
                raise StorageUnavailable
            # Of callers that find none at the same time one stores its key, and all of them sign with that.
            self._store.replace(keys, with_new(keys, _new_key(self._cipher, self._now())))
            keys = self._store.read()
        elif self._makes and not has_seal:
            keys = self.sealed()
        signing = signing_key(keys, self._now())
        if known is not None and known[0] == signing.kid:
            return known
        return signing.kid, self._private_key(signing)

    def _private_key(self, key: SigningKey) -> EllipticCurvePrivateKey:
        der = self._cipher.decrypt(key.encrypted_private_key, SIGNING)
        return cast("EllipticCurvePrivateKey", load_der_private_key(der, None))

    def _is_ours(self, key: SigningKey) -> bool:
        """Return whether the public key belongs to the private key, which we alone can have encrypted."""
        try:
            private_key = self._private_key(key)
        except ValueError:
            return False
        return _public_jwk(private_key, key.kid) == key.public_jwk


def _new_key(cipher: KeyCipher, at: datetime) -> SigningKey:
    kid = secrets.token_hex(8)  # of characters that no command line takes for an option
    return _signing_key(cipher, generate_private_key(SECP256R1()), kid, at)


def _signing_key(
    cipher: KeyCipher, private_key: EllipticCurvePrivateKey, kid: str, at: datetime
) -> SigningKey:
    der = private_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SigningKey(kid, _public_jwk(private_key, kid), cipher.encrypt(der, SIGNING), at)


def _public_jwk(private_key: EllipticCurvePrivateKey, kid: str) -> dict[str, str]:
    point = private_key.public_key().public_numbers()
    coordinates = {"x": _base64url(_fixed(point.x)), "y": _base64url(_fixed(point.y))}
    return {"kty": "EC", "crv": "P-256", **coordinates, "kid": kid, "use": "sig", "alg": ALGORITHM}


def _json(members: dict[str, Any]) -> bytes:
    return json.dumps(members, separators=(",", ":")).encode()


def _fixed(number: int) -> bytes:
    return number.to_bytes(_COORDINATE_BYTES)


def _base64url(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()
