"""The records that a verifier reads, without a table."""

from collections.abc import Sequence

from shared.adapters.tokens.jws import PublicKey
from shared.adapters.tokens.key_sets import KeySet
from shared.adapters.tokens.trusted_issuers import TrustedIssuer
from tests.jwt_issuer import JWKS_PATH, JwtIssuer


class Records:
    """Our keys are those that this issuer serves; tenants trust the issuers given."""

    def __init__(self, ourselves: JwtIssuer | None = None, *trusted: TrustedIssuer) -> None:
        self._keys = KeySet(ourselves.url, ourselves.url + JWKS_PATH) if ourselves is not None else None
        self._trusted = trusted

    def key(self, kid: str | None) -> PublicKey | None:
        """The key of this id."""
        return self._keys.key(kid) if self._keys is not None else None

    def issuers(self, issuer: str) -> Sequence[TrustedIssuer]:
        """Return the tenants' trust in the issuer."""
        return [trusted for trusted in self._trusted if trusted.issuer == issuer]
