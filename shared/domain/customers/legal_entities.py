"""Legal entities and their contacts, from events of client management: out of order, and more than once.

Each event adds a fact to those that are stored: a legal entity's last name and last deletion; each assignment
of a customer, and whether it has ended. All facts together decide who belongs to which legal entity, so
neither the order of events matters nor how often they are delivered.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from shared.domain.callers.access import LegalEntityReference
from shared.domain.customers.customer import Customer
from shared.domain.roles import OF_ADMINS, OF_CONTACTS, Groups, Role, role_of

PRIMARY = "PRIMARY"
"""The type of assignment of a legal entity's first contact."""
_TOLD_BY_EVENTS = frozenset({"type", "parentId"})
"""Members that an event has together, if it has one of them."""
REMEMBERED = timedelta(days=30)
"""How long deletions and ended assignments are kept, so that older events change nothing.

Queues keep an event for 14 days.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalEntity:
    """A legal entity as events or operations have described it.

    `changed_at`, `deleted_at`: when it was last described and deleted. `profile`: its other members as the
    API shows them, except `mixins`. `structure` changes whenever a legal entity below it comes or moves, and
    whenever a contact leaves it or becomes `primary`.
    `updated_by`: who wrote it by an operation; None after an event. `primary_contact`: number and assignment
    of the contact that an operation has made `primary`. `write_id` changes with every write; None
    when nothing is stored. `rest`: see `Customer`.
    """

    tenant: str
    id: str
    name: str | None = None
    changed_at: datetime | None = None
    deleted_at: datetime | None = None
    profile: Mapping[str, Any] = field(default_factory=dict)
    mixins: Mapping[str, Any] = field(default_factory=dict)
    version: int = field(default=0, compare=False)
    created_at: datetime | None = field(default=None, compare=False)
    modified_at: datetime | None = field(default=None, compare=False)
    structure: int = field(default=0, compare=False)
    updated_by: str | None = field(default=None, compare=False)
    primary_contact: tuple[str, str] | None = field(default=None, compare=False)
    write_id: str | None = field(default=None, compare=False)
    rest: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_deleted(self) -> bool:
        """Whether it was deleted, and nobody has said since that it exists."""
        if self.deleted_at is None:
            return False
        return self.changed_at is None or self.changed_at <= self.deleted_at

    @property
    def exists(self) -> bool:
        """Whether it has been described, and not deleted since."""
        return self.name is not None and not self.is_deleted

    @property
    def parent_id(self) -> str | None:
        """The id of the legal entity that it is a subsidiary of."""
        return self.profile.get("parentId")

    @property
    def restriction(self) -> str | None:
        """The restriction that limits who sees it, if it has one."""
        return next(iter(self.profile.get("restrictions", ())), None)

    @property
    def location_ids(self) -> tuple[str, ...]:
        """The ids of its locations."""
        return tuple(each["id"] for each in self.profile.get("entitiesAddresses", ()))


@dataclass(frozen=True, slots=True)
class Assignment:
    """A customer's assignment to a legal entity. `at`: the time of the last event about it.

    An assignment without an `id` is that of a customer who was created in the legal entity. `type` and
    `primary`: as the event of `said_at` has it; None where no event has said it yet.
    """

    id: str | None
    at: datetime
    ended: bool = False
    type: str | None = None
    primary: bool | None = None
    said_at: datetime | None = None

    @property
    def is_of_admin(self) -> bool:
        """Whether its customer is ADMIN of the legal entity, as it has no groups that say so."""
        return self.primary is True or self.type == PRIMARY


Assignments = tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class Membership:
    """A customer's assignments to a legal entity, whether or not it belongs to it now.

    `legal_entity_write_id`: the legal entity's `write_id` when the customer was last updated from it.
    `chosen_groups`: those that somebody has left the customer in, for as long as it belongs to the legal
    entity, of which none makes it a mere contact; None where nobody has chosen. `write_id` changes with every
    write; None when nothing is stored. `rest`: see `Customer`.
    """

    customer_number: str
    incarnation: str
    assignments: Assignments = ()
    legal_entity_write_id: str | None = None
    chosen_groups: Groups | None = None
    write_id: str | None = None
    rest: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def groups(self) -> Groups:
        """The groups that the customer is in: where nobody has chosen, its latest assignment decides."""
        if self.chosen_groups is not None:
            return self.chosen_groups or OF_CONTACTS
        return OF_ADMINS if is_admin(self.assignments) else OF_CONTACTS

    @property
    def lasting_groups(self) -> Groups:
        """The groups that stay besides another: who is a mere contact as nobody has chosen leaves that."""
        return self.groups - OF_CONTACTS if self.chosen_groups is None else self.chosen_groups

    @property
    def role(self) -> Role:
        """The role of the customer in the legal entity, as long as it belongs to it."""
        return role_of(self.groups)


def named(
    legal_entity: LegalEntity, name: str, at: datetime, *, profile: Mapping[str, Any] | None = None
) -> LegalEntity:
    """Return the legal entity after an event with its name; one older than the stored name changes nothing.

    `profile`: the other members that the event has. The bus counts in whole seconds: if two names have the
    same second, the one that is delivered later stays.
    """
    if legal_entity.changed_at is not None and at < legal_entity.changed_at:
        return legal_entity
    exists = legal_entity.exists
    told = {name: value for name, value in (profile or {}).items() if value is not None}
    known = legal_entity.profile if exists else {}
    kept = {name: value for name, value in known.items() if not told or name not in _TOLD_BY_EVENTS}
    mixins = legal_entity.mixins if exists else {}
    after = replace(legal_entity, name=name, changed_at=at, profile={**kept, **told}, mixins=mixins)
    if after == legal_entity:
        return legal_entity
    if exists and replace(after, changed_at=legal_entity.changed_at) == legal_entity:
        # The event wrote it, whoever did before: what has an operation's name is published as its doing.
        return replace(listable(legal_entity), changed_at=at, updated_by=None)
    return replace(
        after,
        version=(legal_entity.version or 1) + 1 if exists else 1,
        created_at=(legal_entity.created_at or legal_entity.changed_at) if exists else at,
        modified_at=at,
        updated_by=None,
    )


def listable(legal_entity: LegalEntity) -> LegalEntity:
    """Return the legal entity as lists need it, where events of before have described it; else the same."""
    if not legal_entity.exists or legal_entity.created_at is not None:
        return legal_entity
    since = legal_entity.changed_at
    return replace(legal_entity, version=legal_entity.version or 1, created_at=since, modified_at=since)


def relisted(legal_entity: LegalEntity, write_id: str) -> LegalEntity:
    """Return the legal entity of this write as lists need it, which do not show it yet as it is.

    Where they show what it was before, it gets a version of its own. The same, if it was written since.
    """
    if legal_entity.write_id != write_id:
        return legal_entity
    if legal_entity.exists and legal_entity.created_at is not None:
        version = legal_entity.version + 1
        return replace(legal_entity, version=version, modified_at=legal_entity.changed_at, updated_by=None)
    return replace(listable(legal_entity), updated_by=None)


def deleted(legal_entity: LegalEntity, at: datetime) -> LegalEntity:
    """Return the legal entity after an event of its deletion."""
    if legal_entity.deleted_at is not None and at <= legal_entity.deleted_at:
        return legal_entity
    return replace(legal_entity, deleted_at=at, updated_by=None)


def assigned(
    assignments: Assignments,
    assignment_id: str,
    at: datetime,
    *,
    type: str | None = None,  # noqa: A002 - the event's name for it
    primary: bool | None = None,
) -> Assignments:
    """Return a customer's assignments to a legal entity including this one.

    If it has ended, it stays ended.
    """
    said_at = None if type is None and primary is None else at
    told = Assignment(assignment_id, at, type=type, primary=primary, said_at=said_at)
    return _joined(assignments, told)


def unassigned(assignments: Assignments, assignment_id: str, at: datetime) -> Assignments:
    """Return a customer's assignments to a legal entity after the end of this one, known or not."""
    return _joined(assignments, Assignment(assignment_id, at, ended=True))


