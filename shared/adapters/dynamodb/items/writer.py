"""Who has written a profile, as its item says it next to `updatedBy`.

Each says which write it is about: a release that does not know it leaves it as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.domain import json_text
from shared.domain.callers.writer import NOBODY, Writer
from shared.domain.instants import instant_from, instant_text

if TYPE_CHECKING:
    from datetime import datetime

    from shared.adapters.dynamodb.writes import Item

_BEGINNING = 8
_WRITE, _AT, _BY, _CLIENT, _ACTING_USER, _PASSWORD = "write", "at", "by", "client", "actingUser", "password"


def writer_document(writer: Writer, write_id: str) -> dict[str, Any] | None:
    """Return what the item says of whoever has made the write with this id."""
    told = _told(writer)
    return {_WRITE: write_id[:_BEGINNING], **told} if told else None


def writer_of(raw: Item) -> Writer:
    """Return who has made the item's last write, apart from its `updatedBy`."""
    document = _document(raw, "writer")
    if document.get(_WRITE) != raw["writeId"]["S"][:_BEGINNING]:
        return NOBODY
    return Writer(client=document.get(_CLIENT), acting_user=document.get(_ACTING_USER))


def ending_document(writer: Writer, at: datetime, *, sets_password: bool) -> dict[str, Any]:
    """Return what the item says of the end of all sessions. Without a caller, it is the customer itself."""
    by = {_BY: writer.by} if writer.by is not None else {}
    password = {_PASSWORD: True} if sets_password else {}
    return {_AT: instant_text(at), **by, **_told(writer), **password}


def ending_of(number: str, old: Item, new: Item) -> tuple[Writer, datetime, bool] | None:
    """Return who has ended all sessions between two states, when, and whether by a new password.

    None where the item does not say.
    """
    document = _document(new, "ended")
    if not document or document == _document(old, "ended"):
        return None
    writer = Writer(document.get(_BY, number), document.get(_CLIENT), document.get(_ACTING_USER))
    return writer, instant_from(document[_AT]), _PASSWORD in document


def _told(writer: Writer) -> dict[str, Any]:
    told = {_CLIENT: writer.client, _ACTING_USER: writer.acting_user}
    return {name: value for name, value in told.items() if value is not None}


def _document(raw: Item, name: str) -> dict[str, Any]:
    document: dict[str, Any] = json_text.loads(raw[name]["S"]) if name in raw else {}
    return document
