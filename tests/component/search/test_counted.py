"""The stand-in by which searches of millions are counted answers and costs what the engine does."""

import os
from random import Random
from typing import Any

import pytest

from shared.adapters.dynamodb.lists.read_budget import ReadLimits
from shared.adapters.dynamodb.lists.search.searching import CustomerSearching
from shared.domain.callers.access import Access
from shared.domain.search.search import search_of
from shared.ports.lists import SearchRequest
from shared.runtime.wiring import wiring
from tests.benchmarks.search.counted import CountedTable
from tests.benchmarks.search.filling import TENANT, fill
from tests.benchmarks.search.kinds import ALL, kinds_of_searches
from tests.benchmarks.search.population import people

CUSTOMERS = 300


@pytest.fixture(scope="module")
def searchings(engine_url: str) -> tuple[CustomerSearching, CustomerSearching]:
    """The search on the engine, and on the stand-in, with the same customers."""
    fill(os.environ["TABLE_NAME"], list(people(CUSTOMERS)))
    counted: Any = CountedTable(CUSTOMERS)
    return wiring().search, CustomerSearching(counted, wiring().tenants, ReadLimits(2500))


@pytest.mark.parametrize("kind", kinds_of_searches(CUSTOMERS, Random(1)))
def test_pages_have_the_same_customers_and_costs(
    searchings: tuple[CustomerSearching, CustomerSearching], kind: str
) -> None:
    make, access = kinds_of_searches(CUSTOMERS, Random(7))[kind]
    for text in {make() for _ in range(3)}:
        on_engine, counted = (walked(each, text, access) for each in searchings)
        assert on_engine == counted, text


def walked(searching: CustomerSearching, text: str, access: Access = ALL) -> list[tuple[object, ...]]:
    """Return the customers, units and requests of each page."""
    found: list[tuple[object, ...]] = []
    after: Any = None
    while not found or after is not None:
        cost = searching.meter()
        asked = SearchRequest(after=after)
        page, _ = searching.metered_page(TENANT, access, search_of(text, None), asked, cost)
        found.append((*(each.number for each in page.customers), cost.units, cost.requests))
        after = page.next_position
    return found
