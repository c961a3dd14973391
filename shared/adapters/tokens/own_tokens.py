"""Tokens that this service has signed (`OwnTokens`), verified by its own stored keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jwt

from shared.adapters.tokens.signer import ALGORITHM

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
            kid = jwt.get_unverified_header(token).get("kid")
            jwk = next((key.public_jwk for key in self._store.sealed() if key.kid == kid), None)
            if jwk is None:
                return None
            claims: dict[str, Any] = jwt.decode(
                token,
                jwt.PyJWK(dict(jwk)),
                algorithms=[ALGORITHM],
                issuer=issuer,
                options={"verify_exp": False, "verify_aud": False, "require": ["iss", "exp"]},
            )
        except (jwt.PyJWTError, ValueError):
            return None
        return claims