def remembered(assignments: Assignments, now: datetime) -> Assignments:
    """Return the assignments except those that ended too long ago for an event about them to arrive."""
    return tuple(each for each in assignments if not each.ended or now - each.at < REMEMBERED)


def ended(assignments: Assignments) -> Assignments:
    """Return the assignments of a deleted customer to keep when its number is used again: the ended ones."""
    return tuple(each for each in assignments if each.ended)


def belonging(legal_entity: LegalEntity, assignments: Iterable[Assignment]) -> LegalEntityReference | None:
    """Return the legal entity as a customer with these assignments names it, by the latest; None without any.

    A deletion of the legal entity ends all earlier assignments for good.
    """
    if legal_entity.is_deleted:
        return None
    latest = _latest(
        each for each in assignments if legal_entity.deleted_at is None or each.at > legal_entity.deleted_at
    )
    return None if latest is None else LegalEntityReference(legal_entity.id, legal_entity.name, latest.id)


def is_admin(assignments: Iterable[Assignment]) -> bool:
    """Return whether a customer with these assignments to a legal entity is its ADMIN, by the latest.

    That counts where nobody has chosen its groups.
    """
    latest = _latest(assignments)
    return latest is not None and latest.is_of_admin


def in_legal_entity(
    customer: Customer, legal_entity: LegalEntity, assignments: Assignments, now: datetime
) -> Customer:
    """Return the customer as these assignments to the legal entity make it.

    The same object if nothing changes.
    """
    entity = belonging(legal_entity, assignments)
    present = next((each for each in customer.legal_entities if each.id == legal_entity.id), None)
    if entity is not None and present is not None:
        known = entity.contact_assignment_id
        entity = replace(present, name=entity.name or present.name, contact_assignment_id=known)
    if entity == present:
        return customer
    entities = [entity if each is present else each for each in customer.legal_entities]
    if present is None:
        entities.append(entity)
    return replace(
        customer,
        legal_entities=tuple(each for each in entities if each is not None),
        version=customer.version + 1,
        modified_at=now,
    )


def _latest(assignments: Iterable[Assignment]) -> Assignment | None:
    holding = (each for each in assignments if not each.ended)
    return max(holding, key=lambda each: (each.id is not None, each.at, each.id or ""), default=None)


def _joined(assignments: Assignments, told: Assignment) -> Assignments:
    known = next((each for each in assignments if each.id == told.id), told)
    latest = max(known, told, key=_authority)
    joined = replace(latest, at=max(known.at, told.at), ended=known.ended or told.ended)
    # A customer created in the legal entity belongs to it until client management publishes an assignment.
    others = (
        each for each in assignments if each.id != told.id and (each.id is not None or each.at > told.at)
    )
    after = tuple(sorted((*others, joined), key=lambda each: (each.at, each.id or "")))
    return assignments if after == assignments else after


def _authority(assignment: Assignment) -> tuple[Any, ...]:
    """Return what decides which of two events about one assignment says its type: the later one that does.

    Of two from the same second, it is one that makes nobody an ADMIN.
    """
    if assignment.said_at is None:
        return (False,)
    named = f"{assignment.type} {assignment.primary}"
    return True, assignment.said_at, not assignment.is_of_admin, named
