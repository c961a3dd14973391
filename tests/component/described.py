"""Differences between an answer and its operation's description."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tests.contract.description import problems, resolved, undescribed

OF_EVERY_BODY = "Content-Type"


def faults(operation: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[str]:
    """In what an answer is not as the operation's description says."""
    status = str(answer["statusCode"])
    if status not in operation["responses"]:
        found = ["is not described"]
    else:
        response = resolved(operation["responses"][status])
        headers = dict(answer["headers"])
        media_type = headers.pop(OF_EVERY_BODY, None)
        found = [
            *_header_faults(response.get("headers", {}), headers),
            *_body_faults(response.get("content", {}), media_type, answer),
        ]
    yield from (f"{operation['operationId']} {status}: {fault}" for fault in found)


def _header_faults(described: Mapping[str, Any], given: Mapping[str, str]) -> Iterator[str]:
    yield from (f"header {name} is not described" for name in given.keys() - described.keys())
    for name, header in ((name, resolved(node)) for name, node in described.items()):
        if name in given:
            yield from (f"header {name}: {problem}" for problem in _header_problems(header, given[name]))
        elif header.get("required"):
            yield f"header {name} is missing"


def _body_faults(content: Mapping[str, Any], media_type: str | None, answer: Mapping[str, Any]) -> list[str]:
    if "body" not in answer:
        return [f"a body is missing, as {name}" for name in content]
    if media_type is None or media_type not in content:
        return [f"{media_type} is not described"]
    schema = content[media_type]["schema"]
    body = answer["body"] if media_type == "text/html" else json.loads(answer["body"])
    return [*problems(schema, body), *(f"{path} is not described" for path in undescribed(schema, body))]


def _header_problems(header: Mapping[str, Any], value: str) -> list[str]:
    schema = resolved(header["schema"])
    is_number = schema["type"] == "integer" and value.isdecimal()
    return problems(schema, int(value) if is_number else value)
