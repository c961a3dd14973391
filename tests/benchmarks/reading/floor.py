"""How long the engine itself takes to answer: signed requests whose answers nobody parses."""

import json
import time
from dataclasses import dataclass
from statistics import median
from typing import Any

from tests.benchmarks.reading.loading import items_of
from tests.benchmarks.reading.population import Population
from tests.benchmarks.reading.signed import SignedCalls

_ROUNDS = 7
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Floor:
    """An answer of the engine: its items, its bytes, and the median of the seconds that it took."""

    request: str
    items: int
    bytes: int
    seconds: float


def floors(url: str, table_name: str, population: Population) -> list[Floor]:
    """The time of single requests that read as much as one may."""
    middle = population.size // 2
    positions = range(middle, min(middle + 2 * _BATCH, population.size))
    profiles = [item for item in items_of(population, positions) if "directoryKey" in item][:_BATCH]
    realm: dict[str, Any] = {
        "TableName": table_name,
        "KeyConditionExpression": "realm = :realm",
        "ExpressionAttributeValues": {":realm": profiles[0]["realm"]},
    }
    keys = [{"pk": item["pk"], "sk": item["sk"]} for item in profiles]
    requests: list[tuple[str, str, dict[str, Any]]] = [
        ("Query directory, 61 entries", "Query", {**realm, "IndexName": "directory", "Limit": 61}),
        ("Query directory, 1 MB", "Query", {**realm, "IndexName": "directory"}),
        ("Query directory, 1 MB, COUNT", "Query", {**realm, "IndexName": "directory", "Select": "COUNT"}),
        ("Query by_name, 1 MB", "Query", {**realm, "IndexName": "by_name"}),
        ("BatchGetItem, 100 profiles", "BatchGetItem", {"RequestItems": {table_name: {"Keys": keys}}}),
    ]
    call = SignedCalls(url)
    return [_floor(call, *request) for request in requests]


def _floor(call: SignedCalls, name: str, operation: str, body: dict[str, Any]) -> Floor:
    times, content = [], b""
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        content = call(operation, body)
        times.append(time.perf_counter() - began)
    answer = json.loads(content)
    items = answer["ScannedCount"] if operation == "Query" else sum(map(len, answer["Responses"].values()))
    return Floor(name, items, len(content), median(times))
