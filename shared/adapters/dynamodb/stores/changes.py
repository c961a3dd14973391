"""Reads records of the table's stream: what has changed, from the item before and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from shared.adapters.dynamodb.items.contact_assignment import contact_assignment_from
from shared.adapters.dynamodb.items.customer import customer_from
from shared.adapters.dynamodb.items.legal_entity import legal_entity_from
from shared.adapters.dynamodb.items.notice import notice_from
from shared.adapters.dynamodb.items.one_time_token import token_from
from shared.adapters.dynamodb.items.session import session_from
from shared.adapters.dynamodb.items.writer import ending_of, writer_of
from shared.adapters.dynamodb.keys import (
    CONTACT_ASSIGNMENT,
    LEGAL_ENTITY,
    NOTICE_PREFIX,
    PROFILE,
    SESSION_PREFIX,
    TOKEN_PREFIX,
    tenant_and_company,
)
from shared.domain.callers.writer import NOBODY, Writer
from shared.domain.customers.customer import Customer
from shared.domain.customers.profile_written import ProfileWritten
from shared.domain.instants import instant_from
from shared.domain.messages.events import (
    CompanyWritten,
    ContactAssigned,
    NoticeDue,
    SessionBegun,
    TokenIssued,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.adapters.dynamodb.writes import Item
    from shared.domain.messages.events import Change


class ChangeReader:
    """See `ports.ChangeReader`."""

    def read(self, record: Mapping[str, Any]) -> Change | None:
        """See `ports.ChangeReader.read`."""
        images = record["dynamodb"]
        old, new = images.get("OldImage"), images.get("NewImage")
        sort_key = images["Keys"]["sk"]["S"]
        at = self.written_at(record)
        if sort_key == PROFILE:
            return _profile(old, new, at)
        if new is None:
            return None
        if sort_key == CONTACT_ASSIGNMENT:
            return _assignment(old, new)
        return _company(old, new) if sort_key == LEGAL_ENTITY else _beside_profiles(sort_key, old, new, at)

    def written_at(self, record: Mapping[str, Any]) -> datetime:
        """See `ports.ChangeReader.written_at`."""
        return _written_at(record["dynamodb"]["ApproximateCreationDateTime"])


def _beside_profiles(sort_key: str, old: Item | None, new: Item, at: datetime) -> Change | None:
    if sort_key.startswith(TOKEN_PREFIX) and _differs(old, new, "nonce"):
        return TokenIssued(token_from(new), at)
    if sort_key.startswith(SESSION_PREFIX) and _differs(old, new, "family"):
        begun = session_from(new)
        # Whoever acts for a customer has not logged in as it.
        return SessionBegun(begun, at) if begun.actor is None else None
    if sort_key.startswith(NOTICE_PREFIX) and _differs(old, new, "expiresAt"):
        return NoticeDue(notice_from(new), at)
    return None


def _profile(old: Item | None, new: Item | None, at: datetime) -> ProfileWritten:
    written: Any = new or old
    after = customer_from(new) if new is not None else None
    before = customer_from(old) if old is not None else None
    writer, sets_password = NOBODY, False
    if not isinstance(after, Customer):
        at = instant_from(written["deletedAt"]["S"]) if "deletedAt" in written else at
        writer = _named(writer_of(written), written.get("deletedBy"))
    elif not isinstance(before, Customer) or (before.version, before.incarnation) != (
        after.version,
        after.incarnation,
    ):
        at, writer = after.modified_at, _named(writer_of(written), written.get("updatedBy"))
    elif old is not None and before.session_epoch != after.session_epoch:
        # It leaves the version, and who made that.
        writer, at, sets_password = ending_of(after.number, old, written) or (NOBODY, at, False)
    return ProfileWritten(
        before=before,
        after=after,
        write_id=written["writeId"]["S"],
        writer=writer,
        at=at,
        email_change=written["emailChange"]["S"] if "emailChange" in written else None,
        sets_password=sets_password,
    )


def _named(writer: Writer, by: dict[str, str] | None) -> Writer:
    return replace(writer, by=by["S"]) if by is not None else writer


def _company(old: Item | None, new: Item) -> CompanyWritten | None:
    """Return what an operation has written; None of what an event has, or of word that something is below."""
    if "updatedBy" not in new or not _differs(old, new, "writeId"):
        return None
    tenant, entity_id = tenant_and_company(new["pk"]["S"])
    after = legal_entity_from(tenant, entity_id, new)
    return CompanyWritten(legal_entity_from(tenant, entity_id, old), after, new["writeId"]["S"])


def _assignment(old: Item | None, new: Item) -> ContactAssigned | None:
    """Return what an operation has begun or undone; None of what an event has, or of any other change."""
    after = contact_assignment_from(new)
    before = contact_assignment_from(old) if old is not None else None
    was_there = before is not None and before.ended_at is None
    if after.updated_by is None or was_there == (after.ended_at is None):
        return None
    return ContactAssigned(after, new["writeId"]["S"])


def _differs(old: Item | None, new: Item, name: str) -> bool:
    return old is None or old.get(name) != new[name]


def _written_at(stated: float | datetime) -> datetime:
    """Lambda states the time in seconds since the epoch, botocore as a `datetime`."""
    return stated if isinstance(stated, datetime) else datetime.fromtimestamp(stated, UTC)
