"""The public keys of an issuer: read from its JWKS, kept, and read again when they rotate."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from shared.adapters.tokens.jws import number, public_key
from shared.adapters.tokens.kept import Kept, KeysUnavailable, NotNow
from shared.adapters.web import client as web
from shared.adapters.web.client import Silent, Unreachable, checked_url, patience, read_json, seconds_left
from shared.domain.key_sets import MAX_KEYS

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.adapters.tokens.jws import PublicKey
    from shared.domain.json_text import Json

# The key decides the algorithm, never the token: an RSA key cannot serve as an HMAC secret.
_ALGORITHMS = {("RSA", None): "RS256", ("EC", "P-256"): "ES256"}
_PUBLIC_MEMBERS = ("kty", "crv", "n", "e", "x", "y")
# A short key can be broken, a long one or a large exponent makes each verification expensive.
_MIN_RSA_BITS, _MAX_RSA_BITS, _MAX_RSA_EXPONENT = 2048, 8192, 2**32
_MAX_ENCODED = _MAX_RSA_BITS // 6 + 4
_MAX_SHOWN = 200


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
        faults = (Unreachable,)
        self._document = Kept(issuer, self._discover, faults, clock, is_foreign=True)
        self._keys = Kept(
            issuer, lambda: verification_keys(self._read_jwks()), faults, clock, is_foreign=True
        )

    def key(self, kid: str | None) -> PublicKey | None:
        """Return the key of this id, if the issuer has it. Raises `KeysUnavailable`."""
        with patience():
            return self._keys.value(lambda keys: kid in keys, _time_to_wait()).get(kid)

    def load(self) -> None:
        """Read the keys if there are none yet, or only old ones. Raises `KeysUnavailable`."""
        with patience():
            self._keys.value(wait=_time_to_wait())

    def document(self) -> dict[str, Any]:
        """Return the OpenID discovery document of the issuer. Raises `KeysUnavailable`."""
        with patience():
            return self._document.value(wait=_time_to_wait())

    def endpoint(self, name: str) -> str:
        """Return a URL of the issuer's that its discovery document names. Raises `Unreachable`."""
        try:
            url = checked_url(self.document()[name], public=self._public)
        except KeysUnavailable as failure:
            raise Unreachable(str(failure)) from None
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise Unreachable(f"the discovery document has no {name} that can be called") from error
        if self._issuer.startswith("https:") and not url.startswith("https:"):
            raise Unreachable(f"the discovery document has a {name} without TLS")
        return url

    def _discover(self) -> dict[str, Any]:
        _check_time()
        url = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
        document = read_json(url, public=self._public)
        if not isinstance(document, dict):
            raise Unreachable("the discovery document is not an object")
        if document.get("issuer") != self._issuer:
            named = str(document.get("issuer"))[:_MAX_SHOWN]
            raise Unreachable(f"discovery answers for issuer {named!r}")
        return document

    def _read_jwks(self) -> Json:
        _check_time()
        return read_json(self._jwks_url or self.endpoint("jwks_uri"), public=self._public)


def _time_to_wait() -> float:
    try:
        return seconds_left()
    except Silent:
        return 0


def _check_time() -> None:
    """Raise `NotNow` where others have taken so much of the time that a failure would be theirs."""
    if _time_to_wait() < web.PATIENCE_SECONDS / 2:
        raise NotNow("there is too little time left")


def verification_keys(jwks: Json) -> dict[str | None, PublicKey]:
    """Return the keys that sign tokens by a supported algorithm; others that an issuer publishes are ignored.

    Raises `Unreachable` for what is not a key set.
    """
    keys: dict[str | None, PublicKey] = {}
    try:
        if len(jwks["keys"]) > MAX_KEYS:
            raise Unreachable(f"the key set has more than {MAX_KEYS} keys")
        for jwk in jwks["keys"]:
            algorithm = _ALGORITHMS.get((jwk["kty"], jwk.get("crv")))
            if algorithm and jwk.get("use", "sig") == "sig" and jwk.get("alg", algorithm) == algorithm:
                public = {member: jwk[member] for member in _PUBLIC_MEMBERS if member in jwk}
                if _is_affordable(public):
                    keys[jwk.get("kid")] = public_key(public, algorithm)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Unreachable("the answer is not a key set") from error
    return keys


def _is_affordable(jwk: dict[str, Any]) -> bool:
    """Return whether the key is as strong as a key has to be, and its use costs what it usually does."""
    if jwk["kty"] != "RSA":
        return True
    if len(jwk["n"]) > _MAX_ENCODED or len(jwk["e"]) > _MAX_ENCODED:
        return False
    modulus, exponent = number(jwk["n"]), number(jwk["e"])
    is_strong = _MIN_RSA_BITS <= modulus.bit_length() <= _MAX_RSA_BITS and modulus % 2 == 1
    return is_strong and 1 < exponent <= _MAX_RSA_EXPONENT and exponent % 2 == 1
