"""Access tokens of any trusted issuer: what makes one genuine, and who its caller is."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import jwt

from shared.adapters.tokens.key_sets import KeySet
from shared.adapters.tokens.trusted_issuers import TrustedIssuer, ourselves
from shared.domain.errors import ExpiredToken, InvalidToken
from shared.domain.tokens import ACCESS_TOKEN_USE, caller_from_claims

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from shared.domain.access import Caller

ALGORITHMS = ("RS256", "ES256")
LEEWAY_SECONDS = 5
"""How far the clocks of issuers may differ from ours."""
# RFC 9068 says at+jwt, most issuers JWT; an issuer's logout tokens and DPoP proofs say something else.
_TYPES = ("jwt", "at+jwt", "application/at+jwt")


class TokenVerifier:
    """Knows the trusted issuers and their keys."""

    def __init__(self, issuers: Iterable[TrustedIssuer], clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._others = {trusted.issuer: self._with_keys(trusted) for trusted in issuers}
        self._ours: dict[str, tuple[TrustedIssuer, KeySet]] = {}

    def caller(self, token: str, own_issuer: str) -> Caller:
        """The caller that the token speaks for.

        `own_issuer` is the name under which this service issues tokens. Raises `InvalidToken` or
        `ExpiredToken`, and `KeysUnavailable` when the keys that would decide cannot be read.
        """
        trusted, keys, kid = self._read(token, own_issuer)
        key = keys.key(kid)
        if key is None:
            raise InvalidToken
        return caller_from_claims(_access_claims(token, key, trusted), trusted.tenancy)

    def _read(self, token: str, own_issuer: str) -> tuple[TrustedIssuer, KeySet, str | None]:
        """Who claims to have issued the token, and by which key: only enough is believed to look that up."""
        issuer, kid = unverified_origin(token)
        if issuer == own_issuer:
            if issuer not in self._ours:
                self._ours[issuer] = self._with_keys(ourselves(issuer))
            return *self._ours[issuer], kid
        if not isinstance(issuer, str) or issuer not in self._others:
            raise InvalidToken
        return *self._others[issuer], kid

    def _with_keys(self, trusted: TrustedIssuer) -> tuple[TrustedIssuer, KeySet]:
        return trusted, KeySet(trusted.issuer, trusted.jwks_url, self._clock)


def unverified_origin(token: str) -> tuple[object, str | None]:
    """The issuer and the key id that a token names, not to be believed yet. Raises `InvalidToken`."""
    try:
        unverified = jwt.decode_complete(token, options={"verify_signature": False})
    except (jwt.PyJWTError, ValueError):
        raise InvalidToken from None
    header = unverified["header"]
    if header.get("alg") not in ALGORITHMS or str(header.get("typ", "JWT")).lower() not in _TYPES:
        raise InvalidToken
    return unverified["payload"].get("iss"), header.get("kid")


def verified_claims(token: str, key: jwt.PyJWK, issuer: str) -> dict[str, Any]:
    """What a token of this issuer says, signed by the key and not expired.

    Raises `InvalidToken` or `ExpiredToken`.
    """
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[key.algorithm_name],
            issuer=issuer,
            leeway=LEEWAY_SECONDS,
            options={"require": ["iss", "exp"], "verify_aud": False, "enforce_minimum_key_length": True},
        )
    except jwt.ExpiredSignatureError:
        raise ExpiredToken from None
    except (jwt.PyJWTError, ValueError):
        raise InvalidToken from None
    return claims


def is_meant_for(claims: dict[str, Any], audience: tuple[str, ...] | None) -> bool:
    """Whether a token is for this audience; for none (`None`) where it names none."""
    named = claims.get("aud", [])
    if audience is None:
        return not named
    named = named or claims.get("client_id")
    return any(one in audience for one in (named if isinstance(named, list) else [named]))


def _access_claims(token: str, key: jwt.PyJWK, trusted: TrustedIssuer) -> dict[str, Any]:
    claims = verified_claims(token, key, trusted.issuer)
    use = claims.get("token_use", None if trusted.always_states_use else ACCESS_TOKEN_USE)
    if use != ACCESS_TOKEN_USE or not is_meant_for(claims, trusted.audience):
        raise InvalidToken
    return claims
