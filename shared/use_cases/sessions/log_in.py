"""Log in with e-mail address and password."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared.domain.customers.customer import Customer
from shared.domain.errors import WrongCredentials
from shared.domain.log_in.account import NOBODY, Account
from shared.domain.log_in.sessions import Session, SessionTokens
from shared.domain.log_in.visits import Visitor
from shared.use_cases.sessions.beginning import begin_session
from shared.use_cases.sessions.issuing import SessionPorts
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
class LogInPorts(SessionPorts, ProofPorts):
    """Ports for a log-in."""


def log_in(ports: LogInPorts, visitor: Visitor, claim: Claim) -> SessionTokens:
    """Begin a session of the customer, under the id of the visitor's.

    Raises `WrongCredentials` for an unknown, unconfirmed, inactive or held account as for a wrong password,
    in the same time and after the same requests; `TooManyTries`.
    """
    with no_refusal_before(refusal_seconds(ports, claim.tenant)):
        state = examined(ports, claim)
        account = state.account
        number = account.customer_number if account is not None else NOBODY
        if claim.depends_on_customer:
            found = ports.sessions.of_customer(claim.tenant, number)
            attempt = counted(ports, claim, state, _owner(account, found))
        else:
            attempt = counted(ports, claim, state)
            found = ports.sessions.of_customer(claim.tenant, number)
        tokens = None
        if is_proven(ports, claim, state) and account is not None and account.confirmed:
            customer = _owner(account, found)
            if customer is not None and found is not None:
                tokens = begin_session(ports, visitor, customer, found[1], proven=account, clears=attempt)
        if tokens is None:
            count_failure(ports, state)
            raise WrongCredentials
        return tokens


def _owner(account: Account | None, found: tuple[Customer, Sequence[Session]] | None) -> Customer | None:
    """Return the customer whose account it is; none where the number is somebody else's by now."""
    if account is None or found is None or account.incarnation != found[0].incarnation:
        return None
    return found[0]
