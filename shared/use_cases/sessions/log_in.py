"""Log in with e-mail address and password."""

from dataclasses import dataclass

from shared.domain.errors import WrongCredentials
from shared.domain.log_in.account import NOBODY
from shared.domain.log_in.sessions import SessionTokens
from shared.domain.log_in.visits import Visitor
from shared.use_cases.sessions.beginning import begin_session
from shared.use_cases.sessions.issuing import SessionPorts
from shared.use_cases.sessions.proving import (
    Claim,
    ProofPorts,
    count_failure,
    counted,
    is_proven,
    no_refusal_before,
)


@dataclass(frozen=True, kw_only=True)
class LogInPorts(SessionPorts, ProofPorts):
    """Ports for a log-in."""


def log_in(ports: LogInPorts, visitor: Visitor, claim: Claim) -> SessionTokens:
    """Begin a session of the customer, under the id of the visitor's.

    Raises `WrongCredentials` for an unknown, unconfirmed, inactive or held account as for a wrong password,
    in the same time and after the same requests; `TooManyTries`.
    """
    with no_refusal_before(ports.refusal_floor):
        state = counted(ports, claim)
        account = state.account
        number = account.customer_number if account is not None else NOBODY
        found = ports.sessions.of_customer(claim.tenant, number)
        tokens = None
        if is_proven(ports, claim, state) and account is not None and account.confirmed and found:
            customer, sessions = found
            if account.incarnation == customer.incarnation:
                tokens = begin_session(ports, visitor, customer, sessions, proven=account, clears=state)
        if tokens is None:
            count_failure(ports, claim, state)
            raise WrongCredentials
        return tokens
