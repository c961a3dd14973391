"""Changes of what customers log in with (`CredentialStore`), each one transaction."""

from __future__ import annotations

import secrets
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.account import AccountItem, account_item, key_of, waiting_key_of
from shared.adapters.dynamodb.items.customer import CustomerItem, customer_from
from shared.adapters.dynamodb.items.email_claim import KnownClaims, claim_writes
from shared.adapters.dynamodb.items.one_time_token import token_from, token_put, token_use
from shared.adapters.dynamodb.items.session import SessionItem
from shared.adapters.dynamodb.keys import (
    customer_key,
    mail_count_key,
    one_time_token_key,
    session_key,
)
from shared.adapters.dynamodb.patience import turns
from shared.adapters.dynamodb.stores.email_claims import learned
from shared.adapters.dynamodb.stores.log_ins import count_one, tries_cleared
from shared.adapters.dynamodb.stores.mailboxes import find_account, refuse_former_accounts
from shared.adapters.dynamodb.table import ConditionFailed, Delete, Put, Update
from shared.domain.customers.customer import Customer
from shared.domain.errors import DuplicateAccount, StorageUnavailable
from shared.domain.log_in.throttling import MESSAGE_WINDOW, MESSAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.stores.customers import Customers
    from shared.adapters.dynamodb.table import Table, Write
    from shared.domain.log_in.account import Account
    from shared.domain.log_in.one_time_tokens import OneTimeToken, TokenPurpose
    from shared.domain.log_in.sessions import Session


class Credentials:
    """The `CredentialStore` of the table."""

    def __init__(self, table: Table, customers: Customers) -> None:
        self._table = table
        self._customers = customers

    def find(self, tenant: str, email: str) -> tuple[Customer, Account] | None:
        """See `CredentialStore.find`; two requests."""
        account = find_account(self._table, tenant, email)
        if account is None:
            return None
        profile = self._table.get(customer_key(tenant, account.customer_number))
        customer = customer_from(profile) if profile is not None else None
        if not isinstance(customer, Customer) or not _belongs(account, customer):
            return None
        return customer, account

    def account_of(self, customer: Customer) -> Account | None:
        """See `CredentialStore.account_of`; one request."""
        if customer.email is None:
            return None
        account = find_account(self._table, customer.tenant, customer.email)
        return account if account is not None and _belongs(account, customer) else None

    def awaiting(
        self, tenant: str, number: str, purpose: TokenPurpose
    ) -> tuple[Customer, OneTimeToken] | None:
        """See `CredentialStore.awaiting`; one request."""
        profile_key, key = customer_key(tenant, number), one_time_token_key(tenant, number, purpose)
        found = self._table.batch_get((profile_key, key))
        if profile_key not in found or key not in found:
            return None
        customer, token = customer_from(found[profile_key]), token_from(found[key])
        if not isinstance(customer, Customer) or not token.is_good(customer, time.time()):
            return None
        return customer, token

    def send(self, token: OneTimeToken, asked_for: str) -> bool:
        """See `CredentialStore.send`; two writes."""
        window = MESSAGE_WINDOW.total_seconds()
        key = mail_count_key(token.tenant, asked_for)
        if not count_one(self._table, key, window, time.time(), at_most=MESSAGES):
            return False
        self._table.write(token_put(token))
        return True

    def set_password(
        self,
        customer: Customer,
        account: Account,
        password_hash: str,
        *,
        uses: OneTimeToken | None = None,
        keeps: Session | None = None,
    ) -> bool:
        """See `CredentialStore.set_password`; one transaction."""
        key = key_of(account)
        writes: list[Write] = [
            Update(
                key,
                [
                    AccountItem.password_hash.set(password_hash),
                    AccountItem.password_id.set(secrets.token_hex(8)),
                    AccountItem.initial_password.remove(),
                    AccountItem.legacy.remove(),
                ],
                _is_account_of(customer),
            ),
            _ending_sessions(customer),
            tries_cleared(account.tenant, account.email),
        ]
        if keeps is not None:
            kept = session_key(keeps.tenant, keeps.customer_number, keeps.id)
            epoch = SessionItem.session_epoch.set(customer.session_epoch + 1)
            writes.append(Update(kept, [epoch], SessionItem.family == keeps.family))
        if uses is not None:
            writes.append(token_use(uses))
        if account.legacy:
            writes.append(Delete(waiting_key_of(account)))
        return self._table.write_if_unchanged(*writes)

    def change_email(
        self,
        customer: Customer,
        account: Account,
        rule: Callable[[Customer], Customer],
        *,
        uses: OneTimeToken,
    ) -> bool:
        """See `CredentialStore.change_email`; one transaction, made again after a rival's write."""
        known = KnownClaims()
        for turn in turns():
            if turn > 0:
                found = self.awaiting(uses.tenant, uses.customer_number, uses.purpose)
                if found is None or found[1].nonce != uses.nonce:
                    return False
                customer = found[0]
                current = self.account_of(customer)
                if current is None:
                    return False
                account = current
            if self._moved(customer, account, rule(customer), uses, known):
                return True
        raise StorageUnavailable

    def _moved(
        self, customer: Customer, account: Account, after: Customer, uses: OneTimeToken, known: KnownClaims
    ) -> bool:
        """Try it, and return whether profile and account were current. Raises `DuplicateAccount`."""
        new_email = after.email or account.email
        revision = self._customers.revision(
            customer, after, updated_by=customer.number, also=[CustomerItem.email_change.set(uses.nonce)]
        )
        refuse_former_accounts(self._table, customer.tenant, customer.number, (new_email,))
        account_writes = _account_moved(customer, account, new_email)
        new_account = account_writes[:1] if len(account_writes) > 1 else []
        claims = claim_writes(customer, after, known)
        try:
            self._table.write(revision, token_use(uses), *account_writes, *claims.writes)
        except ConditionFailed as failure:
            taken = failure.only_of(*new_account, *claims.writes)
            if taken and not learned(self._table, failure, claims, known):
                raise DuplicateAccount(new_email, customer.tenant) from None
            return False
        return True

    def confirm(self, customer: Customer, account: Account, uses: OneTimeToken) -> bool:
        """See `CredentialStore.confirm`; one transaction."""
        key = key_of(account)
        confirmed = Update(key, [AccountItem.unconfirmed.remove()], _is_account_of(customer))
        return self._table.write_if_unchanged(confirmed, token_use(uses))


