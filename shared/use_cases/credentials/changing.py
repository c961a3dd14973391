"""What changing credentials takes."""

from collections.abc import Callable
from dataclasses import dataclass

from shared.domain.callers.access import Caller
from shared.domain.customers.customer import Customer
from shared.domain.errors import WrongCredentials
from shared.domain.log_in.account import Account
from shared.domain.log_in.password_policy import check_new_password
from shared.domain.log_in.sessions import Session
from shared.ports.callers import KeyedHash
from shared.ports.log_in import CredentialStore, LogInState, PasswordHasher, SessionStore
from shared.ports.tenants import TenantConfiguration
from shared.use_cases.sessions.admit import live_session
from shared.use_cases.sessions.proving import (
    Claim,
    PasswordProving,
    count_failure,
    counted,
    is_proven,
    no_refusal_before,
)


@dataclass(frozen=True, slots=True)
class CredentialChanging:
    """The neighbours of these use cases."""

    credentials: CredentialStore
    sessions: SessionStore
    tenants: TenantConfiguration
    hashes: KeyedHash
    passwords: Callable[[], PasswordHasher]
    proving: PasswordProving

    def check_new(self, tenant: str, password: str, member: str) -> None:
        """Raises `ValidationFailed` naming the member, for a password that the tenant does not accept."""
        check_new_password(password, member, refuse_common=self.tenants.of(tenant).refuses_common_passwords)

    def present(self, caller: Caller) -> tuple[Customer, Session]:
        """The customer who calls and its session, as they are now. Raises `InvalidToken` if that is over."""
        return live_session(self.sessions, caller)


def proven(changing: CredentialChanging, customer: Customer, claim: Claim) -> tuple[Account, LogInState]:
    """The customer's own account, its present password proven. Raises `WrongCredentials`, `TooManyTries`."""
    with no_refusal_before(changing.proving.floor):
        state = counted(changing.proving, claim)
        account = state.account
        is_right = is_proven(changing.proving, claim, state)
        if not is_right or account is None or account.customer_number != customer.number:
            count_failure(changing.proving, claim, state)
            raise WrongCredentials
        return account, state
