"""JSON merge patch (RFC 7396)."""

from collections.abc import Mapping
from typing import Any

from shared.domain.json_text import Json


def merge_patch(target: object, patch: object) -> Json:
    """Return `target` under `patch`: members are merged, `null` removes one, anything else replaces."""
    if not isinstance(patch, Mapping):
        return patch
    merged: dict[str, Any] = dict(target) if isinstance(target, Mapping) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        elif isinstance(value, dict):
            merged[name] = merge_patch(merged.get(name), value)
        else:
            merged[name] = value
    return merged
