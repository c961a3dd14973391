"""Access tokens of any trusted issuer: what makes one genuine, and who its caller is."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Protocol

from shared.adapters.tokens.jws import ES256, RS256, is_signed_by, parsed
from shared.adapters.tokens.kept import KeysUnavailable
from shared.adapters.tokens.key_sets import KeySet
from shared.adapters.tokens.trusted_issuers import TrustedIssuer, ourselves
from shared.adapters.web.client import patience
from shared.domain.callers.tokens import (
    ACCESS_TOKEN_USE,
    LEEWAY_SECONDS,
    caller_from_claims,
    is_meant_for,
    staff_from_claims,
)
from shared.domain.errors import ExpiredToken, InvalidToken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from shared.adapters.tokens.jws import PublicKey
    from shared.domain.callers.access import Caller

ALGORITHMS = (RS256, ES256)
# RFC 9068 says at+jwt, most issuers JWT; an issuer's logout tokens and DPoP proofs say something else.
_TYPES = ("jwt", "at+jwt", "application/at+jwt")
_FAILURES = (InvalidToken, ExpiredToken, KeysUnavailable)


class OwnRecords(Protocol):
    """Our own keys, and the issuers that tenants have added."""

    def key(self, kid: str | None) -> PublicKey | None:
        """Return the key of ours with this id, if there is one. Raises `KeysUnavailable`."""
        ...

    def issuers(self, issuer: str) -> Sequence[TrustedIssuer]:
        """Return the tenants' trust in this issuer. Raises `KeysUnavailable`."""
        ...


class TokenVerifier:
    """Knows the trusted issuers and their keys."""

    def __init__(
        self, issuers: Iterable[TrustedIssuer], own: OwnRecords, clock: Callable[[], float] = time.time
    ) -> None:
        self._own = own
        self._clock = clock
        self._of_all_tenants = {trusted.issuer: trusted for trusted in issuers}
        self._key_sets: dict[tuple[str, str | None], KeySet] = {}

    def caller(self, token: str, own_issuer: str) -> Caller:
        """Return the caller that the token speaks for.

        `own_issuer` is the name under which this service issues tokens. Raises `InvalidToken` or
        `ExpiredToken`, and `KeysUnavailable` when the keys that would decide cannot be read.
        """
        issuer, kid = unverified_origin(token)
        if issuer == own_issuer:
            return _caller(token, self._own.key(kid), ourselves(own_issuer))
        if not isinstance(issuer, str):
            raise InvalidToken
        with patience():  # for the key sets of all tenants that trust it
            return self._caller_by_issuer(token, kid, issuer)

    def _caller_by_issuer(self, token: str, kid: str | None, issuer: str) -> Caller:
        failure: Exception = InvalidToken()
        if (trusted := self._of_all_tenants.get(issuer)) is not None:
            try:
                return self._caller(token, kid, trusted)
            except _FAILURES as error:
                failure = error
        return self._caller_of_one_tenant(token, kid, issuer, failure)

    def _caller_of_one_tenant(self, token: str, kid: str | None, issuer: str, failure: Exception) -> Caller:
        """Return the caller, by the one tenant that trusts the issuer with this token; else raise `failure`.

        A token that names no tenant is nobody's where several trust the issuer with it.
        """
        callers: dict[str, Caller] = {}
        for trusted in self._own.issuers(issuer):
            try:
                caller = self._caller(token, kid, trusted)
            except _FAILURES as error:
                failure = max(failure, error, key=_weight)
            else:
                callers[caller.tenant] = caller
        if len(callers) == 1:
            return callers.popitem()[1]
        raise InvalidToken if callers else failure

    def _caller(self, token: str, kid: str | None, trusted: TrustedIssuer) -> Caller:
        return _caller(token, self._keys_of(trusted).key(kid), trusted)

    def _keys_of(self, trusted: TrustedIssuer) -> KeySet:
        place = (trusted.issuer, trusted.jwks_url)
        if place not in self._key_sets:
            self._key_sets[place] = KeySet(*place, self._clock)
        return self._key_sets[place]


def _weight(failure: Exception) -> int:
    """Return a failure's weight: undecided tokens outweigh expired ones, which outweigh invalid ones."""
    return next(weight for weight, kind in enumerate(_FAILURES) if type(failure) is kind)


def _caller(token: str, key: PublicKey | None, trusted: TrustedIssuer) -> Caller:
    if key is None:
        raise InvalidToken
    claims = _access_claims(token, key, trusted)
    if trusted.is_staff:
        return staff_from_claims(claims, trusted.tenancy)
    return caller_from_claims(claims, trusted.tenancy, is_ours=trusted.is_ours)


def unverified_origin(token: str) -> tuple[object, str | None]:
    """Return the issuer and the key id that a token names, not to be believed yet. Raises `InvalidToken`."""
    try:
        header, claims, _, _ = parsed(token)
    except ValueError:
        raise InvalidToken from None
    if header.get("alg") not in ALGORITHMS or str(header.get("typ", "JWT")).lower() not in _TYPES:
        raise InvalidToken
    return claims.get("iss"), header.get("kid")


def verified_claims(token: str, key: PublicKey, issuer: str | None) -> dict[str, Any]:
    """Return the claims of a token of this issuer, or of any, signed by the key and not expired.

    Raises `InvalidToken` or `ExpiredToken`.
    """
    try:
        unverified = parsed(token)
        if not is_signed_by(unverified, key):
            raise InvalidToken
        _check(unverified.claims, issuer)
    except (ValueError, TypeError, OverflowError):
        raise InvalidToken from None
    return unverified.claims


def _check(claims: Mapping[str, Any], issuer: str | None) -> None:
    """Raise `InvalidToken` unless registered claims are what they have to be; `ExpiredToken` after its time.

    Raises `ValueError`, `TypeError` or `OverflowError` for a time that is none.
    """
    now = time.time()
    if any(int(claims[name]) > now + LEEWAY_SECONDS for name in ("iat", "nbf") if name in claims):
        raise InvalidToken
    if any(not isinstance(claims[name], str) for name in ("iss", "sub", "jti") if name in claims):
        raise InvalidToken
    if issuer is not None and claims.get("iss") != issuer:
        raise InvalidToken
    if claims.get("exp") is None:
        raise InvalidToken
    if int(claims["exp"]) <= now - LEEWAY_SECONDS:
        raise ExpiredToken


def _access_claims(token: str, key: PublicKey, trusted: TrustedIssuer) -> dict[str, Any]:
    claims = verified_claims(token, key, trusted.issuer)
    use = claims.get("token_use", None if trusted.always_states_use else ACCESS_TOKEN_USE)
    if use != ACCESS_TOKEN_USE or not is_meant_for(claims, trusted.audience):
        raise InvalidToken
    return claims
