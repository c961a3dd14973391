"""The public keys of an issuer: read from its JWKS, kept, and read again when they rotate."""

from __future__ import annotations

import json
import logging
import threading
import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jwt import PyJWK, PyJWTError

if TYPE_CHECKING:
    from collections.abc import Callable

FRESH_SECONDS = 300
"""How long a key set is used without asking for a newer one."""
STALE_SECONDS = 3600
"""How long a key set is used while its issuer cannot be reached."""
RETRY_SECONDS = 5
"""Between two attempts on one issuer, so that tokens with made-up key ids cannot hammer it."""
TIMEOUT_SECONDS = 3
MAX_DOCUMENT_BYTES = 256 * 1024

# The key decides the algorithm, never the token: an RSA key cannot serve as an HMAC secret.
_ALGORITHMS = {("RSA", None): "RS256", ("EC", "P-256"): "ES256"}
_PUBLIC_MEMBERS = ("kty", "crv", "n", "e", "x", "y")
_logger = logging.getLogger(__name__)


class KeysUnavailable(Exception):
    """The issuer's keys cannot be read, so its tokens can be neither accepted nor refused."""


def checked_url(url: str) -> str:
    """The URL, if keys may be read from it: https, or http on this machine. Raises `ValueError`."""
    parts = urlsplit(url)
    secure = parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname or ""))
    if not secure or not parts.hostname or parts.port == 0 or parts.username is not None or parts.fragment:
        raise ValueError(f"{url!r} is no https URL")
    return url


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class KeySet:
    """The keys of one issuer: at `jwks_url`, or where its OpenID discovery document says."""

    def __init__(
        self, issuer: str, jwks_url: str | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        self._issuer = issuer
        self._jwks_url = jwks_url
        self._clock = clock
        self._keys: dict[str | None, PyJWK] = {}
        self._read_at = self._tried_at = float("-inf")
        self._failure: KeysUnavailable | None = None
        self._lock = threading.Lock()

    def key(self, kid: str | None) -> PyJWK | None:
        """The key of this id, if the issuer has it. Raises `KeysUnavailable`."""
        with self._lock:
            now = self._clock()
            due = kid not in self._keys or now - self._read_at >= FRESH_SECONDS
            if due and now - self._tried_at >= RETRY_SECONDS:
                self._tried_at = now
                self._refresh(now)
            usable = kid in self._keys and now - self._read_at < STALE_SECONDS
            if self._failure is not None and not usable:
                raise KeysUnavailable(str(self._failure)) from self._failure
            return self._keys.get(kid)

    def _refresh(self, now: float) -> None:
        try:
            self._keys = _verification_keys(self._read_jwks())
        except KeysUnavailable as failure:
            _logger.warning("Keys of %s: %s", self._issuer, failure)
            self._failure = failure
        else:
            self._read_at, self._failure = now, None

    def _read_jwks(self) -> Any:  # noqa: ANN401 - any JSON value
        if self._jwks_url is not None:
            return _read_json(self._jwks_url)
        document = _read_json(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
        try:
            if document["issuer"] != self._issuer:
                raise KeysUnavailable(f"discovery answers for issuer {document['issuer']!r}")
            jwks_url = checked_url(document["jwks_uri"])
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise KeysUnavailable("the discovery document does not say where they are") from error
        return _read_json(jwks_url)


def _verification_keys(jwks: Any) -> dict[str | None, PyJWK]:  # noqa: ANN401 - any JSON value
    """The keys that sign tokens by an algorithm of ours; whatever else an issuer publishes is passed over."""
    keys: dict[str | None, PyJWK] = {}
    try:
        for jwk in jwks["keys"]:
            algorithm = _ALGORITHMS.get((jwk["kty"], jwk.get("crv")))
            if algorithm and jwk.get("use", "sig") == "sig" and jwk.get("alg", algorithm) == algorithm:
                public = {member: jwk[member] for member in _PUBLIC_MEMBERS if member in jwk}
                keys[jwk.get("kid")] = PyJWK(public, algorithm)
    except (KeyError, TypeError, AttributeError, ValueError, PyJWTError) as error:
        raise KeysUnavailable("the answer is no key set") from error
    return keys


def _read_json(url: str) -> Any:  # noqa: ANN401 - any JSON value
    """GET without redirects, which could lead anywhere. Raises `KeysUnavailable`."""
    parts = urlsplit(url)
    connect = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    connection = connect(parts.hostname or "", parts.port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", target, headers={"Accept": "application/json"})
        answer = connection.getresponse()
        body = answer.read(MAX_DOCUMENT_BYTES + 1)
    except (OSError, HTTPException, ValueError) as error:
        raise KeysUnavailable(f"{url} cannot be reached: {error!r}") from error
    finally:
        connection.close()
    if answer.status != 200:  # noqa: PLR2004 - HTTP's OK
        raise KeysUnavailable(f"{url} answers {answer.status}")
    if len(body) > MAX_DOCUMENT_BYTES:
        raise KeysUnavailable(f"{url} answers more than {MAX_DOCUMENT_BYTES} bytes")
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise KeysUnavailable(f"{url} answers no JSON") from error
