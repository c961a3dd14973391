"""Meters the wire to DynamoDB: requests, bytes, items and read units."""

import json
import math
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from unittest.mock import patch

from local.stack.template import Document
from shared.adapters.dynamodb.items.item import item_size
from shared.adapters.dynamodb.signed_client import SignedClient
from shared.adapters.dynamodb.writes import Item
from tests.benchmarks.reading.loading import items_of
from tests.benchmarks.reading.population import Population

_UNIT = 4096  # bytes that one read unit pays for
_SAMPLE = 1000


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer, unparsed. `seconds`: until the answer had arrived whole."""

    operation: str
    request: bytes
    status: int
    answer: bytes
    seconds: float


@contextmanager
def noting() -> Iterator[list[Exchange]]:
    """Notes every exchange of this process within, in the order of the answers.

    It does nothing else, so that what is watched takes as long as ever.
    """
    exchanges: list[Exchange] = []
    exchange = SignedClient.exchange

    def noted(client: SignedClient, operation: str, body: bytes) -> tuple[int, bytes]:
        began = time.perf_counter()
        status, answer = exchange(client, operation, body)
        seconds = time.perf_counter() - began
        exchanges.append(Exchange(operation, body, status, answer, seconds))
        return status, answer

    with patch.object(SignedClient, "exchange", noted):
        yield exchanges


@dataclass(slots=True)
class Usage:
    """The requests of a piece of work. `seconds`: spent waiting, added up if in parallel."""

    requests: Counter[str] = field(default_factory=Counter)
    bytes_received: int = 0
    items_examined: int = 0
    read_units: float = 0.0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Prices:
    """The cost of reading: the mean bytes of an entry of each index, returned or not."""

    entry_bytes: Mapping[str, float]

    @classmethod
    def of(cls, population: Population, table: Document) -> "Prices":
        """The prices of a tenant's customers in the template's table, by a sample of them."""
        step = max(1, population.size // _SAMPLE)
        positions = range(0, population.size, step)
        items = [item for at in positions for item in items_of(population, range(at, at + 1))]
        keys = {key["AttributeName"] for key in table["KeySchema"]}
        return cls(
            {index["IndexName"]: _mean_entry(index, keys, items) for index in table["GlobalSecondaryIndexes"]}
        )

    def usage(self, exchanges: list[Exchange]) -> Usage:
        """The exchanges, counted and billed as DynamoDB would: by items examined, rounded up per request."""
        usage = Usage()
        for exchange in exchanges:
            request = json.loads(exchange.request)
            usage.requests[_kind(exchange, request)] += 1
            usage.bytes_received += len(exchange.answer)
            usage.seconds += exchange.seconds
            if exchange.status == HTTPStatus.OK:
                answer = json.loads(exchange.answer)
                examined, units = self._billed(exchange.operation, request, answer)
                usage.items_examined += examined
                usage.read_units += units
        return usage

    def _billed(self, operation: str, request: Document, answer: Document) -> tuple[int, float]:
        match operation:
            case "Query":
                return self._billed_query(request, answer)
            case "GetItem":
                found = [answer["Item"]] if "Item" in answer else []
                return _billed_items(request, 1, found)
            case "BatchGetItem":
                ((table, keys),) = request["RequestItems"].items()
                left = answer.get("UnprocessedKeys", {}).get(table, {}).get("Keys", [])
                return _billed_items(keys, len(keys["Keys"]) - len(left), answer["Responses"].get(table, []))
            case _:
                raise ValueError(f"a list has no use for {operation}")

    def _billed_query(self, request: Document, answer: Document) -> tuple[int, float]:
        examined = answer["ScannedCount"]
        index = request.get("IndexName")
        size = examined * self.entry_bytes[index] if index else sum(map(item_size, answer["Items"]))
        return examined, max(1, math.ceil(size / _UNIT)) * _share(request)


def _billed_items(request: Document, asked: int, found: list[Item]) -> tuple[int, float]:
    """Items read by key are rounded up one by one, and those that are not there cost one unit each."""
    units = asked - len(found) + sum(math.ceil(item_size(item) / _UNIT) for item in found)
    return len(found), units * _share(request)


def _share(request: Document) -> float:
    return 1.0 if request.get("ConsistentRead") else 0.5


def _kind(exchange: Exchange, request: Document) -> str:
    words = [exchange.operation, request.get("IndexName"), request.get("Select")]
    failed = None if exchange.status == HTTPStatus.OK else f"({exchange.status})"
    return " ".join(word for word in [*words, failed] if word)


def _mean_entry(index: Document, table_keys: set[str], items: list[Item]) -> float:
    index_keys = {key["AttributeName"] for key in index["KeySchema"]}
    projected = {*table_keys, *index_keys, *index["Projection"].get("NonKeyAttributes", ())}
    entries = [
        {name: value for name, value in item.items() if name in projected}
        for item in items
        if index_keys <= item.keys()
    ]
    return sum(map(item_size, entries)) / len(entries)