def _account_moved(customer: Customer, account: Account, new_email: str) -> list[Write]:
    """Return the writes that move an account to its new key, or respell it under the same key.

    It has no legacy hash any more: the change was asked for with the password, whose proof replaces that.
    """
    renamed = replace(account, email=new_email, bounce=None, stored_as=None)
    key, new_key = key_of(account), key_of(renamed)
    unchanged = _is_account_of(customer) & _has_password(account)
    if key == new_key:
        spelt_anew = [
            AccountItem.email.set(new_email),
            AccountItem.bounce.remove(),
            AccountItem.bounced_at.remove(),
        ]
        return [Update(key, spelt_anew, unchanged)]
    return [Put(account_item(renamed), AccountItem.pk.does_not_exist()), Delete(key, unchanged)]


def _belongs(account: Account, customer: Customer) -> bool:
    return (account.customer_number, account.incarnation) == (customer.number, customer.incarnation)


def _has_password(account: Account) -> Condition:
    if account.password_hash is None:
        return AccountItem.password_hash.does_not_exist()
    return AccountItem.password_hash == account.password_hash


def _is_account_of(customer: Customer) -> Condition:
    return (AccountItem.customer_number == customer.number) & (
        AccountItem.incarnation == customer.incarnation
    )


def _ending_sessions(customer: Customer) -> Update:
    """Sessions carry the epoch of their beginning: those of an earlier one are over."""
    return Update(
        customer_key(customer.tenant, customer.number),
        [CustomerItem.session_epoch.add(1)],
        (CustomerItem.incarnation == customer.incarnation)
        & (CustomerItem.session_epoch == customer.session_epoch),
    )
