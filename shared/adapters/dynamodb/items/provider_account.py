"""The customers that subjects of identity providers stand for, as items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pynamodb.attributes import UnicodeAttribute

from shared.adapters.dynamodb.items.item import TableItem
from shared.adapters.dynamodb.keys import provider_account_key
from shared.adapters.dynamodb.table import Put
from shared.domain.log_in.identity_providers import ProviderAccount

if TYPE_CHECKING:
    from shared.adapters.dynamodb.table import Item
    from shared.domain.customers.customer import Customer
    from shared.domain.log_in.identity_providers import ProviderLink


class ProviderAccountItem(TableItem):
    """The customer that a subject of an identity provider stands for."""

    customer_number = UnicodeAttribute(attr_name="customerNumber")
    incarnation = UnicodeAttribute()


def link_put(customer: Customer, link: ProviderLink) -> Put:
    """Return the write that links the customer; it fails if another customer has been linked meanwhile.

    The link that is replaced may have been removed by the clean-up after its customer's deletion.
    """
    key = provider_account_key(customer.tenant, link.issuer, link.subject)
    item = ProviderAccountItem(
        pk=key.pk, sk=key.sk, customer_number=customer.number, incarnation=customer.incarnation
    )
    as_it_was: Any = ProviderAccountItem.pk.does_not_exist()
    if link.replaces is not None:
        as_it_was |= (ProviderAccountItem.customer_number == link.replaces.customer_number) & (
            ProviderAccountItem.incarnation == link.replaces.incarnation
        )
    return Put(item.raw(), as_it_was)


def _linked(raw: Item) -> ProviderAccount:
    item: Any = ProviderAccountItem.from_raw_data(raw)
    return ProviderAccount(item.customer_number, item.incarnation)
