"""The cost of searches in a month, by customers and searches, beside that of a search cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.costs.costing import Cost
    from tools.costs.prices import Prices

CUSTOMERS = (10_000, 1_000_000, 10_000_000)
SEARCHES_AN_HOUR = (1, 100, 10_000)
ENTRIES, ENTRY_BYTES, ITEM_BYTES = 11, 88, 100
"""Of a customer on average, of an entry, and those that DynamoDB adds to each item in storage."""
READ_UNITS = 20
"""Of a search: one word is 15 at most, several mostly less and 60 at most (performance.md, Search)."""
HOURS = 730
_GIGABYTE = 2**30
_MILLION = 1_000_000


class Month(NamedTuple):
    """Dollars of a month for so many customers, by searches an hour."""

    customers: int
    dollars: tuple[float, ...]


def dollars_of_searches(operation: Cost, prices: Prices) -> float:
    """Return what a million searches cost: as one call of the operation, but with more units."""
    units = READ_UNITS * prices.read_unit * _MILLION
    return operation.gateway + operation.function + operation.logs + units


def gigabytes(customers: int) -> float:
    """Return how much the index of so many customers takes, without a second copy."""
    return customers * ENTRIES * (ENTRY_BYTES + ITEM_BYTES) / _GIGABYTE


def months(operation: Cost, prices: Prices) -> Iterator[Month]:
    """Yield the costs of a month; of whoever does not search, those of storage are all."""
    of_one = dollars_of_searches(operation, prices) / _MILLION
    for customers in CUSTOMERS:
        stored = gigabytes(customers) * prices.stored_gigabyte_month
        yield Month(customers, tuple(stored + HOURS * each * of_one for each in SEARCHES_AN_HOUR))


def dollars_of_cluster(prices: Prices) -> tuple[float, float, float]:
    """Return the least for a month of a cluster: without a second zone, with one, and filled by zero-ETL."""
    of = prices.open_search
    unit = HOURS * of.compute_unit_hour
    whole = of.least_units * unit
    return of.least_units_without_redundancy * unit, whole, whole + of.least_units_of_ingestion * unit
