"""The feed of a tenant: every change of a customer, once or more often, those of a customer in order.

A change is put into the feed after all changes before it. Where some of these are missing, they are put there
first: what their own records would have said follows from the images of the later one, or nearly so.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from shared.domain.callers.access import Grant
from shared.domain.customers.customer import Customer, DeletedCustomer
from shared.domain.customers.profile_written import ProfileWritten

_LONGEST_WAIT = timedelta(days=14)
"""How long a record may wait for its next try: as long as queues keep dead letters."""
_TOLD_FIRST = 10
"""Versions that are put into the feed with the first change of a customer of whom it has none, at most."""
_PATIENCE = timedelta(minutes=45)
"""How long records wait for others that come before them: those are tried again for an hour."""
_MOST_EARLIER = 20


class PredecessorMissing(Exception):
    """A change has to wait for records that come before it, as it does not know what they say."""


class FeedEvent(StrEnum):
    """An event in the life of a customer; `LEFT`: a limited caller no longer reaches it."""

    CREATED = "customer.created"
    UPDATED = "customer.updated"
    DELETED = "customer.deleted"
    LEFT = "customer.left"


@dataclass(frozen=True, slots=True)
class Row:
    """A change as the feed keeps it: nothing personal. `before`, `after`: the customer's restriction."""

    number: str
    version: int
    event: FeedEvent
    at: datetime
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Predecessor:
    """The version that a change has met."""

    at: datetime
    restriction: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerChange:
    """A change of a customer.

    `replaced`: of a new one, the incarnation of a deleted one with its number. `replaced_at` and
    `replaced_since`: version and time of its deletion, if they are known.
    """

    tenant: str
    number: str
    incarnation: str
    version: int
    event: FeedEvent
    at: datetime
    created_at: datetime
    before: Predecessor | None = None
    after: str | None = None
    replaced: str | None = None
    replaced_at: int | None = None
    replaced_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A customer's last change in the feed. `earlier`: former incarnations, of which it has all changes."""

    incarnation: str
    version: int
    is_over: bool
    restriction: str | None
    at: datetime
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """The next row of a customer, and the customer's last change in the feed before and after it.

    Without a row, it is only noted where the feed begins with a customer who was there before it.
    """

    number: str
    row: Row | None
    before: Told | None
    after: Told


def change_of(written: ProfileWritten) -> CustomerChange | None:
    """Return what the feed says of a write; None if it has no event, such as a log-in."""
    before, after = written.before, written.after
    if isinstance(after, Customer):
        met = before if isinstance(before, Customer) and before.incarnation == after.incarnation else None
        if met is not None and met.version == after.version:
            return None
        return CustomerChange(
            tenant=after.tenant,
            number=after.number,
            incarnation=after.incarnation,
            version=after.version,
            event=FeedEvent.CREATED if met is None else FeedEvent.UPDATED,
            at=written.at,
            created_at=after.created_at,
            before=_predecessor(met) if met is not None else None,
            after=after.restriction,
            replaced=before.incarnation if met is None and before is not None else None,
            replaced_at=before.version if isinstance(before, DeletedCustomer) else None,
            replaced_since=before.at if isinstance(before, DeletedCustomer) else None,
        )
    if not isinstance(before, Customer):
        return None
    return CustomerChange(
        tenant=before.tenant,
        number=before.number,
        incarnation=before.incarnation,
        version=before.version + 1,
        event=FeedEvent.DELETED,
        at=written.at,
        created_at=before.created_at,
        before=_predecessor(before),
    )


def next_step(change: CustomerChange, told: Told | None, now: datetime) -> Step | None:
    """Return the next step towards the change, or the change itself; None if the feed has that.

    `told`: the customer's last change in the feed, if it has one. Raises `PredecessorMissing`.
    """
    if (found := _next(change, told, now)) is None:
        return None
    row, after = found
    return Step(change.number, row, told, after)


