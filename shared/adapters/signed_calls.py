"""Calls of AWS's services signed and sent by hand, for a function whose start an SDK would double.

It heeds what botocore would: region, credentials, endpoint and CA bundle of the environment.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import ssl
import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.domain.json_text import Json

TIMEOUT_SECONDS = 2
ATTEMPTS = 2
_OK = 200


class Outgoing(NamedTuple):
    """A request that is to be signed."""

    service: str
    host: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class CallFailed(Exception):
    """A service did not do what it was asked. The message says why, and nothing of what was sent.

    `code`: that of the service's error, if it answered with one.
    """

    def __init__(self, service: str, failure: str, code: str = "") -> None:
        super().__init__(f"{service}: {failure}")
        self.code = code


def call(service: str, target: str, version: str, document: Json) -> Json:
    """Return a service's answer. Raises `CallFailed`.

    `target`: the operation. `version`: that of the JSON protocol of the service.
    """
    body, failure = json.dumps(document).encode(), CallFailed(service, "")
    for _ in range(ATTEMPTS):
        try:
            status, text = sent(service, target, version, body)
            answer = json.loads(text)
        except (OSError, HTTPException, ValueError) as error:
            failure = CallFailed(service, type(error).__name__)
            continue
        if status == _OK:
            return answer
        code = str(answer.get("__type", "")).rpartition("#")[2]
        failure = CallFailed(service, f"{status} {code}", code)
    raise failure


def sent(service: str, target: str, version: str, body: bytes) -> tuple[int, bytes]:
    """Send a request, and return the status and the body of its answer."""
    endpoint = urlsplit(endpoint_url(service, os.environ))
    asked = {"content-type": f"application/x-amz-json-{version}", "x-amz-target": target}
    request = Outgoing(service, endpoint.netloc, endpoint.path or "/", asked, body)
    headers = signed_headers(request, os.environ, time.time())
    host = endpoint.hostname or ""
    connection: HTTPConnection
    if endpoint.scheme == "https":
        context = ssl.create_default_context(cafile=os.environ.get("AWS_CA_BUNDLE") or None)
        connection = HTTPSConnection(host, endpoint.port, timeout=TIMEOUT_SECONDS, context=context)
    else:
        connection = HTTPConnection(host, endpoint.port, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("POST", request.path, body, headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def endpoint_url(service: str, environment: Mapping[str, str]) -> str:
    """Return where the service is: as configured, or else in the region."""
    if environment.get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "").lower() != "true":
        for name in (f"AWS_ENDPOINT_URL_{service.upper()}", "AWS_ENDPOINT_URL"):
            if url := environment.get(name):
                return url
    region = _region(environment)
    suffix = "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
    return f"https://{service}.{region}.{suffix}"


def signed_headers(request: Outgoing, environment: Mapping[str, str], now: float) -> dict[str, str]:
    """Return the headers of a request with its signature (AWS Signature Version 4)."""
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now))
    scope = f"{stamp[:8]}/{_region(environment)}/{request.service}/aws4_request"
    headers = {**request.headers, "host": request.host, "x-amz-date": stamp}
    if token := environment.get("AWS_SESSION_TOKEN"):
        headers["x-amz-security-token"] = token
    names = sorted(headers)
    signed = ";".join(names)
    lines = "".join(f"{name}:{headers[name]}\n" for name in names)
    canonical = f"POST\n{request.path}\n\n{lines}\n{signed}\n{hashlib.sha256(request.body).hexdigest()}"
    key = f"AWS4{environment.get('AWS_SECRET_ACCESS_KEY', '')}".encode()
    for part in scope.split("/"):
        key = _hmac(key, part)
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    signature = _hmac(key, f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{digest}").hex()
    credential = f"{environment.get('AWS_ACCESS_KEY_ID', '')}/{scope}"
    authorization = f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={signed}, Signature={signature}"
    return {**headers, "authorization": authorization}


def _region(environment: Mapping[str, str]) -> str:
    return environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION") or ""


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
