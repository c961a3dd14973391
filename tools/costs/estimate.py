"""Estimates the cost of a list from how much its plan reads."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from shared.adapters.dynamodb.items.legal_entity import MembershipItem, is_contact
from shared.adapters.dynamodb.keys import membership_partition
from shared.adapters.dynamodb.lists.index_ranges import key_ranges
from shared.adapters.dynamodb.lists.of_customers import CUSTOMERS
from shared.adapters.dynamodb.lists.plan import (
    Accounts,
    Contacts,
    Index,
    IndexRange,
    Numbers,
    Plan,
    Texts,
)
from shared.adapters.dynamodb.lists.read_budget import ReadBudget, ReadLimits
from shared.adapters.dynamodb.lists.rows import IndexRows
from shared.adapters.dynamodb.table import BATCH_GET_LIMIT

if TYPE_CHECKING:
    from shared.adapters.dynamodb.stores.tenants import Tenants
    from shared.adapters.dynamodb.table import Table
    from shared.domain.callers.access import Access
    from shared.ports.lists import PageRequest

DIRECTORY_ROW, KEY_ROW, DOCUMENT = 600, 120, 2_000
"""Bytes of a typical customer: in the directory, in an index of keys, and as a whole."""
_ANSWER, _UNIT = 1024 * 1024, 4096


_MAY_COUNT = ReadLimits(units=1_000_000, seconds=60)


class Estimate(NamedTuple):
    """The most requests and read units, for a source with this number of customers.

    `documents`: how many of them are fetched whole.
    """

    customers: int
    documents: int
    requests: int
    units: float


def estimate(
    table: Table,
    tenants: Tenants,
    chosen: Plan,
    *,
    tenant: str,
    access: Access,
    request: PageRequest,
) -> Estimate:
    """Return the estimate for a plan.

    It counts the customers of the source, which itself costs a few reads.
    """
    partitions = tenants.partitions(tenant, access.wide.restrictions) if access.wide is not None else []
    customers, index, queries, pointers = 0, None, 0, 0
    for source in filter(None, (chosen.source, chosen.own)):
        match source:
            case Numbers(keys):
                customers += len(keys)
            case Accounts(keys):
                customers += len(keys)
                pointers += len(keys)
            case Contacts(entities):
                members = [MembershipItem.pk == membership_partition(tenant, each) for each in entities]
                customers += sum(is_contact(row) for each in members for row in table.query(each)) + 1
                queries += len(members)
            case IndexRange() | Texts():
                index = source.index
                ranges = key_ranges(source, descending=chosen.descending)
                counted = IndexRows(table, index, partitions, ReadBudget(_MAY_COUNT, CUSTOMERS)).count(ranges)
                customers += counted
                queries += len(partitions) * len(ranges)
    read = customers
    if chosen.ordered and not chosen.filtered:
        read = min(read, request.number * request.size + 1)
    in_directory = index is Index.DIRECTORY
    documents = 0
    if not in_directory or chosen.unlisted:
        documents = read
    elif request.complete:
        documents = min(read, request.size)
    if chosen.ordered and not chosen.filtered:
        documents = min(documents, request.size)
    # Queries whose rows are merged are each read as far as the page may reach.
    rows = min(customers, read * max(queries, 1)) if index is not None else 0
    row_bytes = rows * (DIRECTORY_ROW if in_directory else KEY_ROW)
    queries = max(queries, math.ceil(row_bytes / _ANSWER))
    requests = queries + sum(math.ceil(keys / BATCH_GET_LIMIT) for keys in (pointers, documents))
    # The reads of a query are rounded up to a unit; on an index, they cost half.
    units = row_bytes / _UNIT / 2 + queries / 2 + pointers + documents * math.ceil(DOCUMENT / _UNIT)
    return Estimate(customers, documents, requests, units)
