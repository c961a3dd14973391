"""A customer changes the password."""

from dataclasses import dataclass, field

from shared.domain.access import Caller
from shared.domain.errors import InvalidToken, StorageUnavailable, WrongCredentials
from shared.use_cases.credentials.changing import CredentialChanging, proven
from shared.use_cases.sessions.proving import Claim


@dataclass(frozen=True, slots=True)
class PasswordChange:
    """The present password and the next one, and where the customer is."""

    current: str = field(repr=False)
    new: str = field(repr=False)
    source: str


def change_password(changing: CredentialChanging, caller: Caller, change: PasswordChange) -> None:
    """Change the password and end every session but the one it is changed in.

    Raises `WrongCredentials` unless the present password is right, `TooManyTries`, `ValidationFailed`.
    """
    found = changing.sessions.find(caller.tenant, caller.own.number, caller.own.session_id)
    if found is None:
        raise InvalidToken
    customer, session = found
    if customer.email is None:
        raise WrongCredentials
    claim = Claim(caller.tenant, customer.email, change.current, change.source)
    account, state = proven(changing, customer, claim)
    password_hash = changing.new_hash(caller.tenant, change.new, "newPassword")
    if not changing.credentials.set_password(customer, account, password_hash, keeps=session, clears=state):
        raise StorageUnavailable
