"""The feed of a tenant: every change of a customer, once or more often, those of a customer in order.

A change is told when all before it are. So whoever tells one whose predecessors are missing tells those first:
what their own records would have said follows from the images of the later one, or nearly so.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from shared.domain.callers.access import Grant
from shared.domain.customers.customer import Customer
from shared.domain.customers.profile_written import ProfileWritten

_LONGEST_WAIT = timedelta(days=14)
"""How long a record may wait for its next try: as long as queues keep dead letters."""
_TOLD_FIRST = 10
"""Versions of a customer of whom nothing was told, up to the change that tells of it first."""
_SKEW = timedelta(hours=1)
_MOST_EARLIER = 20


class FeedEvent(StrEnum):
    """What has happened to a customer; `LEFT`: a limited caller no longer reaches it."""

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
    """A change of a customer. `replaced`: the incarnation of a deleted one whose number it has."""

    tenant: str
    number: str
    incarnation: str
    version: int
    event: FeedEvent
    at: datetime
    before: Predecessor | None = None
    after: str | None = None
    replaced: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How far a customer was told. `earlier`: incarnations before this one, of which nothing is told any more."""

    incarnation: str
    version: int
    is_over: bool
    restriction: str | None
    at: datetime
    earlier: tuple[str, ...] = ()


def change_of(written: ProfileWritten) -> CustomerChange | None:
    """Return what the feed tells of a write; None of one that has no event, such as a log-in."""
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
            before=_predecessor(met) if met is not None else None,
            after=after.restriction,
            replaced=before.incarnation if met is None and before is not None else None,
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
        before=_predecessor(before),
    )


def next_told(change: CustomerChange, told: Told | None) -> tuple[Row, Told] | None:
    """Return what is to be told next, up to the change itself, and how far the customer is told then.

    None where the change is told.
    """
    if told is None:
        return _version(change, _first_told(change), told)
    if told.incarnation == change.incarnation:
        is_told = told.is_over or told.version >= change.version
        return None if is_told else _version(change, told.version + 1, told)
    if change.incarnation in told.earlier:
        return None
    if change.replaced != told.incarnation and told.at - change.at > _SKEW:
        return None
    if not told.is_over:
        version = told.version + 1
        row = Row(change.number, version, FeedEvent.DELETED, change.at, before=told.restriction)
        return row, replace(told, version=version, is_over=True, restriction=None)
    earlier = (*told.earlier, told.incarnation)[-_MOST_EARLIER:]
    begun = replace(told, incarnation=change.incarnation, is_over=False, restriction=None, earlier=earlier)
    return _version(change, 1, replace(begun, version=0))


def shown_event(row: Row, reach: Grant) -> FeedEvent | None:
    """Return what a row says to a caller of this reach; None where it is not its affair."""
    saw, sees = reach.covers(row.before), reach.covers(row.after)
    if row.event is FeedEvent.DELETED:
        return row.event if saw else None
    if sees:
        return row.event
    return FeedEvent.LEFT if saw and row.event is not FeedEvent.CREATED else None


def _first_told(change: CustomerChange) -> int:
    """Return with which version to begin: records of the versions before may wait, unless they are too old."""
    if change.before is None or change.at - change.before.at > _LONGEST_WAIT:
        return change.version
    return max(1, change.version - _TOLD_FIRST + 1)


def _version(change: CustomerChange, version: int, told: Told | None) -> tuple[Row, Told]:
    met = change.before
    before = told.restriction if told is not None and told.version else met and met.restriction
    if version == change.version:
        event, at, after = change.event, change.at, change.after
        before = met.restriction if met is not None else None
    else:
        # Of a version between those that are known it is not known when it was made, only that it was before
        # the last one, and with that one the restriction is known again.
        event = FeedEvent.CREATED if version == 1 else FeedEvent.UPDATED
        at = met.at if met is not None else change.at
        is_last = version == change.version - 1
        after = met.restriction if met is not None and (is_last or not (told and told.version)) else before
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
