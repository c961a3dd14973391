"""A request as a handler sees it, and an answer before it is a gateway document."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.domain import json_text
from shared.domain.json_text import Json


@dataclass(frozen=True, slots=True)
class Response:
    """Status, body (serialised JSON, or none) and headers of an answer."""

    status: int
    body: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


NO_STORE: Mapping[str, str] = {"Cache-Control": "no-store", "Pragma": "no-cache"}
"""Headers of an answer that has a token in it (RFC 6749 §5.1)."""


UNKNOWN_PATH = Response(404, '{"message":"Not Found"}')
"""Return the gateway's answer for an unknown route, for paths that only a greedy route lets through."""


def etag(version: int) -> str:
    """The entity tag of a resource at this version."""
    return f'"{version}"'


def ok(document: Json, *, version: int | None = None, headers: Mapping[str, str] | None = None) -> Response:
    """200 with a JSON document, and its `ETag` where it has a version."""
    tag = {"ETag": etag(version)} if version is not None else {}
    return Response(200, json_text.dumps(document), {**tag, **(headers or {})})


def created(resource_id: str, location: str) -> Response:
    """201 with the id of the new resource and where it is."""
    return Response(201, json_text.dumps({"id": resource_id}), {"Location": location})


def empty(status: int, headers: Mapping[str, str] | None = None) -> Response:
    """An answer without a body."""
    return Response(status, headers=headers or {})
