"""Whom identity providers mean, in the table (`ProviderAccounts`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pynamodb.attributes import UnicodeAttribute

from shared.adapters.dynamodb.items import TableItem, account_from
from shared.adapters.dynamodb.keys import account_key, provider_account_key
from shared.adapters.dynamodb.table import Put
from shared.domain.identity_providers import ProviderAccount
from shared.ports import KnownIdentity

if TYPE_CHECKING:
    from shared.adapters.dynamodb.table import Item, Table
    from shared.domain.customer import Customer
    from shared.domain.identity_providers import Identity, ProviderLink


class ProviderAccountItem(TableItem):
    """The customer whom an identity provider means by a subject."""

    customer_number = UnicodeAttribute(attr_name="customerNumber")
    incarnation = UnicodeAttribute()


class ProviderAccountTable:
    """The `ProviderAccounts` of the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def known(self, tenant: str, identity: Identity) -> KnownIdentity:
        """See `ProviderAccounts.known`; one request."""
        link_key = provider_account_key(tenant, identity.issuer, identity.subject)
        email_key = account_key(tenant, identity.email) if identity.email is not None else link_key
        found = self._table.batch_get((link_key, email_key))
        return KnownIdentity(
            account=account_from(tenant, found[email_key])
            if email_key != link_key and email_key in found
            else None,
            linked=_linked(found[link_key]) if link_key in found else None,
        )


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
