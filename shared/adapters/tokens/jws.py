"""Signed tokens (RFC 7519) in the compact form of RFC 7515, by the algorithms ES256 and RS256.

By hand, on cryptography's primitives: a JWT library loads all of cryptography, most of an authorizer's start.
What is not exactly as the RFCs have it is refused: other alphabets, padding, critical extensions.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING, Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.domain.json_text import Json

ES256, RS256 = "ES256", "RS256"
_OCTETS = 32  # of a coordinate, and of each half of a signature, on the curve P-256


class PublicKey(NamedTuple):
    """A key and the one algorithm that it verifies by: the key decides that, never the token."""

    algorithm: str
    key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey


class SignedToken(NamedTuple):
    """The parts of a token, which nobody has verified yet."""

    header: Mapping[str, Any]
    claims: dict[str, Any]
    signed: bytes
    signature: bytes


def parsed(token: str) -> SignedToken:
    """Return the parts of a token. Raises `ValueError` for what none is."""
    signed, _, signature = token.rpartition(".")
    header, _, claims = signed.partition(".")
    head, body = _object(header), _object(claims)
    if not isinstance(head.get("alg"), str) or not isinstance(head.get("kid", ""), str):
        raise ValueError("the header has no algorithm, or a key id that is not a text")  # noqa: TRY004 - as below
    if "crit" in head or "b64" in head:
        raise ValueError("the header demands extensions")
    return SignedToken(head, body, signed.encode(), _octets(signature))


def is_signed_by(token: SignedToken, key: PublicKey) -> bool:
    """Return whether the key has signed the token."""
    if token.header["alg"] != key.algorithm:
        return False
    try:
        if isinstance(key.key, rsa.RSAPublicKey):
            key.key.verify(token.signature, token.signed, padding.PKCS1v15(), SHA256())
        elif len(token.signature) == 2 * _OCTETS:
            r, s = (int.from_bytes(half) for half in (token.signature[:_OCTETS], token.signature[_OCTETS:]))
            key.key.verify(encode_dss_signature(r, s), token.signed, ec.ECDSA(SHA256()))
        else:
            return False
    except InvalidSignature:
        return False
    return True


def signed(claims: Mapping[str, Any], kid: str, key: ec.EllipticCurvePrivateKey) -> str:
    """Return claims as a token, by ES256."""
    parts = ({"alg": ES256, "kid": kid, "typ": "JWT"}, claims)
    text = ".".join(_text(json.dumps(part, separators=(",", ":")).encode()) for part in parts)
    r, s = decode_dss_signature(key.sign(text.encode(), ec.ECDSA(SHA256())))
    return f"{text}.{_text(r.to_bytes(_OCTETS) + s.to_bytes(_OCTETS))}"


def public_key(jwk: Mapping[str, Any], algorithm: str) -> PublicKey:
    """Return the key of a JWK. Raises `KeyError`, `TypeError` or `ValueError` for what none is."""
    if algorithm == RS256:
        numbers = rsa.RSAPublicNumbers(e=number(jwk["e"]), n=number(jwk["n"]))
        return PublicKey(RS256, numbers.public_key())
    x, y = octets_of(jwk["x"]), octets_of(jwk["y"])
    if len(x) != _OCTETS or len(y) != _OCTETS:
        raise ValueError("a coordinate has another length than the curve's")
    curve = ec.SECP256R1()
    point = ec.EllipticCurvePublicNumbers(int.from_bytes(x), int.from_bytes(y), curve)
    return PublicKey(ES256, point.public_key())


def public_jwk(key: ec.EllipticCurvePublicKey) -> dict[str, str]:
    """Return the members of the JWK of a key on the curve P-256."""
    point = key.public_numbers()
    x, y = (_text(coordinate.to_bytes(_OCTETS)) for coordinate in (point.x, point.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def number(text: str) -> int:
    """Return an integer of a JWK."""
    return int.from_bytes(octets_of(text))


def _object(segment: str) -> dict[str, Any]:
    try:
        document: Json = json.loads(_octets(segment).decode())
    except RecursionError:
        raise ValueError("too deep") from None
    if not isinstance(document, dict):
        raise ValueError("not an object")  # noqa: TRY004 - a token's value, not a caller's type
    return document


def _octets(segment: str) -> bytes:
    """Return what a segment of a token encodes, which can be written in one way only."""
    octets = octets_of(segment)
    if _text(octets) != segment:
        raise ValueError("not base64url")
    return octets


def octets_of(text: str) -> bytes:
    """Return what a text encodes, whatever else is in it that base64url has not."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _text(octets: bytes) -> str:
    return urlsafe_b64encode(octets).rstrip(b"=").decode()
