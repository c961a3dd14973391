"""Our tokens and keys are written as PyJWT would write them, which functions that only sign do not load."""

import json
from datetime import UTC, datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from jwt.algorithms import ECAlgorithm

from shared.adapters.tokens.signer import Es256Signer
from shared.domain.callers.secret_uses import SecretUse
from shared.domain.callers.signing_keys import SigningKey, SigningKeySet

CLAIMS: dict[str, Any] = {
    "iss": "https://x.example/é",
    "exp": 4_000_000_000,
    "of": [1, None, True, {"a": "\ud83d"}],
}
SHORT_X, SHORT_Y = 379, 43
"""Private keys with a coordinate that begins with a zero."""


class InMemory:
    """A `SigningKeyStore` and a `KeyCipher`."""

    def __init__(self, *keys: SigningKey) -> None:
        self._keys: SigningKeySet = keys

    def read(self) -> SigningKeySet:
        return self._keys

    def stored(self) -> tuple[SigningKeySet, bool]:
        return self._keys, True

    def sealed(self) -> SigningKeySet:
        return self._keys

    def replace(self, current: SigningKeySet, renewed: SigningKeySet) -> bool:
        assert current == self._keys
        self._keys = renewed
        return True

    def encrypt(self, plaintext: bytes, use: SecretUse) -> bytes:
        return use.purpose.encode() + plaintext

    def decrypt(self, ciphertext: bytes, use: SecretUse) -> bytes:
        return ciphertext.removeprefix(use.purpose.encode())


def key_of(private: int) -> SigningKey:
    """A key whose public key is written by PyJWT."""
    key = derive_private_key(private, SECP256R1())
    members = {"kid": str(private), "use": "sig", "alg": "ES256"}
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    public = json.loads(ECAlgorithm.to_jwk(key.public_key()))
    return SigningKey(str(private), {**public, **members}, der, datetime.now(UTC))


def test_a_token_is_what_pyjwt_would_sign_whatever_zeros_its_signature_begins_with() -> None:
    keys = InMemory()
    signer = Es256Signer(keys, keys)
    tokens = [signer.sign(CLAIMS) for _ in range(600)]  # one of 128 has such a zero
    (key,) = keys.read()
    as_pyjwt = jwt.encode(CLAIMS, derive_private_key(1, SECP256R1()), "ES256", headers={"kid": key.kid})

    assert {token.rpartition(".")[0] for token in tokens} == {as_pyjwt.rpartition(".")[0]}
    assert {len(token) for token in tokens} == {len(as_pyjwt)}
    public = jwt.PyJWK(dict(key.public_jwk))
    assert all(jwt.decode(token, public, algorithms=["ES256"]) == CLAIMS for token in tokens)


def test_keys_that_pyjwt_has_written_stay_ours() -> None:
    stored = tuple(key_of(private) for private in (7, SHORT_X, SHORT_Y))
    keys = InMemory(*stored)

    assert Es256Signer(keys, keys).seal() == stored


def test_a_key_with_another_public_key_is_not_ours() -> None:
    genuine, other = key_of(7), key_of(8)
    forged = SigningKey(
        "8", {**other.public_jwk, "x": genuine.public_jwk["x"]}, other.encrypted_private_key, other.created_at
    )
    keys = InMemory(genuine, forged)

    assert Es256Signer(keys, keys).seal() == (genuine,)
