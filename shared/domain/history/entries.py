"""The history of a customer: what each write has changed, and who made it.

An entry follows from the write alone. Passwords, hashes, tokens and their ids are never in one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum, StrEnum
from typing import Any, Final

from shared.domain import json_text
from shared.domain.callers.writer import Writer
from shared.domain.customers.customer import Customer
from shared.domain.customers.profile_written import ProfileWritten
from shared.domain.history.members import (
    ON_HOLD,
    Path,
    field_of,
    leaves,
    path_of,
    shown_document,
)
from shared.domain.instants import instant_from, instant_text

_ACTING = " for "
_EXACT = frozenset({str, int, bool})
"""Types of which equal values are the same JSON."""


class Happened(StrEnum):
    """An event in the life of a customer.

    `CONFIRMED`: its sign-up. `EMAIL_CHANGE`: it logs in with another address, which has no values.
    `HELD` and `RELEASED` have none either, as they say it all. `PASSWORD_SET` ends all other sessions;
    `SESSIONS_ENDED`: all of them, for another reason.
    """

    CREATED = "customer.created"
    CONFIRMED = "customer.confirmed"
    UPDATED = "customer.updated"
    PASSWORD_SET = "customer.password-set"  # noqa: S105 - the name of an event
    EMAIL_CHANGE = "customer.email-change"
    HELD = "customer.held"
    RELEASED = "customer.released"
    SESSIONS_ENDED = "customer.sessions-ended"


_WITHOUT_VERSION = frozenset({Happened.CONFIRMED, Happened.PASSWORD_SET, Happened.SESSIONS_ENDED})


class Missing(Enum):
    """Stands for a member that is not there, which differs from one that is `null`."""

    MISSING = "missing"


MISSING: Final = Missing.MISSING


@dataclass(frozen=True, slots=True)
class MemberChange:
    """A member before and after a write; `MISSING` where it was not there."""

    path: Path
    before: Any = field(default=MISSING, repr=False)
    after: Any = field(default=MISSING, repr=False)


@dataclass(frozen=True, slots=True)
class Author:
    """Whoever made a change: a person where one is known, through a program.

    `acting_for`: the number of the customer whom the person stands in for.
    """

    by: str | None
    client: str | None = None
    acting_for: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One write in the history of a customer.

    `version`: the customer's after the write. `step`: 0 of the write that has made the version; later ones
    leave the version, and have numbers that grow. Both together name the entry, however often it is made.
    `restriction`: the customer's after the write; None also where that is not recorded.
    `is_whole`: the changes have their values, which were not too large to be kept. Otherwise a path may be
    that of an object in which members have changed, whose names were too large as well.
    `is_arrival`: it is shown to a caller into whose reach the customer came by it, without what was before.
    `size`: bytes of its text, where it was read.
    """

    version: int
    step: int = 0
    at: datetime
    event: Happened
    author: Author
    changes: tuple[MemberChange, ...] = ()
    restriction: str | None = None
    is_whole: bool = True
    is_arrival: bool = False
    size: int = field(default=0, compare=False)

    @property
    def place(self) -> tuple[int, int]:
        """Its place in the history, which no other entry has."""
        return self.version, self.step


@dataclass(frozen=True, slots=True)
class CustomerEntry:
    """An entry in the history of a customer."""

    tenant: str
    number: str
    incarnation: str
    entry: Entry


def event_of(written: ProfileWritten) -> Happened | None:
    """Return what has happened to a customer by a write; None if it is not for the history.

    Log-ins are not, nor is the deletion, with which the history goes.
    """
    after = written.after
    if not isinstance(after, Customer):
        return None
    return _happened(_same_before(written, after), after, sets_password=written.sets_password)


def entry_of(written: ProfileWritten) -> Entry | None:
    """Return the entry of a write in the history of a customer; None if it has none."""
    after, event = written.after, event_of(written)
    if not isinstance(after, Customer) or event is None:
        return None
    before = _same_before(written, after)
    changes = changes_between(shown_document(before) if before is not None else {}, shown_document(after))
    if event in {Happened.HELD, Happened.RELEASED}:
        changes = tuple(change for change in changes if change.path != ON_HOLD)
    return Entry(
        version=after.version,
        step=after.session_epoch if event in _WITHOUT_VERSION else 0,
        at=written.at,
        event=event,
        author=author_of(written.writer, after.number),
        changes=changes,
        restriction=after.restriction,
    )


def without_values(entry: Entry) -> Entry:
    """Return the entry as it is kept where its values are too large: it names what has changed."""
    return replace(entry, changes=tuple(MemberChange(each.path) for each in entry.changes), is_whole=False)


