"""Converts the API's documents from YAML to JSON (`make openapi`): no function needs a YAML parser."""

import json

from local.machine.paths import PROJECT_ROOT
from local.stack.template import load_yaml

_SOURCES = (PROJECT_ROOT / "shared" / "openapi.yaml", PROJECT_ROOT / "shared" / "events.yaml")
_OPENAPI, _EVENTS = _SOURCES


def openapi_json() -> str:
    """Return the OpenAPI document as compact JSON, its members in the order in which they were written."""
    return _as_json(_OPENAPI.read_text(encoding="utf-8"))


def events_json() -> str:
    """Return the schemas of the events in the same way."""
    return _as_json(_EVENTS.read_text(encoding="utf-8"))


def _as_json(written: str) -> str:
    return json.dumps(load_yaml(written), ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    for source in _SOURCES:
        source.with_suffix(".json").write_text(_as_json(source.read_text(encoding="utf-8")), encoding="utf-8")
