"""Read and write units of metered requests to DynamoDB, as charged on demand."""

import json
import math
from http import HTTPStatus
from typing import Any

from shared.adapters.dynamodb.items.item import item_size
from tools.rehearsal.recording import Exchange

_READS = frozenset({"GetItem", "BatchGetItem", "Query"})
WRITE_UNIT_BYTES = 1024


def read_units(exchange: Exchange) -> float:
    """Return the read units of a request; 0 for one that writes."""
    return _consumed(exchange) if exchange.operation in _READS else 0.0


def write_units(exchange: Exchange) -> float:
    """Return the write units of a request, including those of the indexes; 0 for one that reads."""
    if exchange.operation in _READS:
        return 0.0
    if exchange.status != HTTPStatus.OK:  # a failed condition is charged for the item that it found
        found = json.loads(exchange.answer).get("Item", {})
        return float(max(1, math.ceil(item_size(found) / WRITE_UNIT_BYTES)))
    return _consumed(exchange)


def capacities(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what an answer says of each table that a metered request read or wrote."""
    consumed = answer["ConsumedCapacity"]
    return consumed if isinstance(consumed, list) else [consumed]


def _consumed(exchange: Exchange) -> float:
    return float(sum(each["CapacityUnits"] for each in capacities(json.loads(exchange.answer))))
