"""How a session begins, whatever proved who the customer is."""

import time
from collections.abc import Sequence

from shared.domain.customers.customer import Customer
from shared.domain.log_in.account import Account
from shared.domain.log_in.sessions import Session, SessionTokens, new_session, surplus
from shared.ports.log_in import LogInState
from shared.use_cases.sessions.issuing import SessionKeeping, issued


def begin_session(
    keeping: SessionKeeping,
    customer: Customer,
    others: Sequence[Session],
    *,
    session_id: str,
    client_id: str,
    issuer: str,
    proven: Account | None = None,
    clears: LogInState | None = None,
) -> SessionTokens | None:
    """Begin a session of the customer beside its others and hand out its tokens.

    `proven`: the account whose password was right. `clears`: wrong tries that are forgiven now. None when the
    customer may not log in, or no longer in the way it just did.
    """
    if not customer.active or customer.on_hold:
        return None
    now = time.time()
    session = new_session(customer, session_id, client_id, int(now))
    ends = surplus(customer, others, session_id, now)
    if not keeping.sessions.begin(customer, session, ends=ends, proven=proven, clears=clears):
        return None
    initial_password = proven is not None and proven.initial_password
    return issued(keeping, customer, session, issuer=issuer, initial_password=initial_password)
