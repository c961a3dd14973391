"""The writes of an account whose e-mail address changes, or is proven."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.account import (
    AccountItem,
    account_item,
    key_of,
    log_in_is_free,
    waiting_key_of,
)
from shared.adapters.dynamodb.writes import Delete, Put, Update

if TYPE_CHECKING:
    from pynamodb.attributes import UnicodeAttribute
    from pynamodb.expressions.update import Action

    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.writes import Write
    from shared.domain.customers.customer import Customer
    from shared.domain.log_in.account import Account


def account_moved(customer: Customer, account: Account, new_email: str) -> list[Write]:
    """Return the writes that move an account to its new key, or respell it under the same key.

    It has no legacy hash any more: the change was asked for with the password, whose proof replaces that.
    """
    renamed = replace(account, email=new_email, bounce=None, stored_as=None)
    key, new_key = key_of(account), key_of(renamed)
    unchanged = is_account_of(customer) & _has_password(account)
    if key == new_key:
        respelt = [
            AccountItem.email.set(new_email),
            AccountItem.bounce.remove(),
            AccountItem.bounced_at.remove(),
        ]
        return [Update(key, respelt, unchanged)]
    return [Put(account_item(renamed), log_in_is_free()), Delete(key, unchanged)]


def account_proven(account: Account, after: Account) -> list[Write]:
    """Return the writes of an account whose address has been proven; of a sign-up, those that make it one."""
    present, key = key_of(account), key_of(after)
    is_same = (AccountItem.customer_number == account.customer_number) & (
        AccountItem.incarnation == account.incarnation
    )
    if key != present:
        no_account = AccountItem.pk.does_not_exist() | AccountItem.unconfirmed.exists()
        return [Put(account_item(after), no_account), Delete(present, is_same)]
    actions: list[Action] = [AccountItem.unconfirmed.remove()]
    if after.password_id != account.password_id:
        actions += [
            set_or_removed(AccountItem.password_hash, after.password_hash),
            set_or_removed(AccountItem.password_id, after.password_id),
            AccountItem.initial_password.remove(),
            AccountItem.legacy.remove(),
        ]
    writes: list[Write] = [Update(key, actions, is_same)]
    if account.legacy and not after.legacy:
        writes.append(Delete(waiting_key_of(account)))
    return writes


def is_account_of(customer: Customer) -> Condition:
    """Return the condition that an account is the customer's, and of nobody who had the number before."""
    return (AccountItem.customer_number == customer.number) & (
        AccountItem.incarnation == customer.incarnation
    )


def set_or_removed(attribute: UnicodeAttribute, value: str | None) -> Action:
    """Return the action by which the attribute has the value; None removes it."""
    return attribute.set(value) if value is not None else attribute.remove()


def _has_password(account: Account) -> Condition:
    if account.password_hash is None:
        return AccountItem.password_hash.does_not_exist()
    return AccountItem.password_hash == account.password_hash
