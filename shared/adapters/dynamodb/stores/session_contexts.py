"""Contexts of sessions in the table (`SessionContextStore`)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.customer import CustomerItem
from shared.adapters.dynamodb.items.elsewhere import pointer_put
from shared.adapters.dynamodb.items.session_context import (
    SessionContextItem,
    key_of,
    session_context_from,
    session_context_item,
)
from shared.adapters.dynamodb.keys import customer_key, visit_context_key
from shared.adapters.dynamodb.writes import Check, ConditionFailed, Put

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.table import Table
    from shared.adapters.dynamodb.writes import Item
    from shared.domain.log_in.session_contexts import SessionContext


class SessionContexts:
    """Reads contexts strongly consistent: what a visit has changed, its log-in finds."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def of_visit(self, tenant: str, visit_id: str) -> SessionContext | None:
        """See `SessionContextStore.of_visit`; one request."""
        return _live(self._table.get(visit_context_key(tenant, visit_id)))

    def of_customer(
        self, session: SessionContext, visit_id: str
    ) -> tuple[SessionContext | None, SessionContext | None]:
        """See `SessionContextStore.of_customer`; one request."""
        own_key = key_of(session)
        before = [visit_context_key(session.tenant, each) for each in (session.session_id, visit_id)]
        found = self._table.batch_get((own_key, *dict.fromkeys(before)))
        own = _live(found.get(own_key))
        if own is not None and own.owner != session.owner:
            own = None
        gone_on_with = (_live(found.get(key)) for key in before)
        return own, next((context for context in gone_on_with if context is not None), None)

    def of_session(self, tenant: str, session_id: str) -> Sequence[SessionContext]:
        """See `SessionContextStore.of_session`; one request."""
        partition = visit_context_key(tenant, session_id).pk
        items = self._table.query(SessionContextItem.pk == partition, consistent=True)
        return [context for context in map(_live, items) if context is not None]

    def write(self, context: SessionContext, after: SessionContext) -> bool:
        """See `SessionContextStore.write`; one write, or a transaction for the first of a customer's session.

        That adds a pointer to the customer's partition, so that a deletion finds the context, and is refused
        once there was one.
        """
        put = Put(session_context_item(after), _is_still(context))
        if after.owner is not None and context.written is None:
            owner = after.owner
            pointer = pointer_put(after.tenant, owner.number, owner.incarnation, put)
            is_same = CustomerItem.incarnation == owner.incarnation
            exists = Check(
                customer_key(after.tenant, owner.number), is_same & CustomerItem.deleted_at.does_not_exist()
            )
            return self._table.write_if_unchanged(put, pointer, exists)
        try:
            self._table.write_alone(put)
        except ConditionFailed as failure:
            found = failure.met(put)
            return failure.in_doubt and found is not None and found == put.item
        return True


def _is_still(context: SessionContext) -> Condition:
    version, family = SessionContextItem.version, SessionContextItem.family
    if context.written is None:
        free: Condition = SessionContextItem.pk.does_not_exist()
        free |= SessionContextItem.expires_at <= int(time.time())
        return free if context.owner is None else free | (family != context.owner.family)
    same: Condition = version == context.written
    return same if context.owner is None else same & (family == context.owner.family)


def _live(raw: Item | None) -> SessionContext | None:
    context = session_context_from(raw) if raw is not None else None
    return None if context is None or context.is_over(time.time()) else context