def without_names(entry: Entry, depth: int) -> Entry:
    """Return the entry as it is kept where names of members are too large, too: it names what they are in.

    `depth`: of how many names a path has at most.
    """
    above = dict.fromkeys(each.path[:depth] for each in entry.changes)
    return replace(entry, changes=tuple(map(MemberChange, above)), is_whole=False)


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[MemberChange, ...]:
    """Return which members of two documents differ, those that are gone first.

    What is the same in both is only compared, as one letter changes in a document of 24,000 members.
    """
    gone, others = _differences(before, after, ())
    return (*gone, *others)


def author_of(writer: Writer, number: str) -> Author:
    """Return the author of a change to the customer with this number.

    The writer's name is a client's id, a customer's number, or `<actor> for <number>` where somebody acts for
    the customer.
    """
    by, client = writer.by, writer.client
    if by is not None and by.endswith(f"{_ACTING}{number}"):
        actor = by.removesuffix(f"{_ACTING}{number}")
        return Author(writer.acting_user or actor, client, acting_for=number)
    if writer.acting_user is not None:
        client = client or by
    return Author(writer.author, client)


def entry_document(entry: Entry) -> dict[str, Any]:
    """Return an entry as the API shows it."""
    author = {"by": entry.author.by, "client": entry.author.client, "actingFor": entry.author.acting_for}
    return {
        "version": entry.version,
        "at": instant_text(entry.at),
        "event": str(entry.event),
        **{name: value for name, value in author.items() if value is not None},
        "changes": [_change_document(change) for change in entry.changes],
        **_omitted(entry),
    }


def entry_from(
    document: Mapping[str, Any], step: int, *, restriction: str | None = None, size: int = 0
) -> Entry:
    """Return the entry that `entry_document` has shown, which has no restriction and no size."""
    return Entry(
        version=document["version"],
        step=step,
        at=instant_from(document["at"]),
        event=Happened(document["event"]),
        author=Author(document.get("by"), document.get("client"), document.get("actingFor")),
        changes=tuple(
            MemberChange(path_of(each["field"]), each.get("before", MISSING), each.get("after", MISSING))
            for each in document["changes"]
        ),
        restriction=restriction,
        size=size,
        is_whole="omitted" not in document,
    )


def _same_before(written: ProfileWritten, after: Customer) -> Customer | None:
    """Return the same customer before the write, and not an earlier one of its number."""
    before = written.before
    return before if isinstance(before, Customer) and before.incarnation == after.incarnation else None


def _differences(
    before: Mapping[str, Any], after: Mapping[str, Any], path: Path
) -> tuple[list[MemberChange], list[MemberChange]]:
    """Return the members that are gone, and the other ones that differ, each in the order of its document."""
    others: list[MemberChange] = []
    gone_below: dict[str, list[MemberChange]] = {}
    for name, value in after.items():
        former = before.get(name, MISSING)
        if former is value or (type(former) is type(value) and type(value) in _EXACT and former == value):
            continue
        below = (*path, name)
        if _has_members(former) and _has_members(value):
            gone_below[name], differing = _differences(former, value, below)
            others += differing
        elif _has_members(former) or _has_members(value):
            gone_below[name] = _gone(former, below)
            others += (MemberChange(each, after=leaf) for each, leaf in leaves(value, below))
        elif former is MISSING or not json_text.same(former, value):
            others.append(MemberChange(below, former, value))
    gone: list[MemberChange] = []
    for name, value in before.items():
        if name not in after:
            gone += _gone(value, (*path, name))
        elif name in gone_below:
            gone += gone_below[name]
    return gone, others


def _gone(before: Any, path: Path) -> list[MemberChange]:  # noqa: ANN401 - any JSON value
    if before is MISSING:
        return []
    return [MemberChange(each, before=value) for each, value in leaves(before, path)]


def _has_members(value: object) -> bool:
    return bool(value) and isinstance(value, Mapping)


def _happened(before: Customer | None, after: Customer, *, sets_password: bool) -> Happened | None:
    if before is None:
        return Happened.CREATED
    if before.version == after.version:
        return _without_version(before, after, sets_password=sets_password)
    if before.email is not None and after.email is not None and before.email != after.email:
        return Happened.EMAIL_CHANGE
    if before.on_hold != after.on_hold:
        return Happened.HELD if after.on_hold else Happened.RELEASED
    return Happened.UPDATED


def _without_version(before: Customer, after: Customer, *, sets_password: bool) -> Happened | None:
    if before.session_epoch == after.session_epoch:
        return None
    if before.unconfirmed_until is not None and after.unconfirmed_until is None:
        return Happened.CONFIRMED
    return Happened.PASSWORD_SET if sets_password else Happened.SESSIONS_ENDED


def _omitted(entry: Entry) -> dict[str, list[str]]:
    if entry.is_whole:
        return {}
    return {"omitted": ["before"] if entry.is_arrival else ["before", "after"]}


def _change_document(change: MemberChange) -> dict[str, Any]:
    values = {"before": change.before, "after": change.after}
    told = {name: value for name, value in values.items() if value is not MISSING}
    return {"field": field_of(change.path), **told}
