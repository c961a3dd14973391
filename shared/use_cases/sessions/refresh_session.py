"""Go on with a session by its refresh token."""

import time

from shared.domain.customers.customer import Customer
from shared.domain.log_in.sessions import (
    InvalidRefreshToken,
    Session,
    SessionTokens,
    Use,
    chosen_legal_entity,
    refreshed,
    use_of,
)
from shared.domain.log_in.visits import Visitor
from shared.use_cases.sessions.issuing import SessionPorts, issued, parsed_refresh_token


def refresh_session(
    ports: SessionPorts, visitor: Visitor, tenant: str, token: str, *, legal_entity_id: str | None
) -> SessionTokens:
    """New tokens of the session, in the name of the legal entity that is asked for.

    The token is used up; just after that it still leads to the present generation of tokens, later it ends
    the session. For another client than its own it is as it was. Raises `InvalidRefreshToken`, and
    `Forbidden` for a company that is not the customer's.
    """
    presented = parsed_refresh_token(token)
    found = ports.sessions.find(tenant, presented.customer_number, presented.session_id)
    if found is None or not presented.belongs_to(found[1], ports.hashes):
        raise InvalidRefreshToken
    customer, session = found
    if not session.lives(customer, time.time()) or not session.may_be_refreshed_by(visitor.client_id):
        raise InvalidRefreshToken
    standing = ports.tenants.standing(tenant)
    if standing is not None and not standing.admits(session.client_id, session.created_at):
        raise InvalidRefreshToken
    session = _used(ports, customer, session, presented.generation, legal_entity_id)
    return issued(ports, customer, session, issuer=visitor.issuer)


def _used(
    ports: SessionPorts, customer: Customer, session: Session, generation: int, wanted: str | None
) -> Session:
    """Return the session after the use of this generation's token, looked at again after a rival's use."""
    while True:
        now = time.time()
        use = use_of(session, generation, now)
        if use is Use.REVOKE:
            ports.sessions.end(session.tenant, session.customer_number, session.id, family=session.family)
            raise InvalidRefreshToken
        legal_entity_id = chosen_legal_entity(session, customer, wanted)
        longest = ports.tenants.of(session.tenant).session_seconds
        after = refreshed(session, use, legal_entity_id, int(now), longest=longest)
        stored = ports.sessions.rotate(session, after) if after != session else session
        if stored is None or stored.family != session.family:
            raise InvalidRefreshToken
        if stored == after:
            return stored
        session = stored
