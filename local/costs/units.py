"""Read and write units of requests to DynamoDB: what it charges on demand.

Reads are computed from the items, since the embedded engine counts them wrongly; it counts writes as DynamoDB
does.
"""

import json
import math
from http import HTTPStatus
from typing import Any

from local.rehearsal.recording import Exchange
from shared.adapters.dynamodb.items import item_size
from shared.adapters.dynamodb.table import Item

_UNIT_BYTES = 4096  # that one unit of a consistent read pays for
_WRITE_UNIT_BYTES = 1024


def read_units(exchange: Exchange) -> float:
    """The read units of a request; none for one that writes."""
    answer, parameters = json.loads(exchange.answer), exchange.parameters
    match exchange.operation:
        case "GetItem":
            found = [answer["Item"]] if "Item" in answer else []
            return _by_key(1, found, parameters)
        case "BatchGetItem":
            ((table, asked),) = parameters["RequestItems"].items()
            return _by_key(len(asked["Keys"]), answer["Responses"].get(table, []), asked)
        case "Query":
            return _of_query(answer, parameters)
        case _:
            return 0.0


def write_units(exchange: Exchange) -> float:
    """The write units of a metered request, those of the indexes included; none for one that reads."""
    if exchange.operation in {"GetItem", "BatchGetItem", "Query"}:
        return 0.0
    answer = json.loads(exchange.answer)
    if exchange.status != HTTPStatus.OK:  # a condition that failed is charged for the item that it found
        return float(max(1, math.ceil(item_size(answer.get("Item", {})) / _WRITE_UNIT_BYTES)))
    consumed = answer["ConsumedCapacity"]
    capacities = consumed if isinstance(consumed, list) else [consumed]
    return float(sum(capacity["CapacityUnits"] for capacity in capacities))


def _by_key(asked: int, found: list[Item], parameters: dict[str, Any]) -> float:
    """Items read by key are rounded up one by one, and one that is not there costs a unit."""
    units = asked - len(found) + sum(math.ceil(item_size(item) / _UNIT_BYTES) for item in found)
    return units * _share(parameters)


def _of_query(answer: dict[str, Any], parameters: dict[str, Any]) -> float:
    """All that was examined together, rounded up; what a filter left out counts as the mean of the rest."""
    items = answer.get("Items", [])
    if answer["ScannedCount"] and not items:
        raise ValueError("what a query has examined cannot be told from its answer")
    mean = sum(map(item_size, items)) / len(items) if items else 0
    size = mean * answer["ScannedCount"]
    return float(max(1, math.ceil(size / _UNIT_BYTES)) * _share(parameters))


def _share(parameters: dict[str, Any]) -> float:
    return 1.0 if parameters.get("ConsistentRead") else 0.5
