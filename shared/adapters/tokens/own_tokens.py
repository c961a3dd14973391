"""Tokens that this service has signed (`OwnTokens`), verified by its own stored keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.adapters.tokens.jws import ES256, is_signed_by, parsed, public_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.ports.callers import SigningKeyStore


class OwnTokenReader:
    """Reads the keys again for each token: it is rarely asked, and a rotation takes effect at once."""

    def __init__(self, store: SigningKeyStore) -> None:
        self._store = store

    def claims(self, token: str, issuer: str) -> Mapping[str, Any] | None:
        """See `OwnTokens.claims`."""
        try:
            token_of_ours = parsed(token)
        except ValueError:
            return None
        kid, claims = token_of_ours.header.get("kid"), token_of_ours.claims
        jwk = next((key.public_jwk for key in self._store.sealed() if key.kid == kid), None)
        if jwk is None or not is_signed_by(token_of_ours, public_key(jwk, ES256)):
            return None
        return claims if claims.get("iss") == issuer and "exp" in claims else None
