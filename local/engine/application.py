"""The engine as an ASGI application: requests that may be answered, and nothing else of the emulator."""

import json
from functools import partial
from http import HTTPStatus

from local.engine.access import BODY_LIMIT, TARGET, refusal, refusal_of_body
from local.engine.requests import STREAMS, Answer, answer, error, operation_of
from local.engine.storage import Storage
from local.http import asgi
from local.http.signature import AccessKey


class Application:
    """Answers those who have the key. `storage` keeps what they change, if it is to be kept."""

    def __init__(self, key: AccessKey, storage: Storage | None, *, streams: bool) -> None:
        self._key = key
        self._storage = storage
        self._streams = streams

    async def serve(self, scope: asgi.Scope, receive: asgi.Receive, send: asgi.Send) -> None:
        """The ASGI application."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        headers: dict[str, str] = {}
        for name, value in scope["headers"]:
            text = value.decode("latin-1")
            headers[name.decode("latin-1")] = text if name not in headers else f"{headers[name]},{text}"
        found = refusal(scope["method"], scope["path"], scope["query_string"], headers)
        if found is None:
            body = await _body(receive)
            if body is None:
                return
            if len(body) > BODY_LIMIT:
                found = error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "ValidationException", "It is too large.")
            else:
                found = refusal_of_body(self._key, headers, body) or await self._answer(headers, body)
        await send_answer(found, send)

    async def _answer(self, headers: dict[str, str], body: bytes) -> Answer:
        target = headers[TARGET]
        if target.startswith(STREAMS) and not self._streams:
            return error(HTTPStatus.BAD_REQUEST, "UnknownOperationException", "There are no streams.")
        make = partial(answer, target, headers["authorization"], body)
        if self._storage is None:
            return make()
        operation = operation_of(target)
        found = await self._storage.answer(operation, make)
        if operation == "GetRecords" and found.status == HTTPStatus.OK:
            self._storage.forget_read(json.loads(body)["ShardIterator"])
        return found

    async def _live(self, receive: asgi.Receive, send: asgi.Send) -> None:
        await receive()
        if self._storage is not None:
            await self._storage.open()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        if self._storage is not None:
            await self._storage.close()
        await send({"type": "lifespan.shutdown.complete"})


async def _body(receive: asgi.Receive) -> bytes | None:
    """Return the body as far as its limit, or None if the client has gone."""
    body, more = bytearray(), True
    while more:
        part = await receive()
        if part["type"] == "http.disconnect":
            return None
        if len(body) <= BODY_LIMIT:
            body.extend(part.get("body", b""))
        more = part.get("more_body", False)
    return bytes(body)


async def send_answer(found: Answer, send: asgi.Send) -> None:
    """Send an answer over ASGI."""
    lines = [(name.encode(), value.encode()) for name, value in found.headers.items()]
    lines.append((b"content-length", str(len(found.body)).encode()))
    await send({"type": "http.response.start", "status": found.status, "headers": lines})
    await send({"type": "http.response.body", "body": found.body})
