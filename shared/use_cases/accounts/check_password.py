"""Check the password of a log-in account."""

from collections.abc import Callable
from dataclasses import dataclass

from shared.domain.account import Account
from shared.domain.instants import now
from shared.ports import AccountStore, PasswordHasher, PasswordVerifier, RetentionStore

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

    A legacy hash counts only while its tenant's password migration lasts. Where there is no account, or no
    password, the answer takes as long as with one.
    """
    if account is None or account.password_hash is None or _is_over(checking, account):
        checking.verifier.verify(_NOBODYS_HASH, password)
        return False
    if not checking.verifier.verify(account.password_hash, password):
        return False
    if not checking.verifier.is_current(account.password_hash):
        checking.accounts.rehash(account, checking.passwords().hash(password))
    return True


def _is_over(checking: PasswordChecking, account: Account) -> bool:
    retention = checking.retentions.find(account.tenant) if account.legacy else None
    return account.legacy and (retention is None or not retention.is_active(now().date()))
