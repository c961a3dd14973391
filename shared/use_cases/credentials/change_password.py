"""A customer changes the password."""

from dataclasses import dataclass, field

from shared.domain.callers.access import Caller
from shared.domain.errors import StorageUnavailable, WrongCredentials
from shared.domain.message_kinds import MessageKind
from shared.use_cases.credentials.changing import CredentialPorts, check_accepted, proven
from shared.use_cases.messages.telling import told
from shared.use_cases.sessions.admit import live_session
from shared.use_cases.sessions.proving import Claim


@dataclass(frozen=True, slots=True)
class PasswordChange:
    """The present password and the next one, and where the customer is."""

    current: str = field(repr=False)
    new: str = field(repr=False)
    source: str


def change_password(ports: CredentialPorts, caller: Caller, change: PasswordChange) -> None:
    """Change the password and end every session but the one it is changed in.

    Raises `ValidationFailed`, `WrongCredentials` unless the present password is right, `TooManyTries`.
    """
    customer, session = live_session(ports.sessions, caller)
    if customer.email is None:
        raise WrongCredentials
    check_accepted(ports, customer, change.new, "newPassword")
    claim = Claim(caller.tenant, customer.email, change.current, change.source)
    account, _ = proven(ports, customer, claim)
    password_hash = ports.passwords().hash(change.new)
    notice = told(ports.credentials, customer, MessageKind.PASSWORD_CHANGED)
    if not ports.credentials.set_password(customer, account, password_hash, keeps=session, notice=notice):
        # What was proven need not hold any more: the next try finds out.
        raise StorageUnavailable
