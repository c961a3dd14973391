"""How the context of a session is laid out in its item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shared.adapters.dynamodb.items.item import DocumentAttribute, InstantAttribute, TableItem, rest_of
from shared.adapters.dynamodb.keys import OWNER_PREFIX, customer_context_key, visit_context_key
from shared.domain.log_in.session_contexts import SessionContext, SessionOwner

if TYPE_CHECKING:
    from shared.adapters.dynamodb.writes import Item, Key


class SessionContextItem(TableItem):
    """The context of a session; `incarnation` and `family` are of the customer whose session it is."""

    members = DocumentAttribute()
    attributes = DocumentAttribute()
    version = NumberAttribute()
    created_at = InstantAttribute(attr_name="createdAt")
    modified_at = InstantAttribute(attr_name="modifiedAt")
    incarnation = UnicodeAttribute(null=True)
    family = UnicodeAttribute(null=True)


def key_of(context: SessionContext) -> Key:
    """Return the key of a context."""
    if context.owner is None:
        return visit_context_key(context.tenant, context.session_id)
    return customer_context_key(context.tenant, context.session_id, context.owner.number)


def session_context_item(context: SessionContext) -> Item:
    """Return the item of a context."""
    owner = context.owner
    key = key_of(context)
    item = SessionContextItem(
        pk=key.pk,
        sk=key.sk,
        members=dict(context.members),
        attributes=dict(context.attributes),
        version=context.version,
        created_at=context.created_at,
        modified_at=context.modified_at,
        incarnation=owner.incarnation if owner else None,
        family=owner.family if owner else None,
        expires_at=context.expires_at,
    )
    return {**item.raw(), **context.rest}


def session_context_from(raw: Item) -> SessionContext:
    """Return the context of an item."""
    item: Any = SessionContextItem.from_raw_data(raw)
    tenant, _, session_id = item.pk.split("#", 2)
    owner = None
    if item.sk.startswith(OWNER_PREFIX):
        owner = SessionOwner(item.sk.removeprefix(OWNER_PREFIX), item.incarnation, item.family)
    return SessionContext(
        tenant=tenant,
        session_id=session_id,
        expires_at=int(item.expires_at),
        owner=owner,
        members=item.members,
        attributes=item.attributes,
        version=int(item.version),
        written=int(item.version),
        created_at=item.created_at,
        modified_at=item.modified_at,
        rest=rest_of(SessionContextItem, raw),
    )
