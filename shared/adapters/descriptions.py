"""Documents about the API: written in YAML, turned into JSON before the release, read from the package."""

import hashlib
from pathlib import Path

from shared.domain import json_text
from shared.ports.descriptions import Description

_SHARED = Path(__file__).parents[1]
_UNNAMED_RELEASE = '"x-release":"unknown"'


def api_description(release: str) -> Description:
    """Return the description of the API, naming the release that serves it."""
    written = (_SHARED / "openapi.json").read_text(encoding="utf-8")
    return _tagged(written.replace(_UNNAMED_RELEASE, f'"x-release":{json_text.dumps(release)}', 1))


def event_description() -> Description:
    """Return the schemas of this release's events."""
    return _tagged((_SHARED / "events.json").read_text(encoding="utf-8"))


def _tagged(text: str) -> Description:
    return Description(text, f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"')
