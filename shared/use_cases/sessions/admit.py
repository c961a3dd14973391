"""Whether a customer's token may still be used."""

import time
from dataclasses import replace

from shared.domain.callers.access import Access, Caller
from shared.domain.customers.customer import Customer
from shared.domain.errors import InvalidToken
from shared.domain.log_in.sessions import Session
from shared.ports.customers import MembershipReader
from shared.ports.log_in import SessionStore


def admitted(sessions: SessionStore, caller: Caller) -> Caller:
    """Return the customer who calls with its present legal entities and e-mail address.

    Whoever acts for it reaches no further than its own restrictions.

    Raises `InvalidToken` unless session and account are live.
    """
    profile, session = live_session(sessions, caller)
    # Who logs in again in the same visit gets the same session id: tokens from before stay dead.
    if caller.own.family is not None and caller.own.family != session.family:
        raise InvalidToken
    customer = replace(
        caller.own,
        legal_entities=profile.legal_entities,
        email=profile.email,
        incarnation=profile.incarnation,
        family=session.family,
        actor=session.actor,
        session_ends_at=session.expires_at,
        session_company=session.legal_entity_id,
    )
    subject = f"{session.actor} for {profile.number}" if session.actor is not None else caller.subject
    grants = {scope: grant.within(session.restrictions) for scope, grant in caller.grants.items()}
    return replace(caller, customer=customer, subject=subject, grants=grants, visit=session.visit)


def as_admin(memberships: MembershipReader, caller: Caller, access: Access) -> Access:
    """Return the reach of a customer who calls, including the companies that it is ADMIN of."""
    administered = memberships.administered(
        caller.tenant, caller.own.number, caller.own.incarnation or "", access.companies
    )
    return replace(access, administered=administered)


def live_session(sessions: SessionStore, caller: Caller) -> tuple[Customer, Session]:
    """Return the customer who calls and its session as they are now. Raises `InvalidToken` if it is over."""
    found = sessions.find(caller.tenant, caller.own.number, caller.own.session_id)
    if found is None:
        raise InvalidToken
    customer, session = found
    if not session.lives(customer, time.time()):
        raise InvalidToken
    return customer, session
