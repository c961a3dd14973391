"""The context of a session, found and changed for whoever holds the session, or for a service."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from shared.domain.callers.access import Caller, CallerCustomer
from shared.domain.callers.tokens import VISIT_LIFETIME
from shared.domain.errors import StorageUnavailable
from shared.domain.log_in.session_contexts import (
    SessionContext,
    SessionContextNotFound,
    SessionOwner,
    continued,
    new_context,
)
from shared.domain.log_in.sessions import ASSISTED, Session
from shared.ports.log_in import SessionStore
from shared.ports.session_contexts import SessionContextStore
from shared.ports.tenants import TenantConfiguration

Rule = Callable[[SessionContext], SessionContext]
_TRIES = 5
"""Of a change that names no version, before so many rivals that the caller has to come again."""


@dataclass(frozen=True, kw_only=True)
class ContextPorts:
    """Ports for the contexts of sessions."""

    contexts: SessionContextStore
    sessions: SessionStore
    tenants: TenantConfiguration


@dataclass(frozen=True, slots=True)
class Shown:
    """A context as it is shown. The customer and its company are those of the session as it is now."""

    context: SessionContext
    legal_entity_id: str | None = None


def own_context(ports: ContextPorts, caller: Caller) -> Shown:
    """Return the context of the caller's session."""
    if caller.customer is None:
        return Shown(_of_visitor(ports, caller))
    return Shown(_of_customer(ports, caller, caller.customer), _company(caller.customer))


def change_own_context(ports: ContextPorts, caller: Caller, rule: Rule) -> None:
    """Store the context of the caller's session after the rule, whatever rivals write."""
    _change(ports, lambda: own_context(ports, caller).context, rule)


def find_context(ports: ContextPorts, tenant: str, session_id: str) -> Shown:
    """Return the context that is stored of a session: the customer's who is logged in, or else the visitor's.

    Where several customers are logged in under the id of one visit, none of theirs is returned. Raises
    `SessionContextNotFound`.
    """
    found = ports.contexts.of_session(tenant, session_id)
    of_visitor = next((context for context in found if context.owner is None), None)
    of_customers = [shown for context in found if (shown := _of_live_session(ports, context)) is not None]
    if len(of_customers) == 1:
        return of_customers[0]
    if of_visitor is None:
        raise SessionContextNotFound(session_id)
    return Shown(of_visitor)


def change_context(ports: ContextPorts, tenant: str, session_id: str, rule: Rule, *, creates: bool) -> None:
    """Store the context of a session after the rule, whatever rivals write.

    `creates`: one that nothing is stored of, too. Raises `SessionContextNotFound`.
    """

    def find() -> SessionContext:
        try:
            return find_context(ports, tenant, session_id).context
        except SessionContextNotFound:
            if not creates:
                raise
            return new_context(tenant, session_id, _longest_visit_ends_at())

    _change(ports, find, rule)


def _change(ports: ContextPorts, find: Callable[[], SessionContext], rule: Rule) -> None:
    for _ in range(_TRIES):
        context = find()
        after = rule(context)
        if after is context or ports.contexts.write(context, after):
            return
    raise StorageUnavailable


def _of_visitor(ports: ContextPorts, caller: Caller) -> SessionContext:
    visit_id = caller.visit_id or ""
    stored = ports.contexts.of_visit(caller.tenant, visit_id)
    end = _within_a_visit(max(caller.visit_ends_at or 0, caller.expires_at))
    if stored is not None:
        return replace(stored, expires_at=max(stored.expires_at, end))
    return SessionContext(
        tenant=caller.tenant, session_id=visit_id, expires_at=end, members=dict(caller.visit)
    )


def _of_customer(ports: ContextPorts, caller: Caller, own: CallerCustomer) -> SessionContext:
    lifetime = ports.tenants.of(caller.tenant).session_seconds
    if own.actor is not None:
        lifetime = int(ASSISTED.total_seconds())
    beginning = SessionContext(
        tenant=caller.tenant,
        session_id=own.session_id,
        expires_at=max((own.began_at or 0) + lifetime, _within_a_visit(caller.expires_at)),
        owner=SessionOwner(own.number, own.incarnation or "", own.family or ""),
        members=dict(caller.visit),
    )
    stored, visit = ports.contexts.of_customer(beginning, own.visit_id or own.session_id)
    if stored is not None:
        return stored
    return beginning if visit is None else continued(visit, beginning)


def _within_a_visit(end: int) -> int:
    """Return the end, or that of the longest visit: an issuer elsewhere may let its tokens last for years."""
    return min(end, _longest_visit_ends_at())


def _longest_visit_ends_at() -> int:
    return int(time.time() + VISIT_LIFETIME.total_seconds())


def _company(own: CallerCustomer) -> str | None:
    belongs = any(entity.id == own.legal_entity_id for entity in own.legal_entities)
    return own.legal_entity_id if belongs else None


def _of_live_session(ports: ContextPorts, context: SessionContext) -> Shown | None:
    """Return the context of a customer with its company; None if the session it is of is over."""
    if context.owner is None:
        return None
    found = ports.sessions.find(context.tenant, context.owner.number, context.session_id)
    if found is None or found[1].family != context.owner.family or not found[1].lives(found[0], time.time()):
        return None
    customer, session = found
    return Shown(context, _company_of(session, {entity.id for entity in customer.legal_entities}))


def _company_of(session: Session, companies: set[str]) -> str | None:
    return session.legal_entity_id if session.legal_entity_id in companies else None
