"""Calls of AWS's services signed and sent without an SDK, which would double a function's start.

They heed what an SDK would: region, credentials, endpoint and CA bundle of the environment.
"""

from __future__ import annotations

import json
import os
import time
from functools import cache
from http.client import HTTPException
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from shared.adapters.connections import Connections
from shared.adapters.endpoints import endpoint_url
from shared.adapters.signing import Outgoing, signed_headers

if TYPE_CHECKING:
    from shared.domain.json_text import Json

TIMEOUT_SECONDS = 2
ATTEMPTS = 2
_OK, _OF_SERVER = 200, 500


class Protocol(NamedTuple):
    """How a service is called: its name in endpoints, what targets begin with, the version of its JSON."""

    service: str
    prefix: str
    version: str


DYNAMODB = Protocol("dynamodb", "DynamoDB_20120810", "1.0")
KMS = Protocol("kms", "TrentService", "1.1")


class CallFailed(Exception):
    """A service did not do what it was asked. The message says why, and nothing of what was sent.

    `code`: that of the service's error, if it answered with one.
    """

    def __init__(self, service: str, failure: str, code: str = "") -> None:
        super().__init__(f"{service}: {failure}")
        self.code = code


class SignedService:
    """A service at an endpoint. For `connecting` and `answering` see `Connections`."""

    def __init__(self, protocol: Protocol, url: str, *, connecting: float, answering: float) -> None:
        self.url = url
        self.protocol = protocol
        self._connections = Connections(url, connecting=connecting, answering=answering)

    def send(self, operation: str, body: bytes) -> tuple[int, bytes]:
        """Send a request once, and return the status and the body of its answer. Raises as `post` does."""
        service, prefix, version = self.protocol
        asked = {
            "content-type": f"application/x-amz-json-{version}",
            "x-amz-target": f"{prefix}.{operation}",
        }
        outgoing = Outgoing(service, self._connections.host, self._connections.path, asked, body)
        headers = signed_headers(outgoing, os.environ, time.time())
        return self._connections.post(body, headers | _unsigned_headers())


def _unsigned_headers() -> dict[str, str]:
    """Return the name of the caller and, in Lambda, the trace that the call belongs to."""
    runtime = os.environ.get("AWS_EXECUTION_ENV")
    headers = {"user-agent": f"customers exec-env/{runtime}" if runtime else "customers"}
    if "AWS_LAMBDA_FUNCTION_NAME" in os.environ and (trace := os.environ.get("_X_AMZN_TRACE_ID")):
        headers["x-amzn-trace-id"] = quote(trace, safe="-=;:+&[]{}\"',")
    return headers


def call(protocol: Protocol, operation: str, document: Json) -> Json:
    """Return a service's answer. Raises `CallFailed`."""
    service = protocol.service
    body, failure = json.dumps(document).encode(), CallFailed(service, "")
    for _ in range(ATTEMPTS):
        try:
            status, text = _service(protocol, endpoint_url(service, os.environ)).send(operation, body)
            answer = json.loads(text)
        except (OSError, HTTPException, ValueError) as error:
            failure = CallFailed(service, type(error.__cause__ or error).__name__)
            continue
        if status == _OK:
            return answer
        code = str(answer.get("__type", "")).rpartition("#")[2]
        failure = CallFailed(service, f"{status} {code}", code)
        if status < _OF_SERVER and "Throttling" not in code:
            break
    raise failure


@cache
def _service(protocol: Protocol, url: str) -> SignedService:
    return SignedService(protocol, url, connecting=TIMEOUT_SECONDS, answering=TIMEOUT_SECONDS)
