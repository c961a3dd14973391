"""Moves the entries of customers in the indexes by a text to their present form (`TextIndexes`)."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.customer import TEXT_KEYS, CustomerItem, customer_from, is_version
from shared.adapters.dynamodb.items.former_place import places
from shared.adapters.dynamodb.keys import customer_key, tenant_and_number
from shared.adapters.dynamodb.order_keys import WITH_TEXT, WITHOUT_TEXT, compared_in, text_of_order_key
from shared.adapters.dynamodb.table import BATCH_GET_LIMIT
from shared.adapters.dynamodb.writes import ConditionFailed, Update
from shared.domain.customers.customer import Customer
from shared.domain.query.fields import FieldKind
from shared.domain.query.values import sort_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.adapters.dynamodb.stores.tenants import Tenants
    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item

_WRITERS = 8


class TextIndexes:
    """Finds what is left to do by the keys in the indexes, so that it needs no record of what is done."""

    def __init__(self, table: Table, tenants: Tenants) -> None:
        self._table = table
        self._tenants = tenants

    def move(self, tenant: str) -> Iterator[int]:
        """See `TextIndexes.move`."""
        with ThreadPoolExecutor(_WRITERS, thread_name_prefix="reindex") as pool:
            for index, partition in itertools.product(TEXT_KEYS, self._tenants.partitions(tenant, None)):
                rows = self._former_rows(index, partition)
                while chunk := list(itertools.islice(rows, BATCH_GET_LIMIT)):
                    keys = [customer_key(*tenant_and_number(row["pk"]["S"])) for row in chunk]
                    yield sum(pool.map(self._move, self._table.batch_get(keys).values()))

    def _former_rows(self, index: str, partition: str) -> Iterator[Item]:
        sort_key = TEXT_KEYS[index]
        within = (CustomerItem.realm == partition) & sort_key.between(WITH_TEXT, WITHOUT_TEXT)
        for row in self._table.query(within, index=index):
            if not _is_present(row[sort_key.attr_name]["S"], sort_key):
                yield row

    def _move(self, item: Item) -> bool:
        """Write the entries of a customer if they are not in the present form; return whether it did."""
        customer = customer_from(item)
        if not isinstance(customer, Customer):
            return False
        wanted = zip(TEXT_KEYS.values(), places(customer), strict=True)
        actions = [key.set(text) for key, text in wanted if item.get(key.attr_name) != {"S": text}]
        if not actions:
            return False
        key = customer_key(customer.tenant, customer.number)
        try:
            self._table.write_alone(Update(key, actions, is_version(customer)))
        except ConditionFailed:
            return False  # who has changed the customer has written its entries
        return True


def _is_present(key: str, sort_key: object) -> bool:
    """Return whether an entry is surely in the present form: then its text makes it again."""
    kind = FieldKind.EMAIL if sort_key is CustomerItem.email_key else FieldKind.TEXT
    return sort_text(text_of_order_key(key) or "", kind) == compared_in(key)
