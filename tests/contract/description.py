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
SERVED = {"X-Request-Id", "Cache-Control"}

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
