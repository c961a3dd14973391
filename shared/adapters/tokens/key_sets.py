"""The public keys of an issuer: read from its JWKS, kept, and read again when they rotate."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from jwt import PyJWK, PyJWTError

from shared.adapters.tokens.kept import Kept
from shared.adapters.tokens.web import Unreachable, checked_url, read_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.domain.json_text import Json

# The key decides the algorithm, never the token: an RSA key cannot serve as an HMAC secret.
_ALGORITHMS = {("RSA", None): "RS256", ("EC", "P-256"): "ES256"}
_PUBLIC_MEMBERS = ("kty", "crv", "n", "e", "x", "y")


def discovered(issuer: str, *, public: bool = False) -> dict[str, Any]:
    """Return the OpenID discovery document of an issuer; `public` as for `checked_url`.

    Raises `Unreachable`.
    """
    document = read_json(f"{issuer.rstrip('/')}/.well-known/openid-configuration", public=public)
    if not isinstance(document, dict):
        raise Unreachable("the discovery document is not an object")
    if document.get("issuer") != issuer:
        raise Unreachable(f"discovery answers for issuer {document.get('issuer')!r}")
    return document


class KeySet:
    """The keys of one issuer: at `jwks_url`, or where its OpenID discovery document says.

    `public`: nowhere but on public addresses, see `checked_url`.
    """

    def __init__(
        self,
        issuer: str,
        jwks_url: str | None = None,
        clock: Callable[[], float] = time.time,
        *,
        public: bool = False,
    ) -> None:
        self._issuer = issuer
        self._jwks_url = jwks_url
        self._public = public
        self._keys = Kept(issuer, lambda: verification_keys(self._read_jwks()), (Unreachable,), clock)

    def key(self, kid: str | None) -> PyJWK | None:
        """Return the key of this id, if the issuer has it. Raises `KeysUnavailable`."""
        return self._keys.value(lambda keys: kid in keys).get(kid)

    def _read_jwks(self) -> Json:
        if self._jwks_url is not None:
            return read_json(self._jwks_url, public=self._public)
        document = discovered(self._issuer, public=self._public)
        try:
            jwks_url = checked_url(document["jwks_uri"], public=self._public)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise Unreachable("the discovery document does not say where the keys are") from error
        return read_json(jwks_url, public=self._public)


def verification_keys(jwks: Json) -> dict[str | None, PyJWK]:
    """Return the keys that sign tokens by a supported algorithm; others that an issuer publishes are ignored.

    Raises `Unreachable` for what is not a key set.
    """
    keys: dict[str | None, PyJWK] = {}
    try:
        for jwk in jwks["keys"]:
            algorithm = _ALGORITHMS.get((jwk["kty"], jwk.get("crv")))
            if algorithm and jwk.get("use", "sig") == "sig" and jwk.get("alg", algorithm) == algorithm:
                public = {member: jwk[member] for member in _PUBLIC_MEMBERS if member in jwk}
                keys[jwk.get("kid")] = PyJWK(public, algorithm)
    except (KeyError, TypeError, AttributeError, ValueError, PyJWTError) as error:
        raise Unreachable("the answer is not a key set") from error
    return keys
