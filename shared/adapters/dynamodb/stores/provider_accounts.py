"""Maps an identity provider's subject to a customer (`ProviderAccountStore`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.account import account_from
from shared.adapters.dynamodb.items.provider_account import _linked
from shared.adapters.dynamodb.keys import account_key, provider_account_key
from shared.ports.log_in import KnownIdentity

if TYPE_CHECKING:
    from shared.adapters.dynamodb.table import Table
    from shared.domain.log_in.identity_providers import Identity


class ProviderAccounts:
    """The `ProviderAccountStore` of the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def known(self, tenant: str, identity: Identity) -> KnownIdentity:
        """See `ProviderAccountStore.known`; one request."""
        link_key = provider_account_key(tenant, identity.issuer, identity.subject)
        email_key = account_key(tenant, identity.email) if identity.email is not None else link_key
        found = self._table.batch_get((link_key, email_key))
        return KnownIdentity(
            account=account_from(tenant, found[email_key])
            if email_key != link_key and email_key in found
            else None,
            linked=_linked(found[link_key]) if link_key in found else None,
        )
