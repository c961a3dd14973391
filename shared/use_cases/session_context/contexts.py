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
from shared.domain.log_in.sessions import Session
from shared.ports.log_in import SessionStore
from shared.ports.session_contexts import SessionContextStore

Rule = Callable[[SessionContext], SessionContext]
_TRIES = 5
"""Of a change that names no version, before so many rivals that the caller has to come again."""


@dataclass(frozen=True, kw_only=True)
class ContextPorts:
    """Ports for the contexts of sessions."""

    contexts: SessionContextStore
    sessions: SessionStore


@dataclass(frozen=True, slots=True)
class Shown:
    """A context as it is shown. The customer and its company are those of the session as it is now."""

    context: SessionContext
    legal_entity_id: str | None = None


def own_context(ports: ContextPorts, caller: Caller) -> Shown:
    """Return the context of the caller's session."""
    if caller.customer is None:
        return Shown(_of_visitor(ports, caller))
    own = caller.customer
    return Shown(
        _of_customer(ports, caller, own),
        _company(own.session_company, {entity.id for entity in own.legal_entities}),
    )


def change_own_context(ports: ContextPorts, caller: Caller, rule: Rule) -> None:
    """Store the context of the caller's session after the rule, whatever rivals write."""
    _change(ports, lambda: own_context(ports, caller).context, rule)


def find_context(ports: ContextPorts, tenant: str, session_id: str) -> Shown:
    """Return what is stored under the own id of a session: a visitor's, or the customer's who is logged in.

    The id of a visit never leads to the context of a customer. Raises `SessionContextNotFound`.
    """
    found = ports.contexts.of_session(tenant, session_id)
    for context in found:
        if (shown := _of_live_session(ports, context)) is not None:
            return shown
    unowned = next((context for context in found if context.owner is None), None)
    if unowned is None:
        raise SessionContextNotFound(session_id)
    return Shown(unowned)


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
    end = own.session_ends_at or _within_a_visit(caller.expires_at)
    beginning = SessionContext(
        tenant=caller.tenant,
        session_id=own.session_id,
        expires_at=end,
        owner=SessionOwner(own.number, own.incarnation or "", own.family or ""),
        members=dict(caller.visit),
    )
    stored, visit = ports.contexts.of_customer(beginning, own.visit_id or own.session_id)
    if stored is not None:
        return replace(stored, expires_at=end)
    return beginning if visit is None else continued(visit, beginning)


def _within_a_visit(end: int) -> int:
    """Return the end, or that of the longest visit: an issuer elsewhere may let its tokens last for years."""
    return min(end, _longest_visit_ends_at())


def _longest_visit_ends_at() -> int:
    return int(time.time() + VISIT_LIFETIME.total_seconds())


def _of_live_session(ports: ContextPorts, context: SessionContext) -> Shown | None:
    """Return the context of a customer with its company; None if the session is over, or has its visit's id.

    Sessions that an earlier release began may have that, and then others may have it, too.
    """
    if context.owner is None:
        return None
    found = ports.sessions.find(context.tenant, context.owner.number, context.session_id)
    if found is None or not _is_of(context.owner, found[1]) or not found[1].lives(found[0], time.time()):
        return None
    customer, session = found
    return Shown(
        replace(context, expires_at=session.expires_at),
        _company(session.legal_entity_id, {entity.id for entity in customer.legal_entities}),
    )


def _is_of(owner: SessionOwner, session: Session) -> bool:
    return session.family == owner.family and session.id != session.visit_id


def _company(of_session: str | None, companies: set[str]) -> str | None:
    return of_session if of_session in companies else None
