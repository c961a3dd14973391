"""Maps an identity provider's subject to a customer (`ProviderAccountStore`)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.elsewhere import elsewhere_put
from shared.adapters.dynamodb.items.item import is_written
from shared.adapters.dynamodb.items.notice import notice_put
from shared.adapters.dynamodb.items.provider_account import link_put, provider_account_from, used_token_put
from shared.adapters.dynamodb.keys import provider_account_key
from shared.adapters.dynamodb.stores.mailboxes import account_among, account_keys
from shared.adapters.dynamodb.writes import ConditionFailed
from shared.ports.log_in import KnownIdentity

if TYPE_CHECKING:
    from shared.adapters.dynamodb.table import Table
    from shared.domain.customers.customer import Customer
    from shared.domain.log_in.identity_providers import ExchangeableToken, Identity, ProviderLink
    from shared.domain.messages.notices import Notice


class ProviderAccounts:
    """The `ProviderAccountStore` of the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def known(self, tenant: str, identity: Identity) -> KnownIdentity:
        """See `ProviderAccountStore.known`; one request."""
        link_key = provider_account_key(tenant, identity.issuer, identity.subject)
        email = identity.email
        found = self._table.batch_get((link_key, *(account_keys(tenant, email) if email is not None else ())))
        account = account_among(found, tenant, email) if email is not None else None
        return KnownIdentity(
            account=account if account is None or not account.is_gone(time.time()) else None,
            linked=provider_account_from(found[link_key]) if link_key in found else None,
        )

    def use_up(self, tenant: str, token: ExchangeableToken) -> bool:
        """See `ProviderAccountStore.use_up`; one request."""
        put = used_token_put(tenant, token)
        try:
            self._table.write_alone(put)
        except ConditionFailed as failure:
            # The answer to the first attempt at this very write may have been lost.
            return is_written(failure.met(put), put.item["writeId"]["S"])
        return True

    def link(self, customer: Customer, link: ProviderLink, notice: Notice | None) -> bool:
        """See `ProviderAccountStore.link`; one transaction."""
        put = link_put(customer, link)
        told = [notice_put(notice)] if notice is not None else []
        return self._table.write_if_unchanged(put, elsewhere_put(customer, put), *told)
