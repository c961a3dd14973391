"""shared/openapi.yaml as the tests read it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openapi_schema_validator import OAS30Validator
from referencing import Registry
from referencing.jsonschema import DRAFT4

from tools.openapi import openapi_json

ROOT = Path(__file__).parents[2]
DOCUMENT: dict[str, Any] = json.loads(openapi_json())
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
METHODS = {"get", "put", "post", "delete", "patch"}
SERVED = {"X-Request-Id", "X-Content-Type-Options", "Cache-Control"}

Functions = dict[str, dict[str, Any]]


def resolved(node: Mapping[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        found: Any = DOCUMENT
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return dict(node)


def described_operations() -> dict[str, dict[str, Any]]:
    """Each operation by its id: what the document says of it, with `route` and all `parameters`."""
    return {
        operation["operationId"]: {
            **operation,
            "route": f"{method.upper()} {path}",
            "parameters": [
                resolved(parameter)
                for parameter in [*item.get("parameters", []), *operation.get("parameters", [])]
            ],
        }
        for path, item in DOCUMENT["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    }


OPERATIONS = described_operations()
every_operation = pytest.mark.parametrize("name", OPERATIONS)


def properties_of(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The members that a schema describes; a later one of its parts says more than an earlier one."""
    schema = resolved(schema)
    found: dict[str, Any] = dict(schema.get("properties", {}))
    for part in schema.get("allOf", []):
        found |= properties_of(part)
    return found


def body_schema(name: str, media_type: str) -> dict[str, Any]:
    schema: dict[str, Any] = OPERATIONS[name]["requestBody"]["content"][media_type]["schema"]
    return schema


def problems(schema: Mapping[str, Any], value: object) -> list[str]:
    registry: Registry[Any] = Registry().with_resource("urn:openapi", DRAFT4.create_resource(DOCUMENT))
    absolute = json.loads(json.dumps(schema).replace('"#/', '"urn:openapi#/'))
    validator = OAS30Validator(absolute, registry=registry, format_checker=OAS30Validator.FORMAT_CHECKER)
    return [f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(value)]


def undescribed(schema: Mapping[str, Any], value: object, path: str = "") -> list[str]:
    """The members of a value that its schema does not name, unless it lets others be."""
    schema = resolved(schema)
    for choice in ("oneOf", "anyOf"):
        if choice in schema:
            fitting = [each for each in schema[choice] if problems(each, value) == []]
            return min((undescribed(each, value, path) for each in fitting), key=len, default=[])
    if isinstance(value, list):
        return [found for item in value for found in undescribed(schema.get("items", {}), item, f"{path}[]")]
    described, others = properties_of(schema), schema.get("additionalProperties")
    if not isinstance(value, dict) or others is True or not (described or others):
        return []
    found = []
    for member, inner in value.items():
        of_member = described.get(member, others)
        at = f"{path}.{member}"
        found += [at] if of_member is None else undescribed(of_member, inner, at)
    return found
