"""Confirm a sign-up by the one-time token of its message: the second half of a double opt-in."""

from dataclasses import dataclass

from shared.domain.errors import WrongCredentials
from shared.domain.log_in.one_time_tokens import InvalidOneTimeToken, TokenPurpose
from shared.domain.log_in.sessions import SessionTokens
from shared.domain.log_in.visits import Visitor
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
    customer, account, stored = holder_of(ports.credentials, ports.hashes, tenant, token, TokenPurpose.OPT_IN)
    if not ports.credentials.confirm(customer, account, stored):
        raise InvalidOneTimeToken
    tokens = begin_session(ports, visitor, customer, ())
    if tokens is None:
        raise WrongCredentials
    return tokens
