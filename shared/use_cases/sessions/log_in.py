"""Log in with e-mail address and password."""

from dataclasses import dataclass

from shared.domain.errors import WrongCredentials
from shared.domain.log_in.account import NOBODY
from shared.domain.log_in.sessions import SessionTokens
from shared.use_cases.sessions.beginning import begin_session
from shared.use_cases.sessions.issuing import SessionKeeping
from shared.use_cases.sessions.proving import (
    Claim,
    PasswordProving,
    count_failure,
    counted,
    is_proven,
    no_refusal_before,
)


@dataclass(frozen=True, slots=True)
class LoggingIn:
    """The neighbours of this use case."""

    keeping: SessionKeeping
    proving: PasswordProving


def log_in(
    logging_in: LoggingIn, claim: Claim, *, session_id: str, client_id: str, issuer: str
) -> SessionTokens:
    """Begin a session of the customer, under the id of the visitor's.

    Raises `WrongCredentials` for an unknown, unconfirmed, inactive or held account as for a wrong password,
    in the same time and after the same requests; `TooManyTries`.
    """
    keeping, proving = logging_in.keeping, logging_in.proving
    with no_refusal_before(proving.floor):
        state = counted(proving, claim)
        account = state.account
        number = account.customer_number if account is not None else NOBODY
        found = keeping.sessions.of_customer(claim.tenant, number)
        tokens = None
        if is_proven(proving, claim, state) and account is not None and account.confirmed and found:
            customer, sessions = found
            if account.incarnation == customer.incarnation:
                tokens = begin_session(
                    keeping,
                    customer,
                    sessions,
                    session_id=session_id,
                    client_id=client_id,
                    issuer=issuer,
                    proven=account,
                    clears=state,
                )
        if tokens is None:
            count_failure(proving, claim, state)
            raise WrongCredentials
        return tokens
