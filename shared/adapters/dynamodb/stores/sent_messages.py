"""The messages that were sent (`SentMessageStore`)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from shared.adapters.dynamodb.items.item import TableItem
from shared.adapters.dynamodb.keys import sent_message_key
from shared.adapters.dynamodb.table import Put
from shared.domain.instants import now

if TYPE_CHECKING:
    from shared.adapters.dynamodb.table import Table
    from shared.domain.messages.messages import Message

MEMORY = timedelta(days=2)


class SentMessages:
    """An item for each message."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def includes(self, message: Message) -> bool:
        """See `SentMessageStore.includes`; one request."""
        return self._table.get(sent_message_key(message.tenant, message.id)) is not None

    def add(self, message: Message) -> None:
        """See `SentMessageStore.add`; one request."""
        key = sent_message_key(message.tenant, message.id)
        item = TableItem(pk=key.pk, sk=key.sk, expires_at=int((now() + MEMORY).timestamp()))
        self._table.write(Put(item.raw()))
