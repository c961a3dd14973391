"""Accounts by mailbox, stored under the form in which addresses are compared, or were once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.account import account_from
from shared.adapters.dynamodb.keys import account_key, former_account_keys
from shared.domain.errors import DuplicateAccount
from shared.domain.fields import folded_email

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item, Key
    from shared.domain.log_in.account import Account


def account_keys(tenant: str, email: str) -> tuple[Key, ...]:
    """Return the keys that the account of a mailbox may have: one, if its address is plain."""
    return (*former_account_keys(tenant, email), account_key(tenant, email))


def account_among(found: Mapping[Key, Item], tenant: str, email: str) -> Account | None:
    """Return the account of this mailbox among items by key, if it is there.

    An account that was stored under a form that today is another mailbox's is not that one's.
    """
    folded = folded_email(email)
    for key in account_keys(tenant, email):
        account = account_from(tenant, found[key]) if key in found else None
        if account is not None and folded_email(account.email) == folded:
            return account
    return None


def find_account(table: Table, tenant: str, email: str) -> Account | None:
    """Return the account of this mailbox; one request, two at most."""
    keys = account_keys(tenant, email)
    if len(keys) > 1:
        return account_among(table.batch_get(keys), tenant, email)
    raw = table.get(keys[0])
    return account_among({keys[0]: raw}, tenant, email) if raw is not None else None


def refuse_former_accounts(table: Table, tenant: str, number: str, emails: Iterable[str | None]) -> None:
    """Raise `DuplicateAccount` for an address whose mailbox has an account under a former form.

    Nothing is stored under one any more, so no rival can do so meanwhile. Plain addresses have none.
    """
    for email in filter(None, emails):
        keys = former_account_keys(tenant, email)
        account = account_among(table.batch_get(keys), tenant, email) if keys else None
        if account is not None and account.customer_number != number:
            raise DuplicateAccount(email, tenant)
