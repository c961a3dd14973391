"""Confirm a sign-up by the one-time token of its message: the second half of a double opt-in."""

from dataclasses import dataclass

from shared.domain.errors import WrongCredentials
from shared.domain.log_in.one_time_tokens import InvalidOneTimeToken, TokenPurpose
from shared.domain.log_in.sessions import SessionTokens
from shared.ports.log_in import CredentialStore
from shared.use_cases.credentials.one_time_tokens import holder_of
from shared.use_cases.sessions.beginning import begin_session
from shared.use_cases.sessions.issuing import SessionKeeping


@dataclass(frozen=True, slots=True)
class SignUpConfirming:
    """The neighbours of this use case."""

    keeping: SessionKeeping
    credentials: CredentialStore


def confirm_sign_up(
    confirming: SignUpConfirming, tenant: str, token: str, *, session_id: str, client_id: str, issuer: str
) -> SessionTokens:
    """Let the customer log in from now on, and log it in.

    Raises `InvalidOneTimeToken`, and `WrongCredentials` for a customer whom the tenant has not let in yet.
    """
    hashes = confirming.keeping.hashes
    customer, account, stored = holder_of(confirming.credentials, hashes, tenant, token, TokenPurpose.OPT_IN)
    if not confirming.credentials.confirm(customer, account, stored):
        raise InvalidOneTimeToken
    tokens = begin_session(
        confirming.keeping, customer, (), session_id=session_id, client_id=client_id, issuer=issuer
    )
    if tokens is None:
        raise WrongCredentials
    return tokens
