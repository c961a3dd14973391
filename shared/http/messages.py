"""Answers, before they become gateway documents."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.domain import json_text
from shared.domain.json_text import Json


@dataclass(frozen=True, slots=True)
class Response:
    """Status, body (serialised JSON, or None) and headers of an answer."""

    status: int
    body: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


NO_STORE: Mapping[str, str] = {"Cache-Control": "no-store", "Pragma": "no-cache"}
"""Headers of an answer that contains a token (RFC 6749 §5.1)."""


UNKNOWN_PATH = Response(404, '{"message":"Not Found"}')
"""The gateway's answer to an unknown route.

It is given for paths that reach a function only because the route that catches its trailing slash is greedy.
"""


def ok(document: Json, *, tag: str | None = None, headers: Mapping[str, str] | None = None) -> Response:
    """200 with a JSON document, and its `ETag` if it has one."""
    tagged = {"ETag": tag} if tag is not None else {}
    return Response(200, json_text.dumps(document), {**tagged, **(headers or {})})


def created(resource_id: str, location: str) -> Response:
    """201 with the id and the location of the new resource."""
    return Response(201, json_text.dumps({"id": resource_id}), {"Location": location})


def empty(status: int, headers: Mapping[str, str] | None = None) -> Response:
    """Return an answer without a body."""
    return Response(status, headers=headers or {})
