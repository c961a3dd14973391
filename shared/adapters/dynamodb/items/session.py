"""How a session is laid out in its item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from shared.adapters.dynamodb.items.item import DocumentAttribute, TableItem, rest_of
from shared.adapters.dynamodb.keys import SESSION_PREFIX, session_key, tenant_and_number
from shared.domain.log_in.sessions import Session

if TYPE_CHECKING:
    from shared.adapters.dynamodb.writes import Item


class SessionItem(TableItem):
    """A customer's session; it lives while incarnation and epoch are those of the profile.

    `visit_id`: where it is not the session's own id.
    """

    incarnation = UnicodeAttribute()
    session_epoch = NumberAttribute(attr_name="sessionEpoch")
    visit_id = UnicodeAttribute(attr_name="visitId", null=True)
    client_id = UnicodeAttribute(attr_name="clientId")
    family = UnicodeAttribute()
    generation = NumberAttribute()
    created_at = NumberAttribute(attr_name="createdAt")
    rotations = DocumentAttribute()
    bound = BooleanAttribute(null=True)
    legal_entity_id = UnicodeAttribute(attr_name="legalEntityId", null=True)
    actor = UnicodeAttribute(null=True)
    restrictions = DocumentAttribute(null=True)
    visit = DocumentAttribute(null=True)


def session_item(session: Session) -> Item:
    """Return the item of a session."""
    key = session_key(session.tenant, session.customer_number, session.id)
    item = SessionItem(
        pk=key.pk,
        sk=key.sk,
        incarnation=session.incarnation,
        session_epoch=session.epoch,
        visit_id=session.visit_id if session.visit_id != session.id else None,
        client_id=session.client_id,
        family=session.family,
        generation=session.generation,
        created_at=session.created_at,
        rotations=list(session.rotations),
        bound=session.bound or None,
        legal_entity_id=session.legal_entity_id,
        actor=session.actor,
        restrictions=sorted(session.restrictions) if session.restrictions is not None else None,
        visit=dict(session.visit) or None,
        expires_at=session.expires_at,
    )
    return {**item.raw(), **session.rest}


def session_from(raw: Item) -> Session:
    """Return the session of an item."""
    item: Any = SessionItem.from_raw_data(raw)
    tenant, number = tenant_and_number(item.pk)
    session_id = item.sk.removeprefix(SESSION_PREFIX)
    return Session(
        tenant=tenant,
        customer_number=number,
        id=session_id,
        visit_id=item.visit_id or session_id,
        client_id=item.client_id,
        incarnation=item.incarnation,
        epoch=int(item.session_epoch),
        family=item.family,
        generation=int(item.generation),
        created_at=int(item.created_at),
        rotations=tuple(item.rotations),
        expires_at=int(item.expires_at),
        bound=item.bound is True,
        legal_entity_id=item.legal_entity_id,
        actor=item.actor,
        restrictions=frozenset(item.restrictions) if item.restrictions is not None else None,
        visit=item.visit or {},
        rest=rest_of(SessionItem, raw),
    )
