"""How customers of a tenant are laid out: their partitions of the indexes, and the form of their entries."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.customer import CustomerItem, check_size, item_of, mark_of
from shared.adapters.dynamodb.items.former_place import OrderKey, places
from shared.adapters.dynamodb.keys import realm, shard_of
from shared.adapters.dynamodb.order_keys import former_order_key, order_key
from shared.domain.callers.writer import NOBODY
from shared.domain.tenants.standing import TextEntries

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.adapters.dynamodb.stores.tenants import Tenants
    from shared.domain.callers.writer import Writer
    from shared.domain.customers.customer import Customer


class Layouts:
    """The layouts of tenants, as far as functions know them."""

    def __init__(self, tenants: Callable[[], Tenants], writer: Callable[[], Writer]) -> None:
        self._tenants = tenants
        self.writer = writer

    def item(self, customer: Customer, updated_by: str, trace: str) -> CustomerItem:
        """Return the profile as it is written. `trace`: of the item that it replaces.

        Raises `ValidationFailed` when the customer is larger than an item may be.
        """
        item = self._item(customer, self._written_as(customer.tenant), updated_by, trace, self.writer())
        check_size(item)
        return item

    def mark(self, customer: Customer, deleted_by: str) -> CustomerItem:
        """Return the mark that the customer leaves when it is deleted."""
        return mark_of(customer, write_id=uuid.uuid4().hex, deleted_by=deleted_by, writer=self.writer())

    def stored(self, customer: Customer) -> CustomerItem:
        """Return the profile as it may be in the table; while entries are moved, in the former form."""
        is_present = self._tenants().text_entries(customer.tenant) is TextEntries.PRESENT
        return self._item(customer, order_key if is_present else former_order_key)

    def realm(self, customer: Customer) -> str:
        """Return the partition of the indexes that the customer is in."""
        shards = self._tenants().of(customer.tenant).shards
        return realm(customer.tenant, customer.restriction, shard_of(customer.number, shards))

    def places(self, customer: Customer) -> tuple[str, str, str]:
        """Return the sort keys of the customer in the indexes by a text, as they are written."""
        return places(customer, self._written_as(customer.tenant))

    def _item(
        self,
        customer: Customer,
        key_of: OrderKey,
        updated_by: str = "",
        trace: str = "",
        writer: Writer = NOBODY,
    ) -> CustomerItem:
        return item_of(
            customer,
            shards=self._tenants().of(customer.tenant).shards,
            key_of=key_of,
            write_id=uuid.uuid4().hex,
            updated_by=updated_by,
            trace=trace,
            writer=writer,
        )

    def _written_as(self, tenant: str) -> OrderKey:
        is_former = self._tenants().text_entries(tenant) is TextEntries.FORMER
        return former_order_key if is_former else order_key
