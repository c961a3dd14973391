"""Estimates the cost of a list from how much its plan reads."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

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
    Texts,
)
from shared.adapters.dynamodb.lists.read_budget import ReadBudget, ReadLimits
from shared.adapters.dynamodb.lists.rows import IndexRows
from shared.adapters.dynamodb.table import BATCH_GET_LIMIT
from shared.domain.query.explanation import Cost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.adapters.dynamodb.lists.plan import Plan
    from shared.adapters.dynamodb.table import Table
    from shared.ports.lists import PageRequest

DIRECTORY_ROW, KEY_ROW, DOCUMENT = 600, 120, 2_000
"""Bytes of a typical customer: in the directory, in an index of keys, and as a whole."""
_ANSWER, _UNIT = 1024 * 1024, 4096
_COUNTING = ReadLimits(units=10_000)
MAX_COUNTED = 100_000
"""Customers that are counted at most, for some 1,500 read units: a list of more costs at least as much."""


def estimate(
    table: Table, chosen: Plan, *, tenant: str, partitions: Sequence[str], request: PageRequest
) -> Cost:
    """Return the most that a plan may cost, or what it costs at least where not all customers are counted.

    `partitions`: of the indexes, those within reach. The customers of the source are counted, as far as the
    page may reach, which itself costs a few reads.
    """
    customers, index, queries, pointers = 0, None, 0, 0
    reached = request.number * request.size + 1
    ends_with_page = chosen.ordered and not chosen.filtered
    for source in chosen.sources:
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
                merged = len(partitions) * len(ranges)
                limit = min(reached * merged, MAX_COUNTED) if ends_with_page else MAX_COUNTED
                rows_of = IndexRows(table, index, partitions, ReadBudget(_COUNTING, CUSTOMERS))
                customers += rows_of.count(ranges, limit=limit)
                queries += merged
    read = min(customers, reached) if ends_with_page else customers
    in_directory = index is Index.DIRECTORY
    documents = 0
    if not in_directory or chosen.unlisted:
        documents = read
    elif request.complete:
        documents = min(read, request.size)
    if ends_with_page:
        documents = min(documents, request.size)
    # Queries whose rows are merged are each read as far as the page may reach.
    rows = min(customers, read * max(queries, 1)) if index is not None else 0
    row_bytes = rows * (DIRECTORY_ROW if in_directory else KEY_ROW)
    queries = max(queries, math.ceil(row_bytes / _ANSWER))
    requests = queries + sum(math.ceil(keys / BATCH_GET_LIMIT) for keys in (pointers, documents))
    # The reads of a query are rounded up to a unit; on an index, they cost half.
    units = row_bytes / _UNIT / 2 + queries / 2 + pointers + documents * math.ceil(DOCUMENT / _UNIT)
    at_least = not ends_with_page and index is not None and customers >= MAX_COUNTED
    return Cost(customers, documents, requests, units, at_least=at_least)
