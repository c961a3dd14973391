"""Check the password of a log-in account."""

from collections.abc import Callable
from dataclasses import dataclass

from shared.domain.fields import normalised
from shared.domain.instants import now
from shared.domain.log_in.account import Account
from shared.ports.log_in import AccountStore, PasswordHasher, PasswordVerifier, RetentionStore

_NOBODYS_HASH = (
    "$argon2id$v=19$m=19456,t=2,p=1$9+7tnkkfmmAiPV9Wm7wLOg$WUaBmZmYtn9gtVEJjvvOJxNjeEV9wH821lVmLRRU4Ws"
)
"""Of a text that nobody has kept, at the native cost."""


@dataclass(frozen=True, kw_only=True)
class PasswordPorts:
    """Ports for the check of a password. `passwords` is called when there is a password to hash."""

    accounts: AccountStore
    verifier: PasswordVerifier
    passwords: Callable[[], PasswordHasher]
    retentions: RetentionStore


def check_password(ports: PasswordPorts, account: Account | None, password: str) -> bool:
    """Return whether this is the account's password; a right one is hashed natively where it is not yet.

    A legacy hash counts only while its tenant's password migration lasts. A native hash's work is done
    whatever there is to check, nothing at all included, and nothing is read for a wrong password: how long
    that takes does not tell what there is.
    """
    stored = account.password_hash if account is not None else None
    is_current = stored is not None and ports.verifier.is_current(stored)
    for secret in _spellings(password):
        is_right = stored is not None and ports.verifier.verify(stored, secret)
        if account is not None and is_right and not _is_over(ports, account):
            if not is_current:
                ports.accounts.rehash(account, ports.passwords().hash(normalised(password)))
            return True
        if not is_current:
            ports.verifier.verify(_NOBODYS_HASH, secret)
    return False


def _spellings(password: str) -> tuple[str, ...]:
    """Return the password in its normal form, in which it is hashed, and as typed, which was hashed once."""
    return tuple(dict.fromkeys((normalised(password), password)))


def _is_over(ports: PasswordPorts, account: Account) -> bool:
    retention = ports.retentions.find(account.tenant) if account.legacy else None
    return account.legacy and (retention is None or not retention.is_active(now().date()))
