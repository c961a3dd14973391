"""Shared by changes of credentials: ports, the check of a new password, the proof of the present one."""

from dataclasses import dataclass

from shared.domain.customers.customer import Customer
from shared.domain.errors import WrongCredentials
from shared.domain.log_in.account import Account
from shared.domain.log_in.password_policy import check_password
from shared.ports.log_in import CountedTry, CredentialStore, SessionStore
from shared.use_cases.sessions.proving import (
    Claim,
    ProofPorts,
    count_failure,
    counted,
    examined,
    is_proven,
    no_refusal_before,
    refusal_seconds,
)


@dataclass(frozen=True, kw_only=True)
class CredentialPorts(ProofPorts):
    """Ports for changing credentials."""

    credentials: CredentialStore
    sessions: SessionStore


def check_accepted(ports: CredentialPorts, customer: Customer, password: str, member: str) -> None:
    """Raise `ValidationFailed` naming the member, for a password that is not accepted of this customer."""
    configuration = ports.tenants.of(customer.tenant)
    check_password(password, member, configuration, (customer.email, customer.contact_email))


def proven(ports: CredentialPorts, customer: Customer, claim: Claim) -> tuple[Account, CountedTry]:
    """Return the customer's own account, its present password proven.

    Raises `WrongCredentials`, `TooManyTries`.
    """
    with no_refusal_before(refusal_seconds(ports, claim.tenant)):
        state = examined(ports, claim)
        attempt = counted(ports, claim, state)
        account = state.account
        is_right = is_proven(ports, claim, state)
        if not is_right or account is None or account.customer_number != customer.number:
            count_failure(ports, state)
            raise WrongCredentials
        return account, attempt
