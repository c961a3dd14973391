"""botocore's data, cut to the services that the functions call and the operations that they use."""

import gzip
import json
from pathlib import Path
from typing import Any

OPERATIONS = {
    "dynamodb": {
        "BatchGetItem",
        "BatchWriteItem",
        "DeleteItem",
        "GetItem",
        "PutItem",
        "Query",
        "TransactWriteItems",
        "UpdateItem",
    },
    "events": {"PutEvents"},
    "kms": {"Decrypt", "Encrypt"},
    "sesv2": {"SendEmail"},
    "sqs": {"SendMessageBatch"},
}
"""The operations that functions call. One that is missing here is missing from the deployed clients."""

_MODEL, _ENDPOINT_RULES = "service-2", "endpoint-rule-set-1"
_OF_ALL_SERVICES = ("_retry", "partitions", "sdk-default-configuration")

Json = Any  # as elsewhere; here nothing is imported that needs a package
Document = dict[str, Any]


def cut_data(source: Path, target: Path) -> None:
    """Write to `target` what is used of botocore's `data` folder, as JSON that needs no unpacking."""
    prefixes = set()
    for service, operations in OPERATIONS.items():
        (version,) = _latest(source / service)
        model = _cut_model(_read(version / _MODEL), operations)
        prefixes.add(model["metadata"]["endpointPrefix"])
        _write(target / service / version.name / _MODEL, model)
        _write(target / service / version.name / _ENDPOINT_RULES, _read(version / _ENDPOINT_RULES))
    for name in _OF_ALL_SERVICES:
        _write(target / name, _read(source / name))
    _write(target / "endpoints", _cut_endpoints(_read(source / "endpoints"), prefixes))


def _latest(service: Path) -> list[Path]:
    return sorted(version for version in service.iterdir() if version.is_dir())[-1:]


def _cut_model(model: Document, operations: set[str]) -> Document:
    """Return the operations and the shapes that they reach, without documentation."""
    kept = {name: _undocumented(model["operations"][name]) for name in sorted(operations)}
    shapes: Document = {}
    wanted = list(_referred(kept))
    while wanted:
        name = wanted.pop()
        if name not in shapes:
            shapes[name] = _undocumented(model["shapes"][name])
            wanted += _referred(shapes[name])
    others = {name: part for name, part in model.items() if name != "documentation"}
    return {**others, "operations": kept, "shapes": dict(sorted(shapes.items()))}


def _undocumented(part: Json) -> Json:
    if isinstance(part, list):
        return [_undocumented(each) for each in part]
    if not isinstance(part, dict):
        return part
    # A member may be called "documentation" too; then it is not a text, but refers to a shape.
    return {
        name: _undocumented(each)
        for name, each in part.items()
        if not (name == "documentation" and isinstance(each, str))
    }


def _referred(part: Json) -> list[str]:
    """Names of shapes that a part of a model refers to."""
    if isinstance(part, list):
        return [name for each in part for name in _referred(each)]
    if not isinstance(part, dict):
        return []
    own = [part["shape"]] if isinstance(part.get("shape"), str) else []
    return own + [name for each in part.values() for name in _referred(each)]


def _cut_endpoints(endpoints: Document, prefixes: set[str]) -> Document:
    partitions = [
        {
            **each,
            "services": {name: each["services"][name] for name in sorted(prefixes & each["services"].keys())},
        }
        for each in endpoints["partitions"]
    ]
    return {**endpoints, "partitions": partitions}


def _read(path: Path) -> Document:
    plain = path.with_name(f"{path.name}.json")
    content = (
        plain.read_bytes()
        if plain.exists()
        else gzip.decompress(path.with_name(f"{path.name}.json.gz").read_bytes())
    )
    document: Document = json.loads(content)
    return document


def _write(path: Path, document: Document) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_name(f"{path.name}.json").write_text(
        json.dumps(document, separators=(",", ":"), ensure_ascii=False), encoding="utf-8"
    )
