"""Fills the engine with a tenant: the items that creating its customers writes, by batches in parallel."""

import hashlib
import json
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any

from local.stack.template import Document
from shared.adapters.dynamodb.client import make_client
from shared.adapters.dynamodb.stores.customers import Customers
from shared.adapters.dynamodb.stores.tenants import Tenants
from shared.adapters.dynamodb.table import Table
from shared.adapters.dynamodb.writes import Item, Put, Write
from shared.domain.log_in.account import new_account
from shared.runtime.wiring import wiring
from shared.use_cases.tenants.create_tenant import create_tenant
from tests.benchmarks.reading.population import RESTRICTIONS, Population
from tests.benchmarks.reading.signed import SignedCalls

_BATCH = 25
_CUSTOMERS_PER_TASK = 100
_THREADS = 4
_BAR_WIDTH = 40
_SAMPLE = 10
_NEVER_THE_SAME = {"writeId"}


class _OneByOne(Table):
    """A table on an engine without transactions."""

    def write(self, *writes: Write) -> None:
        for write in writes:
            super().write(write)


class _Noting:
    """Stands in for a table that has nothing yet, and notes what it is to write."""

    def __init__(self) -> None:
        self.noted: list[Item] = []

    def query(self, *_: object, **__: object) -> list[Item]:
        return []

    def write(self, *writes: Write) -> None:
        self.noted = [write.item for write in writes if isinstance(write, Put)]


def noting_table() -> _Noting:
    """Return a stand-in for an empty table, whose `noted` are the items of the last write."""
    return _Noting()


def items_of(population: Population, positions: range) -> Iterator[Item]:
    """Return the items of the customers at these positions: profile, account and memberships of each."""
    table: Any = _Noting()
    tenants = Tenants(table, lambda: wiring().key_cipher)
    customers = Customers(table, lambda: tenants)
    for position in positions:
        customer = population.customer(position)
        customers.create(customer, new_account(customer), recreates=False, created_by="benchmark")
        yield from table.noted


def fingerprint_of(population: Population, table: Document) -> str:
    """Return a digest by which to tell whether a loaded tenant is what loading would make now."""
    items = [
        {name: value for name, value in item.items() if name not in _NEVER_THE_SAME}
        for item in items_of(population, range(_SAMPLE))
    ]
    return hashlib.sha256(json.dumps([table, items], sort_keys=True).encode()).hexdigest()


def load(url: str, table_name: str, population: Population) -> None:
    """Write the tenant and all its customers, showing how far it is on standard error."""
    tenants = Tenants(
        _OneByOne(make_client(lambda: None, url), table_name, lambda: None), lambda: wiring().key_cipher
    )
    create_tenant(tenants, population.tenant, restrictions=RESTRICTIONS)
    call = SignedCalls(url)

    def write(positions: range) -> int:
        items = items_of(population, positions)
        while batch := list(islice(items, _BATCH)):
            left = {table_name: [{"PutRequest": {"Item": item}} for item in batch]}
            while left:
                answer = call("BatchWriteItem", {"RequestItems": left})
                left = json.loads(answer)["UnprocessedItems"]
        return positions.stop

    starts = range(0, population.size, _CUSTOMERS_PER_TASK)
    tasks = [range(start, min(start + _CUSTOMERS_PER_TASK, population.size)) for start in starts]
    began = time.monotonic()
    with ThreadPoolExecutor(_THREADS) as threads:
        for done in threads.map(write, tasks):
            _show(done, population.size, time.monotonic() - began)
    sys.stderr.write("\n")


def _show(done: int, size: int, seconds: float) -> None:
    bar = "#" * (_BAR_WIDTH * done // size)
    left = seconds * (size - done) / done
    sys.stderr.write(f"\rloading {size:,} customers [{bar:<{_BAR_WIDTH}}] {done:,}, {left:.0f} s left   ")
    sys.stderr.flush()
