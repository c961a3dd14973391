"""Log-in accounts in the table (`AccountStore`)."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.account import AccountItem, key_of, waiting_key_of
from shared.adapters.dynamodb.stores.mailboxes import account_keys
from shared.adapters.dynamodb.writes import ConditionFailed, Delete, Update

if TYPE_CHECKING:
    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Write
    from shared.domain.log_in.account import Account
    from shared.domain.log_in.bounces import BouncedMessage


class Accounts:
    """The `AccountStore` of the table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def rehash(self, account: Account, password_hash: str) -> None:
        """See `AccountStore.rehash`; one write, or a transaction where the account waited for this log-in."""
        actions = [AccountItem.password_hash.set(password_hash)]
        waiting: list[Write] = []
        if account.legacy:
            actions.append(AccountItem.legacy.remove())
            waiting.append(Delete(waiting_key_of(account)))
        # The hash alone tells that the account is the same: of a deleted one, or one whose password was
        # changed or rehashed meanwhile, nothing is left to be put right.
        unchanged = AccountItem.password_hash == account.password_hash
        rehashed = Update(key_of(account), actions, unchanged)
        with contextlib.suppress(ConditionFailed):
            if waiting:
                self._table.write(rehashed, *waiting)
            else:
                self._table.write_alone(rehashed)

    def note_bounce(self, bounced: BouncedMessage) -> None:
        """See `AccountStore.note_bounce`; one write, no matter in which order bounces are published."""
        bounced_at = AccountItem.bounced_at
        for key in account_keys(bounced.tenant, bounced.email):
            self._table.write_if_unchanged(
                Update(
                    key,
                    [AccountItem.bounce.set(bounced.bounce.kind), bounced_at.set(bounced.bounce.at)],
                    (AccountItem.customer_number == bounced.customer_number)
                    & (bounced_at.does_not_exist() | (bounced_at < bounced.bounce.at)),
                )
            )
