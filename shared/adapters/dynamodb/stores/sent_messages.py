"""The messages that were sent (`SentMessageStore`)."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shared.adapters.dynamodb.items.item import InstantAttribute, TableItem, is_written
from shared.adapters.dynamodb.keys import sent_message_key
from shared.adapters.dynamodb.writes import ConditionFailed, Put
from shared.domain.instants import now
from shared.domain.messages.dispatch import BeingSent, Dispatch

if TYPE_CHECKING:
    from shared.adapters.dynamodb.items.item import Condition
    from shared.adapters.dynamodb.table import Table
    from shared.domain.messages.messages import Message

MEMORY = timedelta(days=2)
"""How long a note lasts at least; it lasts as long as the message may be sent, too."""


class SentMessageItem(TableItem):
    """A message that was sent, or, with the other attributes, one that is not known to be: see `Dispatch`."""

    tries = NumberAttribute(null=True)
    begun_at = InstantAttribute(attr_name="begunAt", null=True)
    write_id = UnicodeAttribute(attr_name="writeId", null=True)


class SentMessages:
    """An item for each message. Every method makes one request, `begin` in doubt two.

    `longest_try`: how long another process may still be sending; none where there is no other.
    """

    def __init__(self, table: Table, longest_try: timedelta) -> None:
        self._table = table
        self._longest_try = longest_try

    def begin(self, message: Message) -> Dispatch | None:
        """See `SentMessageStore.begin`."""
        first = Dispatch(1, now())
        found = self._write(message, first, SentMessageItem.pk.does_not_exist())
        if found is None:
            return first
        before = _dispatch_of(found)
        if before is None:
            return None
        again = before.next_try(now(), self._longest_try)
        if self._write(message, again, SentMessageItem.write_id == found.write_id) is not None:
            raise BeingSent
        return again

    def add(self, message: Message) -> None:
        """See `SentMessageStore.add`."""
        self._table.write_alone(Put(_item(message).raw()))

    def not_taken(self, message: Message, dispatch: Dispatch) -> None:
        """See `SentMessageStore.not_taken`."""
        is_this_try = SentMessageItem.begun_at == dispatch.begun_at
        self._write(message, dispatch.not_taken(), is_this_try)

    def _write(self, message: Message, dispatch: Dispatch, condition: Condition) -> Any:  # noqa: ANN401 - an item of pynamodb
        """Write the dispatch; if the condition fails, return the item that was found instead."""
        item = _item(message, dispatch)
        put = Put(item.raw(), condition)
        try:
            self._table.write_alone(put)
        except ConditionFailed as failure:
            met = failure.met(put)
            if met is None:
                raise BeingSent from None
            return None if is_written(met, item.write_id) else SentMessageItem.from_raw_data(met)
        return None


def _item(message: Message, dispatch: Dispatch | None = None) -> SentMessageItem:
    key = sent_message_key(message.tenant, message.id)
    of_try: dict[str, Any] = {}
    if dispatch is not None:
        of_try = {"tries": dispatch.tries, "begun_at": dispatch.begun_at, "write_id": uuid.uuid4().hex}
    expires_at = max(int((now() + MEMORY).timestamp()), message.expires_at)
    return SentMessageItem(pk=key.pk, sk=key.sk, expires_at=expires_at, **of_try)


def _dispatch_of(item: Any) -> Dispatch | None:  # noqa: ANN401 - as above
    return Dispatch(int(item.tries), item.begun_at) if item.begun_at is not None else None
