"""How the subject of an identity provider leads to a customer."""

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
    """The customer whom an identity provider means by a subject."""

    customer_number = UnicodeAttribute(attr_name="customerNumber")
    incarnation = UnicodeAttribute()


def link_put(customer: Customer, link: ProviderLink) -> Put:
    """The write that links the customer; it fails when another one has been linked meanwhile.

    A link to be replaced may have been removed with what else its customer has left.
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
