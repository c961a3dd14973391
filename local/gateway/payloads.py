"""API Gateway's payload format 2.0: requests become events, and answers of functions become responses."""

import base64
import binascii
import json
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

from local.http.messages import Request, Response
from local.stack.invocation import ACCOUNT, REGION
from local.stack.template import Route, stage_prefix
from shared.domain.json_text import Json

API_ID = "local"

# The media types that an HTTP API passes on as text; all others, including forms, become base64.
_TEXT_TYPES = frozenset({"application/json", "application/javascript", "application/xml"})
_FIRST_STATUS, _LAST_STATUS = 200, 599
# The server sets these; those of a function would contradict what is sent.
_CONNECTION_HEADERS = frozenset({"connection", "content-length", "date", "server", "transfer-encoding"})


class MalformedAnswer(Exception):
    """API Gateway does not understand the function's answer."""


def function_event(
    request: Request,
    route: Route,
    parameters: dict[str, str],
    authorizer_context: Json | None,
) -> dict[str, Any]:
    """Return the event that a route's function is called with."""
    event = _event(request, route, parameters)
    event["isBase64Encoded"] = False
    if request.body:
        event["body"], event["isBase64Encoded"] = _body(request)
    if authorizer_context is not None:
        event["requestContext"]["authorizer"] = {"lambda": authorizer_context}
    return event


def authorizer_event(
    request: Request, route: Route, parameters: dict[str, str], identity: str
) -> dict[str, Any]:
    """Return the event that the API's authorizer is called with."""
    resource = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{API_ID}"
    path = request.path.removeprefix(stage_prefix(route.stage))
    return {
        **_event(request, route, parameters),
        "type": "REQUEST",
        "routeArn": f"{resource}/{route.stage}/{request.method}{path}",
        "identitySource": [identity],
    }


def _event(request: Request, route: Route, parameters: dict[str, str]) -> dict[str, Any]:
    domain = (request.header("host") or "").partition(":")[0]
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": route.key_in_stage,
        "rawPath": request.path,  # with the stage, as API Gateway has it even below a domain
        "rawQueryString": request.query,
        "headers": _joined((name, value) for name, value in request.headers if name != "cookie"),
        "requestContext": {
            "accountId": ACCOUNT,
            "apiId": API_ID,
            "domainName": domain,
            "domainPrefix": domain.partition(".")[0],
            "http": {
                "method": request.method,
                "path": request.path,
                "protocol": request.protocol,
                "sourceIp": request.source_ip,
                "userAgent": request.header("user-agent") or "",
            },
            "requestId": request.id,
            "routeKey": route.key_in_stage,
            "stage": route.stage,
            "time": time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(request.received)),
            "timeEpoch": int(request.received * 1000),
        },
    }
    cookies = [
        cookie.strip() for name, value in request.headers if name == "cookie" for cookie in value.split(";")
    ]
    optional = {
        "cookies": cookies,
        "queryStringParameters": _joined(parse_qsl(request.query, keep_blank_values=True)),
        "pathParameters": parameters,
    }
    return {**event, **{name: value for name, value in optional.items() if value}}


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in pairs:
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined


def _body(request: Request) -> tuple[str, bool]:
    media_type = (request.header("content-type") or "").partition(";")[0].strip().lower()
    if media_type.startswith("text/") or media_type in _TEXT_TYPES:
        try:
            return request.body.decode(), False
        except UnicodeDecodeError:
            pass  # only base64 keeps the bytes as they were sent
    return base64.b64encode(request.body).decode(), True


def response_from(answer: Json) -> Response:
    """Return the response for a function's answer. Raises `MalformedAnswer`."""
    if not isinstance(answer, dict) or "statusCode" not in answer:
        text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
        return Response(200, (("content-type", "application/json"),), text.encode())
    status = answer["statusCode"]
    headers = answer.get("headers") or {}
    cookies = answer.get("cookies") or []
    body = answer.get("body")
    if (
        type(status) is not int
        or not _FIRST_STATUS <= status <= _LAST_STATUS
        or not isinstance(headers, dict)
        or not isinstance(cookies, list)
        or not isinstance(body, str | None)
    ):
        raise MalformedAnswer
    lines = [
        (name.lower(), _header_value(value))
        for name, value in headers.items()
        if name.lower() not in _CONNECTION_HEADERS
    ]
    lines += [("set-cookie", _header_value(cookie)) for cookie in cookies]
    content = _decoded(body or "") if answer.get("isBase64Encoded") else (body or "").encode()
    if content and not any(name == "content-type" for name, _ in lines):
        lines.append(("content-type", "text/plain; charset=utf-8"))
    return Response(status, tuple(lines), content)


def _header_value(value: Json) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return json.dumps(value)
    raise MalformedAnswer


def _decoded(body: str) -> bytes:
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error:
        raise MalformedAnswer from None
