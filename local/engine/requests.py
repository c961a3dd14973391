"""Answers requests to DynamoDB and its streams by ministack's handlers.

ministack's own way from a request to its handler passes what tells a hundred services apart, and takes longer
than most handlers do.
"""

import json
import logging
import re
import threading
from collections.abc import Coroutine, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple
from uuid import uuid4

from ministack.core.responses import set_request_account_id, set_request_region
from ministack.services import dynamodb, dynamodb_streams

_SERVICES = {"DynamoDB_20120810": "dynamodb", "DynamoDBStreams_20120810": "dynamodbstreams"}
_HANDLERS = {"dynamodb": dynamodb.handle_request, "dynamodbstreams": dynamodb_streams.handle_request}
_CREDENTIAL = re.compile(r"Credential=([^/]*)/[^/]*/([^/]*)/")

_logger = logging.getLogger(__name__)
_one_at_a_time = threading.Lock()


class Answer(NamedTuple):
    """An HTTP response."""

    status: int
    headers: dict[str, str]
    body: bytes


def service_of(target: str) -> str | None:
    """Return ministack's name of the service that an `X-Amz-Target` is for, if it has handlers here."""
    return _SERVICES.get(target.partition(".")[0])


def answer(target: str, authorization: str, body: bytes) -> Answer:
    """Return the answer to a request whose target has a service here; safe to call from any thread."""
    handler = _HANDLERS[_SERVICES[target.partition(".")[0]]]
    account, region = _signed_for(authorization)
    with _one_at_a_time:
        set_request_account_id(account)
        set_request_region(region)
        try:
            status, headers, content = _result(handler("POST", "/", {"x-amz-target": target}, body, {}))
        except Exception as error:  # as ministack does, whatever a handler fails with
            _logger.exception("%s failed", target)
            status, headers = HTTPStatus.INTERNAL_SERVER_ERROR, {"Content-Type": "application/x-amz-json-1.0"}
            content = json.dumps({"__type": "InternalServerError", "message": str(error)}).encode()
    return Answer(status, {**headers, "x-amzn-requestid": str(uuid4())}, content)


async def answer_http(headers: Mapping[bytes, bytes], receive: Any, send: Any) -> bytes:  # noqa: ANN401 - ASGI's
    """Answer such a request over ASGI, and return its body."""
    body, is_whole = bytearray(), False
    while not is_whole:
        part = await receive()
        if part["type"] == "http.disconnect":
            return b""
        body.extend(part.get("body", b""))
        is_whole = not part.get("more_body", False)
    target, authorization = (
        headers.get(name, b"").decode("latin-1") for name in (b"x-amz-target", b"authorization")
    )
    status, said, content = answer(target, authorization, bytes(body))
    lines = [(name.encode(), value.encode()) for name, value in said.items()]
    lines.append((b"content-length", str(len(content)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": lines})
    await send({"type": "http.response.body", "body": content})
    return bytes(body)


def _signed_for(authorization: str) -> tuple[str, str]:
    """Return the access key and the region of a signature, empty without one."""
    found = _CREDENTIAL.search(authorization)
    return (found[1], found[2]) if found is not None else ("", "")


def _result(handling: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401 - ministack's
    """Return what a handler returns: it is a coroutine that waits for nothing."""
    try:
        handling.send(None)
    except StopIteration as done:
        return done.value
    handling.close()
    raise RuntimeError("it has waited for something")
