"""Signature Version 4 of AWS, for requests with a body of JSON."""

from __future__ import annotations

import hashlib
import hmac
import time
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from shared.adapters.endpoints import region_of

if TYPE_CHECKING:
    from collections.abc import Mapping


class Outgoing(NamedTuple):
    """A request that is to be signed."""

    service: str
    host: str
    path: str
    headers: Mapping[str, str]
    body: bytes


def signed_headers(request: Outgoing, environment: Mapping[str, str], now: float) -> dict[str, str]:
    """Return the headers of a request with its signature, by the keys of the environment."""
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now))
    scope = f"{stamp[:8]}/{region_of(environment)}/{request.service}/aws4_request"
    headers = {**request.headers, "host": request.host, "x-amz-date": stamp}
    if token := environment.get("AWS_SESSION_TOKEN"):
        headers["x-amz-security-token"] = token
    names = sorted(headers)
    signed = ";".join(names)
    lines = "".join(f"{name}:{headers[name]}\n" for name in names)
    canonical = f"POST\n{request.path}\n\n{lines}\n{signed}\n{hashlib.sha256(request.body).hexdigest()}"
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    key = _key(environment.get("AWS_SECRET_ACCESS_KEY", ""), scope)
    signature = _hmac(key, f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{digest}").hex()
    credential = f"{environment.get('AWS_ACCESS_KEY_ID', '')}/{scope}"
    authorization = f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={signed}, Signature={signature}"
    return {**headers, "authorization": authorization}


@lru_cache(maxsize=4)
def _key(secret: str, scope: str) -> bytes:
    """Return the key for a day, a region and a service."""
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = _hmac(key, part)
    return key


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.digest(key, text.encode(), "sha256")
