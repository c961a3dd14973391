"""The OpenAPI document as it is served: shared/openapi.yaml, turned into JSON before the release."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


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
    """The document of this release."""
    content = (Path(__file__).parents[1] / "openapi.json").read_bytes()
    return ApiDescription(content.decode(), f'"{hashlib.sha256(content).hexdigest()[:16]}"')
