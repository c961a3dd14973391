"""The embedded engine in the tests' own process: all that it does with tables, and no network before it."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSPreparedRequest, AWSRequest, AWSResponse
from botocore.httpsession import URLLib3Session
from botocore.useragent import UserAgentString
from ministack.services import dynamodb

from local.engine.application import send_answer
from local.engine.capacity import count_read_units
from local.engine.expressions import remember_expressions
from local.engine.ranges import read_ranges
from local.engine.requests import answer
from local.engine.sizes import measure_quickly
from local.machine.loopback import HOST, listen
from shared.adapters.dynamodb.keys import hash_key_key, sealing_key_key, signing_keys_key
from shared.adapters.dynamodb.service_partition import SERVICE
from shared.adapters.endpoints import region_of
from shared.adapters.signed_calls import DYNAMODB, SignedService

_MOST_CHANGES = 2000
OWN_KEYS = frozenset(key.sk for key in (signing_keys_key(), sealing_key_key(), hash_key_key()))
"""The sort keys of what belongs to no tenant, and is the same for all tests of a process."""


@contextmanager
def engine_in_process() -> Iterator[str]:
    """The URL of an engine in memory. Clients of this process need no connection to it, others HTTP."""
    count_read_units()
    remember_expressions()
    read_ranges()
    measure_quickly()
    with listen(0) as listener, pytest.MonkeyPatch.context() as patch:
        url = f"http://{HOST}:{listener.getsockname()[1]}"
        server = uvicorn.Server(
            uvicorn.Config(_serve, interface="asgi3", lifespan="off", log_level="warning")
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        _connect(patch, url)
        yield url
        server.should_exit = True
        thread.join()


def forget_tenants(table_name: str) -> None:
    """Drop every item except the service's own keys, and the transactions that are remembered."""
    dynamodb._txn_idempotency._data.clear()
    for (_, _, name), table in dynamodb._tables.all_items():
        if name == table_name:
            own = table["items"].get(SERVICE, {})
            table["items"].clear()
            table["items"][SERVICE] = {sk: own[sk] for sk in own if sk in OWN_KEYS}
            dynamodb._items_replaced(table)


def forget_old_changes() -> None:
    """Drop what the streams say of earlier tests: the engine would keep it for a day, like DynamoDB."""
    for scope, records in dynamodb._stream_records.all_items():
        if len(records) > _MOST_CHANGES:
            before = dynamodb._stream_trimmed.get_scoped(*scope, 0)
            dynamodb._stream_trimmed.set_scoped(*scope, before + len(records))
            records.clear()


async def _serve(scope: Any, receive: Any, send: Any) -> None:
    body, more = b"", True
    while more:
        part = await receive()
        body, more = body + part.get("body", b""), part.get("more_body", False)
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    await send_answer(answer(headers[b"x-amz-target"], headers[b"authorization"], body), send)


def _connect(patch: pytest.MonkeyPatch, url: str) -> None:
    """Hand requests to this URL over at the place where clients would put them on the wire.

    What the engine does not look at is not computed for them: a signature, and who the client is.
    """
    send_on_the_wire, sign, send_signed = URLLib3Session.send, SigV4Auth.add_auth, SignedService.send
    quiet = threading.active_count()

    def send(self: URLLib3Session, request: AWSPreparedRequest) -> AWSResponse:
        if not request.url.startswith(url):
            return send_on_the_wire(self, request)
        target, authorization = (_text(request.headers[name]) for name in ("X-Amz-Target", "Authorization"))
        status, headers, content = answered(target, authorization, _bytes(request.body))
        said: Any = headers
        raw: Any = _Raw(content)
        return AWSResponse(request.url, status, said, raw)

    def send_from_client(self: SignedService, operation: str, body: bytes) -> tuple[int, bytes]:
        if self.url != url:
            return send_signed(self, operation, body)
        scope = f"{os.environ['AWS_ACCESS_KEY_ID']}/20261129/{region_of(os.environ)}/dynamodb/aws4_request"
        authorization = f"AWS4-HMAC-SHA256 Credential={scope}"
        status, _, content = answered(f"{DYNAMODB.prefix}.{operation}", authorization, body)
        return status, content

    def answered(target: str, authorization: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        found = answer(target, authorization, body)
        if threading.active_count() > quiet:
            time.sleep(0)  # the others go on here, as they would while a request is on its way
        return found

    def add_auth(self: Any, request: AWSRequest) -> None:
        if (request.url or "").startswith(url):
            scope = f"{self.credentials.access_key}/20261129/{self._region_name}/{self._service_name}"
            request.headers["Authorization"] = f"AWS4-HMAC-SHA256 Credential={scope}/aws4_request"
        else:
            sign(self, request)

    patch.setattr(SignedService, "send", send_from_client)
    patch.setattr(URLLib3Session, "send", send)
    patch.setattr(SigV4Auth, "add_auth", add_auth)
    patch.setattr(UserAgentString, "to_string", lambda self: "tests")


def _text(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode()


def _bytes(body: Any) -> bytes:
    return body.encode() if isinstance(body, str) else bytes(body)


class _Raw:
    """The source of a response's body for botocore."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self) -> Iterator[bytes]:
        yield self._content
