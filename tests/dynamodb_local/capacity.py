"""The units that DynamoDB charges, where DynamoDB Local 3.3 says something else.

Others have compared each fault with AWS; `tests/component/test_rehearsal.py` fails when one is mended.
"""

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest

from shared.adapters.dynamodb.items.item import item_size
from shared.adapters.dynamodb.signed_client import SignedClient
from tools.costs import units
from tools.rehearsal.recording import Exchange

FAULTS = {
    "nothing found": "a query that examines nothing is free; DynamoDB charges the least that a query costs",
    "missing item": "an item that a batch does not find is free; DynamoDB charges for it as for a small one",
    "rounded once": "a transaction's items are added up and rounded once; DynamoDB rounds each one by itself",
    "index twice": "a transaction's index entries are charged twice, as items are; DynamoDB does it once",
}
"""What it does wrong, by a short name."""


class Counted(NamedTuple):
    """What a request costs, and the faults in what DynamoDB Local says about it."""

    read: float
    written: float
    faults: frozenset[str]


class TransactionSizes:
    """The bytes that each item of a transaction is charged for: before or after it, whichever is more."""

    def __init__(self, client: Any, reader: Any) -> None:
        self._client, self._reader = client, reader
        self._sizes: dict[str, list[int]] = {}

    def of(self, exchange: Exchange) -> list[int]:
        """Return the sizes of a transaction's items; none for another request."""
        return self._sizes.get(exchange.parameters.get("ClientRequestToken", ""), [])

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Read the items of each transaction within, before it is sent and when it was answered."""
        exchange = self._client.exchange

        def noting(operation: str, body: bytes) -> tuple[int, bytes]:
            if operation != "TransactWriteItems":
                answered: tuple[int, bytes] = exchange(operation, body)
                return answered
            asked = json.loads(body)
            before = self._read(asked)
            answered = exchange(operation, body)
            self._sizes[asked["ClientRequestToken"]] = list(map(max, before, self._read(asked)))
            return answered

        self._client.exchange = noting
        try:
            yield
        finally:
            self._client.exchange = exchange

    def _read(self, params: dict[str, Any]) -> list[int]:
        return [self._size(write) for (write,) in map(dict.values, params["TransactItems"])]

    def _size(self, write: dict[str, Any]) -> int:
        key = write.get("Key") or {name: write["Item"][name] for name in ("pk", "sk")}
        found = self._reader.get_item(TableName=write["TableName"], Key=key, ConsistentRead=True)
        return item_size(found.get("Item", key))


@contextmanager
def reads_as_charged() -> Iterator[None]:
    """Tell the service what DynamoDB charges for its reads, so that limits end the same lists."""
    call = SignedClient._call

    def charged(self: SignedClient, operation: str, parameters: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = call(self, operation, parameters)
        if "ConsumedCapacity" in answer:
            for capacity in units.capacities(answer):
                capacity["CapacityUnits"] += _free_of_charge(operation, parameters, answer)[1]
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SignedClient, "_call", charged)
        yield


def counted(exchange: Exchange, sizes: list[int]) -> Counted:
    """Return the units of a metered request as DynamoDB charges them. `sizes`: of a transaction's items."""
    read, written = units.read_units(exchange), units.write_units(exchange)
    answer = json.loads(exchange.answer)
    if exchange.operation == "TransactWriteItems" and "ConsumedCapacity" in answer:
        return _of_transaction(answer["ConsumedCapacity"], sizes)
    fault, free = _free_of_charge(exchange.operation, exchange.parameters, answer)
    return Counted(read + free, written, frozenset({fault} if free else ()))


def _free_of_charge(operation: str, parameters: dict[str, Any], answer: dict[str, Any]) -> tuple[str, float]:
    """Return the fault, and the read units that DynamoDB Local leaves out; "" and 0 if none."""
    match operation:
        case "Query" if answer["ScannedCount"] == 0:
            (capacity,) = units.capacities(answer)
            return "nothing found", _least(parameters) - capacity["CapacityUnits"]
        case "BatchGetItem":
            left, found = answer.get("UnprocessedKeys", {}), answer["Responses"]
            return "missing item", sum(
                (_keys(asked) - _keys(left.get(table, {})) - len(found.get(table, ()))) * _least(asked)
                for table, asked in parameters["RequestItems"].items()
            )
    return "", 0.0


def _keys(asked: dict[str, Any]) -> int:
    return len(asked.get("Keys", ()))


def _least(asked: dict[str, Any]) -> float:
    return 1.0 if asked.get("ConsistentRead") else 0.5


def _of_transaction(consumed: list[dict[str, Any]], sizes: list[int]) -> Counted:
    (capacity,) = consumed
    indexes = sum(index["CapacityUnits"] for index in capacity.get("GlobalSecondaryIndexes", {}).values())
    table = sum(2.0 * max(1, math.ceil(size / units.WRITE_UNIT_BYTES)) for size in sizes)
    faults = {
        *(["rounded once"] if table != capacity["Table"]["CapacityUnits"] else ()),
        *(["index twice"] if indexes else ()),
    }
    return Counted(0.0, table + indexes / 2, frozenset(faults))
