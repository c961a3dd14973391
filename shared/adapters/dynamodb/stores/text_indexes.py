"""Moves the entries of customers in the indexes by a text to their present form (`TextIndexes`)."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items.customer import CustomerItem, customer_from
from shared.adapters.dynamodb.items.former_place import places
from shared.adapters.dynamodb.keys import customer_key, tenant_and_number
from shared.adapters.dynamodb.stores.customers import is_version
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

_BY_EMAIL = "by_email"
_SORT_KEYS: dict[str, Any] = {
    "by_name": CustomerItem.name_key,
    _BY_EMAIL: CustomerItem.email_key,
    "by_company": CustomerItem.company_key,
}
_WRITERS = 8
_TEXT_FROM, _TEXT_TO = "0", "1"


class TextIndexes:
    """Finds what is left to do by the keys in the indexes, so that it needs no record of what is done."""

    def __init__(self, table: Table, tenants: Tenants) -> None:
        self._table = table
        self._tenants = tenants

    def move(self, tenant: str) -> Iterator[int]:
        """See `TextIndexes.move`."""
        with ThreadPoolExecutor(_WRITERS, thread_name_prefix="reindex") as pool:
            for index, partition in itertools.product(_SORT_KEYS, self._tenants.partitions(tenant, None)):
                rows = self._former_rows(index, partition)
                while chunk := list(itertools.islice(rows, BATCH_GET_LIMIT)):
                    keys = [customer_key(*tenant_and_number(row["pk"]["S"])) for row in chunk]
                    yield sum(pool.map(self._move, self._table.batch_get(keys).values()))

    def _former_rows(self, index: str, partition: str) -> Iterator[Item]:
        sort_key = _SORT_KEYS[index]
        within = (CustomerItem.realm == partition) & sort_key.between(_TEXT_FROM, _TEXT_TO)
        for row in self._table.query(within, index=index):
            if not _is_present(row[sort_key.attr_name]["S"], index):
                yield row

    def _move(self, item: Item) -> bool:
        """Write the entries of a customer if they are not in the present form; return whether it did."""
        customer = customer_from(item)
        if not isinstance(customer, Customer):
            return False
        wanted = zip(_SORT_KEYS.values(), places(customer), strict=True)
        actions = [key.set(text) for key, text in wanted if item.get(key.attr_name) != {"S": text}]
        if not actions:
            return False
        key = customer_key(customer.tenant, customer.number)
        try:
            self._table.write_alone(Update(key, actions, is_version(customer)))
        except ConditionFailed:
            return False  # who has changed the customer has written its entries
        return True


def _is_present(key: str, index: str) -> bool:
    """Return whether an entry is surely in the present form: then its text makes it again."""
    form = key.removeprefix(_TEXT_FROM).rpartition("\0")[0]
    text = form.partition("\0")[2]
    return sort_text(text, FieldKind.EMAIL if index == _BY_EMAIL else FieldKind.TEXT) == form
