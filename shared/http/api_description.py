"""Documents about the API as they are served: written in YAML, turned into JSON before the release."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shared.domain import json_text
from shared.http.messages import Response, empty
from shared.http.request import Request
from shared.runtime.settings import settings

_UNNAMED_RELEASE = '"x-release":"unknown"'


@dataclass(frozen=True, slots=True)
class ApiDescription:
    """The document and what names this state of it."""

    text: str
    entity_tag: str

    @property
    def headers(self) -> Mapping[str, str]:
        """Headers of an answer with the document, or about it."""
        return {"ETag": self.entity_tag, "Cache-Control": "public, max-age=300"}


@cache
def api_description() -> ApiDescription:
    """The document, naming the release that serves it."""
    written = (Path(__file__).parents[1] / "openapi.json").read_text(encoding="utf-8")
    text = written.replace(_UNNAMED_RELEASE, f'"x-release":{json_text.dumps(settings().release)}', 1)
    return _tagged(text)


@cache
def event_description() -> ApiDescription:
    """Return the schemas of this release's events."""
    return _tagged((Path(__file__).parents[1] / "events.json").read_text(encoding="utf-8"))


def shown(request: Request, description: ApiDescription) -> Response:
    """Answer with the document; 304 when the client has this release's."""
    if request.has_current(description.entity_tag):
        return empty(304, description.headers)
    return Response(200, description.text, description.headers)


def _tagged(text: str) -> ApiDescription:
    return ApiDescription(text, f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"')
