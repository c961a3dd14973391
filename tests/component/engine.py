"""The embedded engine in the tests' own process: all that it does with tables, and no network before it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from botocore.awsrequest import AWSPreparedRequest, AWSRequest, AWSResponse
from botocore.httpsession import URLLib3Session
from botocore.signers import RequestSigner
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
from tests.component.client_costs import Headers, spare

_MOST_CHANGES = 2000
_OWN = {key.sk for key in (signing_keys_key(), sealing_key_key(), hash_key_key())}


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
    """Drop every item except the service's own keys."""
    for (_, _, name), table in dynamodb._tables.all_items():
        if name == table_name:
            own = table["items"].get(SERVICE, {})
            table["items"].clear()
            table["items"][SERVICE] = {sk: own[sk] for sk in own if sk in _OWN}
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
    """Hand requests to this URL over at the place where botocore would put them on the wire.

    What the engine does not look at is not computed for them: a signature, and who the client is.
    """
    send_on_the_wire, sign = URLLib3Session.send, RequestSigner.sign
    quiet = threading.active_count()

    def send(self: URLLib3Session, request: AWSPreparedRequest) -> AWSResponse:
        if not request.url.startswith(url):
            return send_on_the_wire(self, request)
        target, authorization = (_text(request.headers[name]) for name in ("X-Amz-Target", "Authorization"))
        status, headers, content = answer(target, authorization, _bytes(request.body))
        if threading.active_count() > quiet:
            time.sleep(0)  # the others go on here, as they would while a request is on its way
        none: Any = {}
        said: Any = Headers(headers)
        raw: Any = _Raw(content)
        response = AWSResponse(request.url, status, none, raw)
        response.headers = said
        return response

    def signed(self: Any, operation_name: str, request: AWSRequest, *given: Any, **more: Any) -> None:
        if (request.url or "").startswith(url):
            scope = f"{self._credentials.access_key}/20261129/{self._region_name}/{self._signing_name}"
            request.headers["Authorization"] = f"AWS4-HMAC-SHA256 Credential={scope}/aws4_request"
        else:
            sign(self, operation_name, request, *given, **more)

    patch.setattr(URLLib3Session, "send", send)
    patch.setattr(RequestSigner, "sign", signed)
    patch.setattr(UserAgentString, "to_string", lambda self: "tests")
    spare(patch, url)


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
