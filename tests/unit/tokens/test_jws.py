"""Signed tokens by hand, beside those of a library."""

import base64
import json
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st
from jwt.algorithms import ECAlgorithm

from shared.adapters.tokens.jws import (
    ES256,
    RS256,
    PublicKey,
    is_signed_by,
    parsed,
    public_jwk,
    public_key,
    signed,
)
from tests.jwt_issuer import RSA_KEY, new_key
from tests.jwt_issuer import public_jwk as library_jwk

EC_KEY = new_key()
CLAIMS = {"sub": "ä", "exp": 1}
VALUES = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5)


def segment(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def by_library(key: Any, algorithm: str, **header: Any) -> str:
    return jwt.PyJWS().encode(json.dumps(CLAIMS).encode(), key, algorithm, headers=header)


def signing(header: Any, claims: Any = CLAIMS) -> str:
    """A token with any header and claims, and a signature of theirs by ES256."""
    text = f"{segment(header)}.{segment(claims)}"
    r, s = decode_dss_signature(EC_KEY.sign(text.encode(), ec.ECDSA(SHA256())))
    return f"{text}.{segment(r.to_bytes(32) + s.to_bytes(32))}"


def our_key() -> PublicKey:
    return public_key(library_jwk(EC_KEY, "1"), ES256)


@given(st.dictionaries(st.text(), VALUES), st.text(min_size=1))
def test_a_library_reads_what_is_signed_here(claims: dict[str, Any], kid: str) -> None:
    token = signed(claims, kid, EC_KEY)

    decoded = jwt.PyJWS().decode_complete(token, EC_KEY.public_key(), [ES256])

    assert decoded["header"] == {"alg": ES256, "kid": kid, "typ": "JWT"}
    assert json.loads(decoded["payload"]) == claims
    assert is_signed_by(parsed(token), our_key())


@pytest.mark.parametrize(("key", "algorithm"), [(EC_KEY, ES256), (RSA_KEY, RS256)], ids=[ES256, RS256])
def test_what_a_library_signs_is_read_here(key: Any, algorithm: str) -> None:
    token = parsed(by_library(key, algorithm, kid="1"))

    assert token.header["kid"] == "1"
    assert token.claims == CLAIMS
    assert is_signed_by(token, public_key(library_jwk(key, "1"), algorithm))


@pytest.mark.parametrize(("key", "algorithm"), [(EC_KEY, ES256), (RSA_KEY, RS256)], ids=[ES256, RS256])
def test_another_key_or_algorithm_has_not_signed_it(key: Any, algorithm: str) -> None:
    token = parsed(by_library(key, algorithm))
    others = [
        public_key(library_jwk(new_key(), "1"), ES256),
        public_key(library_jwk(rsa.generate_private_key(65537, 2048), "1"), RS256),
    ]

    assert [is_signed_by(token, other) for other in others] == [False, False]


def test_a_signature_of_zeros_or_of_another_length_or_form_signs_nothing() -> None:
    text, _, _ = signing({"alg": ES256}).rpartition(".")
    der = EC_KEY.sign(text.encode(), ec.ECDSA(SHA256()))

    for signature in (b"", bytes(64), bytes(63), b"\xff" * 64, der):
        assert not is_signed_by(parsed(f"{text}.{segment(signature)}"), our_key())


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"alg": None},
        {"alg": ["ES256"]},
        {"alg": "ES256", "kid": 1},
        {"alg": "ES256", "kid": None},
        {"alg": "ES256", "crit": ["b64"], "b64": True},
        {"alg": "ES256", "crit": []},
        {"alg": "ES256", "b64": False},
        [],
        "ES256",
    ],
    ids=str,
)
def test_a_header_that_is_none_or_demands_what_nobody_here_understands_is_refused(header: Any) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parsed(signing(header))


@pytest.mark.parametrize("claims", [[], "text", 1, None, b"{", b"\xff", b"[" * 100_000], ids=str)
def test_claims_that_are_not_an_object_are_refused(claims: Any) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parsed(signing({"alg": ES256}, claims))


def test_a_token_can_be_written_in_one_way_only() -> None:
    token = signing({"alg": ES256})
    header, claims, signature = token.split(".")
    last = signature[-1]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    twin = alphabet[alphabet.index(last) + 1]  # of the same octets: its last bits mean nothing

    for other in (
        f"{header}.{claims}.{signature}==",
        f"{header}.{claims}.{signature[:-1]}{twin}",
        f"{header}.{claims}.{signature[:9]}\n{signature[9:]}",
        f"{header}=.{claims}.{signature}",
        f"{header}.{claims}.x.{signature}",
        f"{header}.{claims}",
        f" {token}",
        f"{token}.",
        "ä.ä.ä",
        "",
    ):
        with pytest.raises(ValueError, match=r".+"):
            parsed(other)


def test_a_jwk_is_what_a_library_makes_of_the_key() -> None:
    theirs = json.loads(ECAlgorithm.to_jwk(EC_KEY.public_key()))

    assert public_jwk(EC_KEY.public_key()) == {name: theirs[name] for name in ("kty", "crv", "x", "y")}


@pytest.mark.parametrize(
    "changes",
    [{"x": "AA"}, {"x": segment(bytes(32)), "y": segment(bytes(32))}, {"y": 1}, {"x": None}],
    ids=str,
)
def test_a_jwk_of_no_point_of_the_curve_is_no_key(changes: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ValueError)):
        public_key({**library_jwk(EC_KEY, "1"), **changes}, ES256)
