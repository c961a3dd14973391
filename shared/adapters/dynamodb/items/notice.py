"""Notices in the table: messages without a token that are due."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pynamodb.attributes import UnicodeAttribute

from shared.adapters.dynamodb.items.item import TableItem
from shared.adapters.dynamodb.keys import NOTICE_PREFIX, notice_key, tenant_and_number
from shared.adapters.dynamodb.writes import Put
from shared.domain.message_kinds import MessageKind
from shared.domain.messages.notices import Notice

if TYPE_CHECKING:
    from shared.adapters.dynamodb.writes import Item


class NoticeItem(TableItem):
    """A message to a customer that is due; see `Notice`."""

    email = UnicodeAttribute()
    site = UnicodeAttribute()
    language = UnicodeAttribute()
    incarnation = UnicodeAttribute()
    day = UnicodeAttribute(null=True)


def notice_put(notice: Notice) -> Put:
    """Return the write that causes the notice to be sent."""
    key = notice_key(notice.tenant, notice.customer_number, notice.kind)
    item = NoticeItem(
        pk=key.pk,
        sk=key.sk,
        email=notice.email,
        site=notice.site,
        language=notice.language,
        incarnation=notice.incarnation,
        day=notice.day.isoformat() if notice.day is not None else None,
        expires_at=notice.expires_at,
    )
    return Put(item.raw())


def notice_from(raw: Item) -> Notice:
    """Return the notice of an item."""
    item: Any = NoticeItem.from_raw_data(raw)
    tenant, number = tenant_and_number(item.pk)
    return Notice(
        tenant=tenant,
        customer_number=number,
        kind=MessageKind(item.sk.removeprefix(NOTICE_PREFIX)),
        email=item.email,
        site=item.site,
        language=item.language,
        incarnation=item.incarnation,
        expires_at=int(item.expires_at),
        day=date.fromisoformat(item.day) if item.day is not None else None,
    )
