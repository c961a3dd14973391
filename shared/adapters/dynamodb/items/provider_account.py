"""The customers that subjects of identity providers stand for, as items."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from pynamodb.attributes import UnicodeAttribute

from shared.adapters.dynamodb.items.item import TableItem
from shared.adapters.dynamodb.keys import provider_account_key, used_token_key
from shared.adapters.dynamodb.writes import Put
from shared.domain.log_in.identity_providers import ProviderAccount

if TYPE_CHECKING:
    from shared.adapters.dynamodb.writes import Item
    from shared.domain.customers.customer import Customer
    from shared.domain.log_in.identity_providers import ExchangeableToken, ProviderLink


class ProviderAccountItem(TableItem):
    """The customer that a subject of an identity provider stands for.

    `proof_id`: the customer's when they were linked.
    """

    customer_number = UnicodeAttribute(attr_name="customerNumber")
    incarnation = UnicodeAttribute()
    proof_id = UnicodeAttribute(attr_name="proofId", null=True)


def link_put(customer: Customer, link: ProviderLink) -> Put:
    """Return the write that links the customer; it fails if another customer has been linked meanwhile.

    The link that is replaced may have been removed by the clean-up after its customer's deletion.
    """
    key = provider_account_key(customer.tenant, link.issuer, link.subject)
    item = ProviderAccountItem(
        pk=key.pk,
        sk=key.sk,
        customer_number=customer.number,
        incarnation=customer.incarnation,
        proof_id=customer.proof_id,
    )
    as_it_was: Any = ProviderAccountItem.pk.does_not_exist()
    if link.replaces is not None:
        as_it_was |= (ProviderAccountItem.customer_number == link.replaces.customer_number) & (
            ProviderAccountItem.incarnation == link.replaces.incarnation
        )
    return Put(item.raw(), as_it_was)


class UsedTokenItem(TableItem):
    """The mark of a token that has been exchanged, which lasts for as long as the token is valid."""

    write_id = UnicodeAttribute(attr_name="writeId")


def used_token_put(tenant: str, token: ExchangeableToken) -> Put:
    """Return the write that marks the token; it fails if that was done before."""
    key = used_token_key(tenant, token.fingerprint)
    item = UsedTokenItem(pk=key.pk, sk=key.sk, write_id=uuid.uuid4().hex, expires_at=token.expires_at)
    return Put(item.raw(), UsedTokenItem.pk.does_not_exist())


def provider_account_from(raw: Item) -> ProviderAccount:
    """Return the customer that an item says a provider's subject stands for."""
    item: Any = ProviderAccountItem.from_raw_data(raw)
    return ProviderAccount(item.customer_number, item.incarnation, item.proof_id)
