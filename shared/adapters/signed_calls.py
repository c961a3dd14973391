"""Calls of AWS's services signed and sent without an SDK, which would double a function's start.

They use what an SDK would: region, credentials, endpoint and CA bundle of the environment.
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
    from collections.abc import Callable

    from shared.domain.json_text import Json

TIMEOUT_SECONDS = 2
ATTEMPTS = 8
_PATIENCE = 4.0
"""The seconds after which no attempt begins: the authorizer has ten for all that it asks."""
_OK, _OF_SERVER = 200, 500
PASSING = frozenset(
    {
        "TransactionConflict",
        "TransactionConflictException",
        "TransactionInProgressException",
        "Throttling",
        "ThrottlingError",
        "ThrottlingException",
        "ThrottledException",
        "TooManyRequestsException",
        "ProvisionedThroughputExceeded",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestTimeout",
        "RequestTimeoutException",
        "InternalServerError",
        "ServiceUnavailable",
    }
)
"""The codes of errors after which the same request may succeed."""


class Protocol(NamedTuple):
    """How a service is called: its name in endpoints, what targets begin with, the version of its JSON."""

    service: str
    prefix: str
    version: str


DYNAMODB = Protocol("dynamodb", "DynamoDB_20120810", "1.0")
KMS = Protocol("kms", "TrentService", "1.1")


class CallFailed(Exception):
    """A service did not do what it was asked. The message says why, and nothing of what was sent.

    `code`: that of the service's error, if it answered with one; `said`: the service's own words, which may
    name resources. `is_passing`: the same request may succeed later.
    """

    def __init__(
        self, service: str, failure: str, code: str = "", said: str = "", *, is_passing: bool
    ) -> None:
        super().__init__(f"{service}: {failure}")
        self.service, self.code, self.said, self.is_passing = service, code, said, is_passing


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


def call(protocol: Protocol, operation: str, document: Json, wanted: str) -> Json:
    """Return a service's answer, which has the member `wanted`. Raises `CallFailed`."""
    body = json.dumps(document).encode()
    return persistent(lambda: _answer(protocol, operation, body, wanted))


def persistent(attempt: Callable[[], Json]) -> Json:
    """Return what an attempt returns; while it fails in passing, wait and repeat it. Raises `CallFailed`."""
    patience_ends = time.monotonic() + _PATIENCE
    for number in range(1, ATTEMPTS):
        try:
            return attempt()
        except CallFailed as failure:
            if not failure.is_passing or time.monotonic() > patience_ends:
                raise
        from shared.adapters.patience import pause  # here, as hardly a start needs it

        time.sleep(pause(number - 1))
    return attempt()


def _answer(protocol: Protocol, operation: str, body: bytes, wanted: str) -> Json:
    service = protocol.service
    try:
        status, text = _service(protocol, endpoint_url(service, os.environ)).send(operation, body)
        answer = json.loads(text)
    except (OSError, HTTPException) as error:
        reason = type(error.__cause__ or error).__name__
        raise CallFailed(service, reason, is_passing=True) from error
    except ValueError:
        answer = None  # what stands before a service may answer in HTML
    if not isinstance(answer, dict) or (status == _OK and wanted not in answer):
        raise CallFailed(service, f"{status} with an answer that is not the service's", is_passing=True)
    if status == _OK:
        return answer
    code = str(answer.get("__type", "")).rpartition("#")[2]
    said = str(answer.get("message") or answer.get("Message") or "")
    is_passing = status >= _OF_SERVER or code in PASSING
    raise CallFailed(service, f"{status} {code}", code, said, is_passing=is_passing)


@cache
def _service(protocol: Protocol, url: str) -> SignedService:
    return SignedService(protocol, url, connecting=TIMEOUT_SECONDS, answering=TIMEOUT_SECONDS)
