"""Confirm a sign-up by the one-time token of its message: the second half of a double opt-in."""

from dataclasses import dataclass

from shared.domain.customers.customer import Customer
from shared.domain.errors import WrongCredentials
from shared.domain.log_in.one_time_tokens import InvalidOneTimeToken, TokenPurpose
from shared.domain.log_in.proof import Proof, Standing, after_proof, standing_of
from shared.domain.log_in.sessions import SessionTokens
from shared.domain.log_in.visits import Visitor
from shared.ports.callers import KeyedHash
from shared.ports.log_in import CredentialStore
from shared.use_cases.credentials.one_time_tokens import holder_of
from shared.use_cases.sessions.beginning import begin_session
from shared.use_cases.sessions.issuing import SessionPorts


@dataclass(frozen=True, kw_only=True)
class ConfirmationPorts(SessionPorts):
    """Ports for the confirmation of a sign-up."""

    credentials: CredentialStore


def confirm_sign_up(ports: ConfirmationPorts, visitor: Visitor, tenant: str, token: str) -> SessionTokens:
    """Let the customer log in from now on, and log it in.

    Raises `InvalidOneTimeToken`, and `WrongCredentials` for a customer whom the tenant has not let in yet.
    """
    customer = confirm_address(ports.credentials, ports.hashes, tenant, token)
    tokens = begin_session(ports, visitor, customer, ())
    if tokens is None:
        raise WrongCredentials
    return tokens


def confirm_address(credentials: CredentialStore, hashes: KeyedHash, tenant: str, token: str) -> Customer:
    """Make the sign-up that the token was sent for the account of its address, and end the others for it.

    Where sign-ups open accounts at once, the address is proven. Returns the customer. Raises
    `InvalidOneTimeToken`, also where the address has another account, or has been proven already.
    """
    customer, account, stored = holder_of(credentials, hashes, tenant, token, TokenPurpose.OPT_IN)
    if standing_of(customer, account) is Standing.PROVEN:
        raise InvalidOneTimeToken
    sign_ups = credentials.sign_ups(tenant, account.email) if not account.confirmed else ()
    after = after_proof(customer, account, Proof.CONFIRMATION, sign_ups=sign_ups, resent=stored.resent)
    if not credentials.prove(customer, account, after, uses=stored):
        raise InvalidOneTimeToken
    return after.customer
