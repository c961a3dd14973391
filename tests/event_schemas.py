"""shared/events.yaml as the tests read it: an event is held against the schema of its `detail-type`."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from tools.openapi import events_json

DOCUMENT: dict[str, Any] = json.loads(events_json())
SCHEMAS: dict[str, dict[str, Any]] = DOCUMENT["$defs"]


class UndescribedEvent(AssertionError):
    """An event is not as shared/events.yaml describes it."""


def check_event(source: str, name: str, detail: Mapping[str, Any]) -> None:
    """Raise `UndescribedEvent` where the event has no schema, or differs from it by even one member.

    Of an event of our own, each member has to be described; of what others publish, those that are read.
    """
    if name not in SCHEMAS:
        raise UndescribedEvent(f"{name} has no schema in shared/events.yaml")
    event = {"source": source, "detail-type": name, "detail": dict(detail)}
    problem = best_match(_validator(name).iter_errors(event))
    if problem is not None:
        raise UndescribedEvent(f"{name}: {problem.json_path}: {problem.message}")


@cache
def _validator(name: str) -> Draft202012Validator:
    ours = SCHEMAS[name]["properties"]["source"] == {"const": "customer-service"}
    return Draft202012Validator(_closed(SCHEMAS[name]) if ours else SCHEMAS[name])


def _closed(schema: Any) -> Any:
    """Return the schema as one that allows no member besides those that it describes."""
    if isinstance(schema, list):
        return [_closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {
        member: ({name: _closed(s) for name, s in part.items()} if member == "properties" else _closed(part))
        for member, part in schema.items()
    }
    if schema.get("type") == "object" and "properties" in schema:
        closed["additionalProperties"] = False
    return closed
