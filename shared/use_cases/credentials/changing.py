"""Shared by changes of credentials: ports, the check of a new password, the proof of the present one."""

from dataclasses import dataclass

from shared.domain.customers.customer import Customer
from shared.domain.errors import WrongCredentials
from shared.domain.log_in.account import Account
from shared.domain.log_in.password_policy import check_new_password, check_unlike_email
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


def check_accepted(ports: CredentialPorts, tenant: str, password: str, member: str) -> None:
    """Raise `ValidationFailed` naming the member, for a password that the tenant does not accept."""
    check_new_password(password, member, refuse_common=ports.tenants.of(tenant).refuses_common_passwords)


def check_accepted_of(customer: Customer, password: str, member: str) -> None:
    """Raise `ValidationFailed` naming the member, for a password that is what everybody knows of this one."""
    check_unlike_email(password, member, (customer.email, customer.contact_email))


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
