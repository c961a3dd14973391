"""API Gateway on the laptop: an ASGI application that serves the HTTP APIs of the templates."""

import asyncio
import base64
import logging
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from local.gateway.payloads import MalformedAnswer, authorizer_event, function_event, response_from
from local.health.log_figures import Refusal
from local.http.asgi import Receive, Scope, Send
from local.http.messages import Request, Response, message
from local.pages.docs import docs_page
from local.pages.document import CONSOLE_PREFIX, prefers_html
from local.stack.invocation import EventTooLarge, InvocationFailed, Invoker
from local.stack.template import Cors, HttpApi, Route
from shared.domain.json_text import Json

REQUEST_LIMIT = 10 * 1024 * 1024  # bytes of a body
INTEGRATION_SECONDS = 30.0
LOCAL_PREFIX = "/_local/"

_CACHED_VERDICTS = 1000
_LOCAL_THREADS = 64
_BODILESS = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED})

logger = logging.getLogger(__name__)


class Refused(Exception):
    """The gateway answers by itself. `asked`: it has called the authorizer, and `invoked` the function."""

    def __init__(self, status: int, text: str, *, asked: bool = False, invoked: bool = False) -> None:
        super().__init__(text)
        self.response = message(status, text)
        self.asked = asked
        self.invoked = invoked


class ClientGone(Exception):
    """The client hung up before its request was complete."""


class Gateway:
    """The templates' APIs as one. `serve` is the ASGI application."""

    def __init__(
        self,
        api: HttpApi,
        *,
        integration_seconds: float = INTEGRATION_SECONDS,
        local: Callable[[Request], Response] | None = None,
        on_refusal: Callable[[Refusal], None] = lambda _: None,
    ) -> None:
        """`local` answers requests to this machine instead of the API; see `_is_local`.

        `on_refusal` hears of each answer that the gateway gives by itself.
        """
        self._api = api
        self._local = local
        self._on_refusal = on_refusal
        # Many, because a function that is waited for here may itself wait for an answer from here.
        self._local_threads = ThreadPoolExecutor(_LOCAL_THREADS, thread_name_prefix="local")
        self._integration_seconds = integration_seconds
        self._invoker = Invoker()
        self._verdicts: dict[str, tuple[float, Any]] = {}
        # If several routes match, the most specific one, segment by segment, is taken, and a greedy one last.
        self._routes = sorted(
            api.routes, key=lambda route: (route.is_greedy, [_is_parameter(s) for s in route.segments])
        )

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        try:
            body, size = await _read_body(receive)
        except ClientGone:
            return
        request = _request(scope, body)
        # Without the CORS headers that let pages of other sites read the API's answers.
        if request.method == "GET" and (page := docs_page(request.path)) is not None:
            await _send(page, request.id, send)
            return
        if self._local is not None and _is_local(request):
            answering = asyncio.get_running_loop().run_in_executor(self._local_threads, self._local, request)
            await _send(await answering, request.id, send)
            return
        begun, match = time.monotonic(), self._match(request)
        try:
            response = await self._answer(request, match, size)
        except Refused as refusal:
            response = refusal.response
            self._on_refusal(
                Refusal(
                    operation=match[0].operation if match is not None else None,
                    request_id=request.id,
                    status=response.status,
                    milliseconds=(time.monotonic() - begun) * 1000,
                    asked=refusal.asked,
                    invoked=refusal.invoked,
                )
            )
        if self._api.cors is not None:
            response = _with_cors(response, request, self._api.cors)
        await _send(response, request.id, send)

    def close(self) -> None:
        """Stop taking calls."""
        self._invoker.close()
        self._local_threads.shutdown(wait=False, cancel_futures=True)

    async def _answer(
        self, request: Request, match: tuple[Route, dict[str, str]] | None, size: int
    ) -> Response:
        if size > REQUEST_LIMIT:
            raise Refused(413, "Request Entity Too Large")
        if match is None:
            if request.method == "OPTIONS" and self._api.cors is not None:
                return Response(204)
            raise Refused(404, "Not Found")
        route, parameters = match
        verdict = await self._authorize(request, route, parameters) if route.authorized else None
        event = function_event(request, route, parameters, verdict)
        try:
            answer = await asyncio.wait_for(
                self._invoker.invoke(route.function, event), self._integration_seconds
            )
            return response_from(answer)
        except TimeoutError:
            raise Refused(503, "Service Unavailable", invoked=True) from None
        except EventTooLarge:
            raise Refused(413, "Request Entity Too Large") from None
        except MalformedAnswer:
            logger.error("%s gave an answer that API Gateway cannot return", route.function.name)  # noqa: TRY400
            raise Refused(500, "Internal Server Error", invoked=True) from None
        except InvocationFailed:
            raise Refused(500, "Internal Server Error", invoked=True) from None

    def _match(self, request: Request) -> tuple[Route, dict[str, str]] | None:
        segments = request.path.removeprefix("/").split("/")
        for route in self._routes:
            parameters = _parameters(route, segments) if route.method == request.method else None
            if parameters is not None:
                return route, parameters
        return None

    async def _authorize(self, request: Request, route: Route, parameters: dict[str, str]) -> Json:
        """Return the authorizer's context for the event. Its answers are cached, its failures are not."""
        authorizer = self._api.authorizer
        assert authorizer is not None  # noqa: S101 - routes are authorized only by it
        identity = request.header(authorizer.identity_header)
        if identity is None:
            raise Refused(401, "Unauthorized")
        expires, verdict = self._verdicts.get(identity, (0.0, None))
        if asked := expires <= time.monotonic():
            event = authorizer_event(request, route, parameters, identity)
            try:
                verdict = await self._invoker.invoke(authorizer.function, event)
            except InvocationFailed:
                raise Refused(500, "Internal Server Error", asked=True) from None
            except EventTooLarge:
                raise Refused(500, "Internal Server Error") from None
            if not isinstance(verdict, dict) or not isinstance(verdict.get("isAuthorized"), bool):
                logger.error("%s gave no verdict", authorizer.function.name)
                raise Refused(500, "Internal Server Error", asked=True)
            if len(self._verdicts) >= _CACHED_VERDICTS:
                self._verdicts.clear()
            self._verdicts[identity] = (time.monotonic() + authorizer.cache_seconds, verdict)
        if not verdict["isAuthorized"]:
            raise Refused(403, "Forbidden", asked=asked)
        return verdict.get("context", {})


