"""Rows that lead to customers: from an index, or keys that other items name."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.legal_entity import MembershipItem, is_contact
from shared.adapters.dynamodb.keys import account_key, customer_key, membership_partition
from shared.adapters.dynamodb.lists.index_ranges import key_ranges
from shared.adapters.dynamodb.lists.index_rows import IndexRows
from shared.adapters.dynamodb.lists.plan import Accounts, Contacts, Index, IndexRange, Numbers, Source, Texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.lists.read_budget import ReadBudget
    from shared.adapters.dynamodb.stores.tenants import Tenants
    from shared.adapters.dynamodb.table import Item, Table
    from shared.domain.callers.access import Access


class Rows:
    """Rows of one tenant, of indexes as far as the caller's wide grant reaches."""

    def __init__(
        self, table: Table, tenants: Tenants, tenant: str, access: Access, budget: ReadBudget
    ) -> None:
        self._table = table
        self._tenants = tenants
        self._tenant = tenant
        self._wide = access.wide
        self._budget = budget

    def along(self, index: Index) -> IndexRows:
        """Return the rows of an index, to be read in its order."""
        return IndexRows(self._table, index, self._partitions, self._budget)

    def of(self, source: Source, filter_condition: Condition | None = None) -> Iterator[Item]:
        """Yield what leads to a source's customers, in any order; of the directory what passes a filter."""
        match source:
            case Numbers(numbers):
                return self._keys(numbers)
            case Accounts(emails):
                return self._keys(self._numbers_of_accounts(emails))
            case Contacts():
                return self._keys(self._numbers_of_contacts(source))
            case Texts(index):
                ranges = key_ranges(source, descending=False)
                return unique(self.along(index).rows_in_any_order(ranges))
            case IndexRange(index):
                ranges = key_ranges(source, descending=False)
                return self.along(index).rows_in_any_order(ranges, filter_condition)

    @cached_property
    def _partitions(self) -> list[str]:
        if self._wide is None:
            return []
        return self._tenants.partitions(self._tenant, self._wide.restrictions)

    def _keys(self, numbers: Iterable[str]) -> Iterator[Item]:
        return (customer_key(self._tenant, number).raw() for number in numbers)

    def _numbers_of_accounts(self, emails: Iterable[str]) -> list[str]:
        keys = [account_key(self._tenant, email) for email in emails]
        found = self._table.batch_get(keys, meter=self._budget)
        return [found[key]["customerNumber"]["S"] for key in keys if key in found]

    def _numbers_of_contacts(self, contacts: Contacts) -> Iterator[str]:
        if contacts.number is not None:
            yield contacts.number
        for legal_entity in contacts.legal_entities:
            partition = MembershipItem.pk == membership_partition(self._tenant, legal_entity)
            rows = self._table.query(partition, consistent=True, meter=self._budget)
            yield from (row["sk"]["S"] for row in rows if is_contact(row))


def unique(rows: Iterable[Item]) -> Iterator[Item]:
    """Yield each customer's first row: one whose restriction or text changes meanwhile may be found twice."""
    seen: set[str] = set()
    for row in rows:
        if (partition := row["pk"]["S"]) not in seen:
            seen.add(partition)
            yield row
