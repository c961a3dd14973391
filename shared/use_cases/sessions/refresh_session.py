"""Go on with a session by its refresh token."""

import time

from shared.domain.sessions import InvalidRefreshToken, Session, Use, chosen_legal_entity, refreshed, use_of
from shared.use_cases.sessions.issuing import (
    SessionKeeping,
    SessionTokens,
    issued,
    parsed_refresh_token,
)


def refresh_session(
    keeping: SessionKeeping, tenant: str, token: str, *, legal_entity_id: str | None, issuer: str
) -> SessionTokens:
    """New tokens of the session, in the name of the company wanted.

    The token is used up; just after that it still leads to the same tokens' generation, later it ends the
    session. Raises `InvalidRefreshToken`, and `Forbidden` for a company that is not the customer's.
    """
    presented = parsed_refresh_token(token)
    now = time.time()
    found = keeping.sessions.find(tenant, presented.customer_number, presented.session_id)
    if found is None or not presented.belongs_to(found[1], keeping.hashes):
        raise InvalidRefreshToken
    customer, session = found
    if not session.lives(customer, now):
        raise InvalidRefreshToken
    entity = chosen_legal_entity(session, customer, legal_entity_id)
    current: Session | None = session
    if use_of(session, presented.generation, now) is Use.ROTATE:
        current = keeping.sessions.rotate(session, refreshed(session, entity, int(now)))
    if current is None or current.family != session.family:
        raise InvalidRefreshToken
    if use_of(current, presented.generation, now) is Use.REVOKE:
        keeping.sessions.end(tenant, customer.number, session.id)
        raise InvalidRefreshToken
    return issued(keeping, customer, current, issuer=issuer)