def _is_local(request: Request) -> bool:
    """Return whether it is for this machine: below a prefix, or `/` as a browser requests it."""
    if request.path == "/":
        return request.method == "GET" and prefers_html(request)
    return f"{request.path}/".startswith((LOCAL_PREFIX, CONSOLE_PREFIX))


def _parameters(route: Route, segments: Sequence[str]) -> dict[str, str] | None:
    """Return the parameters of a path that matches the route; a greedy one may be empty."""
    parameters: dict[str, str] = {}
    named: Sequence[str] = route.segments
    if route.is_greedy and len(segments) >= len(named):
        *named, greedy = named
        parameters[greedy[1:-2]] = "/".join(segments[len(named) :])
        segments = segments[: len(named)]
    if len(segments) != len(named):
        return None
    pairs = list(zip(named, segments, strict=True))
    if not all(given if _is_parameter(name) else given == name for name, given in pairs):
        return None
    return parameters | {name[1:-1]: given for name, given in pairs if _is_parameter(name)}


def _is_parameter(segment: str) -> bool:
    return segment.startswith("{")


async def _read_body(receive: Receive) -> tuple[bytes, int]:
    """Return the body and its size.

    A body above the limit is read, so that the client listens, but not kept.
    """
    chunks, size = [], 0
    more = True
    while more:
        part = await receive()
        if part["type"] == "http.disconnect":
            raise ClientGone
        size += len(part["body"])
        if size <= REQUEST_LIMIT:
            chunks.append(part["body"])
        more = part["more_body"]
    return b"".join(chunks), size


def _request(scope: Scope, body: bytes) -> Request:
    source_ip, _ = scope["client"]
    _, port = scope["server"]
    headers = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in scope["headers"]]
    headers += [
        ("x-forwarded-for", source_ip),
        ("x-forwarded-port", str(port)),
        ("x-forwarded-proto", scope["scheme"]),
    ]
    return Request(
        id=base64.b64encode(os.urandom(11)).decode(),
        method=scope["method"],
        path=scope["path"],
        query=scope["query_string"].decode("latin-1"),
        protocol=f"HTTP/{scope['http_version']}",
        headers=tuple(headers),
        source_ip=source_ip,
        body=body,
    )


def _with_cors(response: Response, request: Request, cors: Cors) -> Response:
    """Add the CORS headers for browsers, and drop those of a function, as API Gateway does."""
    headers = [(name, value) for name, value in response.headers if not name.startswith("access-control-")]
    preflight = request.method == "OPTIONS"
    if request.header("origin") and not preflight:
        headers.append(("access-control-allow-origin", "*"))
        headers.append(("access-control-expose-headers", ",".join(cors.exposed_headers)))
    elif request.header("origin") and request.header("access-control-request-method"):
        headers.append(("access-control-allow-origin", "*"))
        headers.append(("access-control-allow-methods", ",".join(cors.methods)))
        headers.append(("access-control-allow-headers", ",".join(cors.headers)))
        headers.append(("access-control-max-age", str(cors.max_age)))
    return replace(response, headers=tuple(headers))


async def _send(response: Response, request_id: str, send: Send) -> None:
    headers = [*response.headers, ("apigw-requestid", request_id)]
    if response.status not in _BODILESS:
        headers.append(("content-length", str(len(response.body))))
    await send(
        {
            "type": "http.response.start",
            "status": response.status,
            "headers": [(name.encode("latin-1"), value.encode()) for name, value in headers],
        }
    )
    await send({"type": "http.response.body", "body": response.body})
