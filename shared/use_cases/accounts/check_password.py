"""Check the password of a log-in account."""

from collections.abc import Callable
from dataclasses import dataclass

from shared.domain.instants import now
from shared.domain.log_in.account import Account
from shared.ports.log_in import AccountStore, PasswordHasher, PasswordVerifier, RetentionStore

_NOBODYS_HASH = (
    "$argon2id$v=19$m=19456,t=2,p=1$9+7tnkkfmmAiPV9Wm7wLOg$WUaBmZmYtn9gtVEJjvvOJxNjeEV9wH821lVmLRRU4Ws"
)
"""Of a text that nobody has kept, at the native cost."""


@dataclass(frozen=True, slots=True)
class PasswordChecking:
    """The neighbours of the check. `passwords` is called for when a password is to be hashed anew."""

    accounts: AccountStore
    verifier: PasswordVerifier
    passwords: Callable[[], PasswordHasher]
    retentions: RetentionStore


def check_password(checking: PasswordChecking, account: Account | None, password: str) -> bool:
    """Whether this is the account's password; a right one is hashed natively where it is not yet.

    A legacy hash counts only while its tenant's password migration lasts. A native hash's work is done
    whatever there is to check, nothing at all included, and nothing is read for a wrong password: how long
    that takes does not tell what there is.
    """
    stored = account.password_hash if account is not None else None
    is_current = stored is not None and checking.verifier.is_current(stored)
    is_right = stored is not None and checking.verifier.verify(stored, password)
    if account is None or not is_right or _is_over(checking, account):
        if not is_current:
            checking.verifier.verify(_NOBODYS_HASH, password)
        return False
    if not is_current:
        checking.accounts.rehash(account, checking.passwords().hash(password))
    return True


def _is_over(checking: PasswordChecking, account: Account) -> bool:
    retention = checking.retentions.find(account.tenant) if account.legacy else None
    return account.legacy and (retention is None or not retention.is_active(now().date()))
