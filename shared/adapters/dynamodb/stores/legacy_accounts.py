"""Accounts with a legacy password hash (`LegacyAccountStore`): a waiting list besides the accounts.

An item of the list is written with its account and goes with the hash, but may outlive a deleted account: the
account decides, and what it contradicts is dropped when it is met.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items.account import (
    AccountItem,
    LegacyAccountItem,
    key_of,
    waiting_key_of,
)
from shared.adapters.dynamodb.items.customer import customer_from
from shared.adapters.dynamodb.items.notice import notice_put
from shared.adapters.dynamodb.items.one_time_token import token_put
from shared.adapters.dynamodb.keys import customer_key, legacy_partitions
from shared.adapters.dynamodb.stores.mailboxes import account_among, account_keys
from shared.adapters.dynamodb.table import BATCH_GET_LIMIT
from shared.adapters.dynamodb.writes import Check, Delete, Key, Update
from shared.domain.customers.customer import Customer
from shared.domain.log_in.account import LegacyAccount

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item, Write
    from shared.domain.log_in.account import Account
    from shared.domain.log_in.one_time_tokens import OneTimeToken
    from shared.domain.log_in.retention import Retention
    from shared.domain.messages.notices import Notice

_READ_TOGETHER = BATCH_GET_LIMIT // 2  # accounts, each with its customer's profile


class LegacyAccounts:
    """The waiting list in the table, by tenant."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def any_left(self, tenant: str) -> bool:
        """See `LegacyAccountStore.any_left`."""
        return any(True for _ in self.waiting(tenant))

    def waiting(self, tenant: str, *, unless_reminded_of: Retention | None = None) -> Iterator[LegacyAccount]:
        """See `LegacyAccountStore.waiting`; drops what it finds to wait no more."""
        wanted = _not_reminded_of(unless_reminded_of) if unless_reminded_of is not None else None
        for partition in legacy_partitions(tenant):
            pages = self._table.pages(
                LegacyAccountItem.pk == partition, filter_condition=wanted, consistent=True
            )
            for page in pages:
                for start in range(0, len(page), _READ_TOGETHER):
                    yield from self._current(tenant, page[start : start + _READ_TOGETHER])

    def remind(self, legacy: LegacyAccount, retention: Retention, notice: Notice) -> bool:
        """See `LegacyAccountStore.remind`; one transaction."""
        account = legacy.account
        return self._table.write_if_unchanged(
            Update(
                waiting_key_of(account),
                [LegacyAccountItem.reminded_for.set(_days(retention))],
                (LegacyAccountItem.incarnation == account.incarnation) & _not_reminded_of(retention),
            ),
            Check(key_of(account), _is_legacy(account)),
            notice_put(notice),
        )

    def expire(self, legacy: LegacyAccount, token: OneTimeToken | None) -> bool:
        """See `LegacyAccountStore.expire`; one transaction."""
        account = legacy.account
        erased = [AccountItem.password_hash.remove(), AccountItem.legacy.remove()]
        writes: list[Write] = [
            Update(key_of(account), erased, _is_legacy(account)),
            Delete(waiting_key_of(account)),
        ]
        if token is not None:
            writes.append(token_put(token))
        return self._table.write_if_unchanged(*writes)

    def _current(self, tenant: str, listed: Sequence[Item]) -> Iterator[LegacyAccount]:
        items: list[Any] = [LegacyAccountItem.from_raw_data(raw) for raw in listed]
        places = [(item, customer_key(tenant, item.customer_number)) for item in items]
        found = self._table.batch_get(
            key for item, at_profile in places for key in (*account_keys(tenant, item.email), at_profile)
        )
        for item, at_profile in places:
            account = account_among(found, tenant, item.email)
            profile = customer_from(found[at_profile]) if at_profile in found else None
            is_waiting = account is not None and account.legacy and account.incarnation == item.incarnation
            if account is not None and is_waiting and isinstance(profile, Customer):
                yield LegacyAccount(
                    account,
                    profile.preferred_site,
                    profile.preferred_language,
                    profile.session_epoch,
                    profile.may_log_in,
                )
            else:
                self._drop(item)

    def _drop(self, item: LegacyAccountItem) -> None:
        """Remove the item, unless a new account of the e-mail address has taken its place."""
        is_same = LegacyAccountItem.incarnation == item.incarnation
        self._table.write_if_unchanged(Delete(Key(item.pk, item.sk), is_same))


def _is_legacy(account: Account) -> Condition:
    return AccountItem.legacy.exists() & (AccountItem.incarnation == account.incarnation)


def _not_reminded_of(retention: Retention) -> Condition:
    reminded_for = LegacyAccountItem.reminded_for
    return reminded_for.does_not_exist() | (reminded_for != _days(retention))


def _days(retention: Retention) -> str:
    return f"{retention.reminder.isoformat()} {retention.end.isoformat()}"
