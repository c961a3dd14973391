"""Turns shared/openapi.yaml into shared/openapi.json (`make openapi`): no function loads a YAML parser."""

import json

import yaml

from local.paths import PROJECT_ROOT

SOURCE = PROJECT_ROOT / "shared" / "openapi.yaml"


def openapi_json() -> str:
    """The OpenAPI document as compact JSON, its members in the order in which they were written."""
    document = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    SOURCE.with_suffix(".json").write_text(openapi_json(), encoding="utf-8")