def shown_event(row: Row, reach: Grant) -> FeedEvent | None:
    """Return what a row means to a caller with this reach; None if it is outside of it."""
    saw, sees = reach.covers(row.before), reach.covers(row.after)
    if row.event is FeedEvent.DELETED:
        return row.event if saw else None
    if sees:
        return row.event
    return FeedEvent.LEFT if saw and row.event is not FeedEvent.CREATED else None


def _next(change: CustomerChange, told: Told | None, now: datetime) -> tuple[Row | None, Told] | None:
    if told is None:
        if _may_follow_untold(change, now):
            raise PredecessorMissing
        first = _first_told(change)
        return _version(change, 1, None) if first == 1 else (None, _told_up_to(change, first - 1))
    if told.incarnation == change.incarnation:
        is_told = told.is_over or told.version >= change.version
        return None if is_told else _version(change, told.version + 1, told)
    if change.incarnation in told.earlier:
        return None
    if not _follows(change, told):
        if now - change.at < _PATIENCE:
            raise PredecessorMissing
        if change.at < told.at:
            return None
    if not told.is_over:
        return _ending(change, told)
    gone = [each for each in (told.incarnation, change.replaced) if each is not None]
    earlier = tuple(dict.fromkeys((*told.earlier, *gone)))[-_MOST_EARLIER:]
    begun = replace(
        told, incarnation=change.incarnation, version=0, is_over=False, restriction=None, earlier=earlier
    )
    return _version(change, 1, begun)


def _may_follow_untold(change: CustomerChange, now: datetime) -> bool:
    """Return whether the record of a creation, or of a deletion before that, may still be on its way."""
    before = change.replaced_since if change.event is FeedEvent.CREATED else change.created_at
    return before is not None and now - before < _PATIENCE


def _follows(change: CustomerChange, told: Told) -> bool:
    """Return whether certainly nobody had the number between this customer and the last one in the feed."""
    if change.event is not FeedEvent.CREATED:
        return False
    return change.replaced == told.incarnation or (change.replaced is None and change.at >= told.at)


def _ending(change: CustomerChange, told: Told) -> tuple[Row, Told]:
    """Return the next row of a customer who was deleted before this one got its number."""
    version = told.version + 1
    if (
        change.replaced == told.incarnation
        and change.replaced_at is not None
        and version < change.replaced_at
    ):
        row = Row(change.number, version, FeedEvent.UPDATED, change.at, told.restriction, told.restriction)
        return row, replace(told, version=version)
    row = Row(change.number, version, FeedEvent.DELETED, change.at, before=told.restriction)
    return row, replace(told, version=version, is_over=True, restriction=None)


def _first_told(change: CustomerChange) -> int:
    """Return with which version to begin: records of those before may be on their way, unless too old."""
    if change.at - change.created_at <= _LONGEST_WAIT:
        return 1
    if change.before is None or change.at - change.before.at > _LONGEST_WAIT:
        return change.version
    return max(1, change.version - _TOLD_FIRST + 1)


def _told_up_to(change: CustomerChange, version: int) -> Told:
    met = change.before
    return Told(
        incarnation=change.incarnation,
        version=version,
        is_over=False,
        restriction=met.restriction if met is not None else None,
        at=met.at if met is not None else change.at,
    )


def _version(change: CustomerChange, version: int, told: Told | None) -> tuple[Row, Told]:
    """Return the row of a version up to the change's own, and the customer's last change then."""
    known = told if told is not None and told.version else None
    met = change.before.restriction if change.before is not None else None
    if version == change.version:
        event, at, before, after = change.event, change.at, met, change.after
    else:
        # Of a version before the one that the change has met, it is only known that it was made earlier.
        event = FeedEvent.CREATED if version == 1 else FeedEvent.UPDATED
        at = change.before.at if change.before is not None else change.at
        before = known.restriction if known is not None else met
        after = met if version == change.version - 1 else before
    row = Row(change.number, version, event, at, before, after)
    return row, Told(
        incarnation=change.incarnation,
        version=version,
        is_over=event is FeedEvent.DELETED,
        restriction=after,
        at=at,
        earlier=told.earlier if told is not None else (),
    )


def _predecessor(customer: Customer) -> Predecessor:
    return Predecessor(customer.modified_at, customer.restriction)
