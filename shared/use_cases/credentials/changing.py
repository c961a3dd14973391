"""What changing credentials takes."""

from collections.abc import Callable
from dataclasses import dataclass

from shared.domain.account import Account
from shared.domain.customer import Customer
from shared.domain.errors import WrongCredentials
from shared.domain.password_policy import check_new_password
from shared.ports import (
    CredentialStore,
    KeyedHash,
    LogInState,
    PasswordHasher,
    SessionStore,
    TenantConfiguration,
)
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

    def new_hash(self, tenant: str, password: str, member: str) -> str:
        """The hash of a password that a customer has chosen. Raises `ValidationFailed` naming the member."""
        check_new_password(password, member, refuse_common=self.tenants.of(tenant).refuses_common_passwords)
        return self.passwords().hash(password)


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
