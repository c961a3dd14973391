"""Walks through all pages of a list by their cursors, as a client would: who is met, and what that takes."""

import json
import math
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from shared.adapters.dynamodb.table import BATCH_GET_LIMIT
from shared.domain.callers.access import Access, Grant
from shared.domain.customers.customer import customer_document
from shared.domain.query.order import parse_order
from shared.domain.query.parser import parse_query
from shared.ports.lists import PageRequest
from shared.runtime.wiring import wiring
from tests.benchmarks.reading.metering import Exchange, noting
from tests.benchmarks.reading.population import RESTRICTIONS, Population

_MOST_ON_A_PAGE = 1000
_ROWS_OF_AN_ANSWER = 700
"""The fewest. DynamoDB ends an answer at a megabyte of rows, DynamoDB Local at one of whole customers."""


@dataclass(frozen=True, slots=True)
class List:
    """A list to walk through: of whom, in which order, how many to a page."""

    name: str
    sort: str = ""
    size: int = _MOST_ON_A_PAGE
    restriction: str | None = None
    last_name: str | None = None

    def customers_of(self, population: Population) -> list[str]:
        """The numbers of all of its customers, in their order."""
        order = parse_order(self.sort or None)
        visible = (
            customer
            for customer in map(population.customer, range(population.size))
            if self.restriction in {None, customer.restriction}
            and self.last_name in {None, customer.last_name}
        )
        documents = sorted(map(customer_document, visible), key=order.key)
        return [document["id"] for document in documents]

    def requests_of_a_page(self) -> Counter[str]:
        """The most requests that a page takes (docs/performance.md, Requests to DynamoDB per operation)."""
        realms = 1 if self.restriction else 1 + len(RESTRICTIONS)
        queries = realms * math.ceil((self.size + 1) / _ROWS_OF_AN_ANSWER)
        most = Counter(Query=queries, GetItem=0 if self.restriction else 1)
        if self.sort:
            most += Counter(Query=realms)  # places that customers had
            most += Counter(BatchGetItem=math.ceil((self.size + 1) / BATCH_GET_LIMIT))
        if self.sort.endswith(":desc"):
            most += Counter(Query=realms)  # those without a value, who come last in both directions
        return most


LISTS = (
    List("default order"),
    List("default order, 60 to a page, limited to DE", size=60, restriction="DE"),
    List("default order, limited to FR", restriction="FR"),
    List("by creation, descending", sort="metadataCreatedAt:desc"),
    List("by last name", sort="lastName"),
    List("by last name, 60 to a page, limited to DE", sort="lastName", size=60, restriction="DE"),
    List("by last name, descending", sort="lastName:desc"),
    List("by contact e-mail", sort="contactEmail"),
    List("by company", sort="company"),
    List("all of one last name", sort="lastName", last_name="Müller"),
)


@dataclass(frozen=True, slots=True)
class Walked:
    """A walk: `requests` and `units` are those of its costliest page."""

    pages: int
    customers: int
    seconds: float
    requests: Counter[str]
    units: float


class NotAsDescribed(Exception):
    """The message says who came twice, not at all or out of order, or which page took too many requests."""


def walk(population: Population, wanted: List) -> Walked:
    """Walk through a list. Raises `NotAsDescribed`."""
    met: list[str] = []
    most, units, pages = Counter[str](), 0.0, 0
    began = time.perf_counter()
    for numbers, exchanges in _pages(population.tenant, wanted):
        met += numbers
        pages += 1
        requests = Counter(
            each.operation for each in exchanges if not _is_of_settings(each, population.tenant)
        )
        units = max(units, sum(map(_units, exchanges)))
        most |= requests
        if not requests <= wanted.requests_of_a_page():
            raise NotAsDescribed(f"{wanted.name}: page {pages} takes {dict(requests)}")
    seconds = time.perf_counter() - began
    expected = wanted.customers_of(population)
    if met != expected:
        missing, foreign = len(set(expected) - set(met)), len(set(met) - set(expected))
        found = f"{len(met) - len(set(met))} come twice, {missing} are missing, {foreign} should not be there"
        raise NotAsDescribed(f"{wanted.name}: of {len(expected)} customers {found}, or they are out of order")
    return Walked(pages, len(met), seconds, most, units)


def _pages(tenant: str, wanted: List) -> Iterator[tuple[list[str], list[Exchange]]]:
    access = Access(wide=Grant(frozenset({wanted.restriction}) if wanted.restriction else None))
    query, order = (
        parse_query(f"lastName:{wanted.last_name}" if wanted.last_name else None),
        parse_order(wanted.sort or None),
    )
    request = PageRequest(size=wanted.size)
    while True:
        with noting() as exchanges:
            page = wiring().directory.page(tenant, access, query, order, request)
            numbers = [customer.number for customer in page.customers]
        yield numbers, exchanges
        if page.next_position is None:
            return
        request = PageRequest(size=wanted.size, after=page.next_position, walk=page.walk)


def _is_of_settings(exchange: Exchange, tenant: str) -> bool:
    """Whether it reads the tenant's settings, which a process does once a minute, and not for each page."""
    request = json.loads(exchange.request)
    return exchange.operation == "Query" and {"S": tenant} in request["ExpressionAttributeValues"].values()


def _units(exchange: Exchange) -> float:
    """What the engine says that a request consumed; nothing, if it was not asked."""
    consumed = json.loads(exchange.answer).get("ConsumedCapacity", [])
    capacities = consumed if isinstance(consumed, list) else [consumed]
    return float(sum(capacity["CapacityUnits"] for capacity in capacities))
