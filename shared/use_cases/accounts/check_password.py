"""Check the password of a log-in account."""

from collections.abc import Callable
from dataclasses import dataclass

from shared.domain.account import Account
from shared.domain.instants import now
from shared.ports import AccountStore, PasswordHasher, PasswordVerifier, RetentionStore


@dataclass(frozen=True, slots=True)
class PasswordChecking:
    """The neighbours of the check. `passwords` is called for when a password is to be hashed anew."""

    accounts: AccountStore
    verifier: PasswordVerifier
    passwords: Callable[[], PasswordHasher]
    retentions: RetentionStore


def check_password(checking: PasswordChecking, account: Account, password: str) -> bool:
    """Whether this is the account's password; a right one is hashed natively where it is not yet.

    A legacy hash counts only while its tenant's password migration lasts.
    """
    if account.password_hash is None or (account.legacy and not _is_migrating(checking, account.tenant)):
        return False
    if not checking.verifier.verify(account.password_hash, password):
        return False
    if not checking.verifier.is_current(account.password_hash):
        checking.accounts.rehash(account, checking.passwords().hash(password))
    return True


def _is_migrating(checking: PasswordChecking, tenant: str) -> bool:
    retention = checking.retentions.find(tenant)
    return retention is not None and retention.is_active(now().date())
