"""Whether a customer's token may still be used."""

import time
from dataclasses import replace
from typing import TypeVar

from shared.domain.callers.access import Access, Caller
from shared.domain.customers.customer import Customer
from shared.domain.errors import InvalidToken
from shared.domain.log_in.sessions import Session
from shared.domain.roles import Role
from shared.ports.customers import MembershipReader
from shared.ports.log_in import SessionStore

Found = TypeVar("Found", tuple[Customer, Session], tuple[Customer, Session, Role | None])


def admitted(sessions: SessionStore, caller: Caller, *, with_role: bool = False) -> Caller:
    """Return the customer who calls with its present legal entities and e-mail address.

    Whoever acts for it reaches no further than its own restrictions. `with_role`: and with its role in the
    token's legal entity, if the token is for one.

    Raises `InvalidToken` unless session and account are live.
    """
    entity_id = caller.own.legal_entity_id if with_role else None
    if entity_id is None:
        profile, session = live_session(sessions, caller)
        role = None
    else:
        own = caller.own
        found = sessions.find_with_role(caller.tenant, own.number, own.session_id, entity_id)
        profile, session, role = _live(found)
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
        role=role if any(each.id == entity_id for each in profile.legal_entities) else None,
    )
    subject = f"{session.actor} for {profile.number}" if session.actor is not None else caller.subject
    grants = {scope: grant.within(session.restrictions) for scope, grant in caller.grants.items()}
    return replace(caller, customer=customer, subject=subject, grants=grants, visit=session.visit)


def as_admin(memberships: MembershipReader, caller: Caller, access: Access, *, of_colleague: bool) -> Access:
    """Return the reach of a customer who calls, including the companies that it is ADMIN of.

    That of the session is known from its role. The others matter only for a colleague, who may belong to
    several; without a company in the token, all are looked up.
    """
    own = caller.own
    known = frozenset() if own.legal_entity_id is None else access.companies & {own.legal_entity_id}
    if known and (own.role is not Role.ADMIN or not of_colleague or access.companies == known):
        return replace(access, administered=known if own.role is Role.ADMIN else frozenset())
    administered = memberships.administered(
        caller.tenant, own.number, own.incarnation or "", access.companies
    )
    return replace(access, administered=administered)


def live_session(sessions: SessionStore, caller: Caller) -> tuple[Customer, Session]:
    """Return the customer who calls and its session as they are now. Raises `InvalidToken` if it is over."""
    customer, session = _live(sessions.find(caller.tenant, caller.own.number, caller.own.session_id))
    return customer, session


def _live(found: Found | None) -> Found:
    """Return what was found with a session. Raises `InvalidToken` if that is over."""
    if found is None or not found[1].lives(found[0], time.time()):
        raise InvalidToken
    return found
