"""The beginning of a session, after any proof of who the customer is."""

import time
from collections.abc import Sequence

from shared.domain.customers.customer import Customer
from shared.domain.log_in.account import Account
from shared.domain.log_in.sessions import Session, SessionTokens, new_session, surplus
from shared.domain.log_in.visits import Visitor
from shared.ports.log_in import CountedTry
from shared.use_cases.sessions.issuing import SessionPorts, issued


def begin_session(
    ports: SessionPorts,
    visitor: Visitor,
    customer: Customer,
    others: Sequence[Session],
    *,
    proven: Account | None = None,
    clears: CountedTry | None = None,
) -> SessionTokens | None:
    """Begin a session of the customer besides its others and return its tokens.

    `proven`: the account whose password was right. `clears`: the try with it, whose source is forgiven and
    remembered. None when the customer may not log in, or no longer in the way it just did.
    """
    if not customer.active or customer.on_hold:
        return None
    now = time.time()
    session = new_session(
        customer,
        visitor.session_id,
        visitor.client_id,
        int(now),
        longest=ports.tenants.of(customer.tenant).session_seconds,
        bound=not visitor.is_service,
        visit=visitor.visit,
    )
    ends = surplus(customer, others, now)
    initial_password = proven is not None and proven.initial_password
    if not ports.sessions.begin(customer, session, ends=ends, proven=proven, clears=clears):
        return None
    return issued(ports, customer, session, issuer=visitor.issuer, initial_password=initial_password)
