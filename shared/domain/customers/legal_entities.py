"""Companies and who belongs to them, as client management tells of it: out of order, and more than once.

Kept are the facts that its events state, each joined to what is known: of a company the last name and the
last deletion, of a customer in it each assignment and whether that has ended. Who belongs to what follows
from all of them together, so that it does not matter in which order, or how often, they came.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from shared.domain.callers.access import LegalEntity
from shared.domain.customers.customer import Customer

REMEMBERED = timedelta(days=30)
"""How long what is over is known, so that events from before it change nothing: queues keep one 14 days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """What is known of a legal entity; `changed_at`, `deleted_at`: the times of the events that said so.

    `write_id` tells what is stored of it from what was stored before; none when nothing is.
    """

    tenant: str
    id: str
    name: str | None = None
    changed_at: datetime | None = None
    deleted_at: datetime | None = None
    write_id: str | None = field(default=None, compare=False)

    @property
    def is_deleted(self) -> bool:
        """Whether it was deleted, and nothing later speaks of it as existing."""
        if self.deleted_at is None:
            return False
        return self.changed_at is None or self.changed_at <= self.deleted_at


@dataclass(frozen=True, slots=True)
class Assignment:
    """That a customer was made a contact of a company; `at`: the time of the last event of it.

    One without an `id` is of a customer that was created in the company.
    """

    id: str | None
    at: datetime
    ended: bool = False


Assignments = tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class Membership:
    """What is known of a customer in a company, whether it belongs to it or not.

    `company_write_id`: that of the company when the customer was last made to agree with it. `write_id` tells
    what is stored from what was stored before; none when nothing is.
    """

    customer_number: str
    incarnation: str
    assignments: Assignments = ()
    company_write_id: str | None = None
    write_id: str | None = None


def named(company: Company, name: str, at: datetime) -> Company:
    """The company after an event that states its name; what is older than the stored name changes nothing.

    The bus counts whole seconds: of two names from the same one, that which comes later stays.
    """
    if company.changed_at is not None and at < company.changed_at:
        return company
    after = replace(company, name=name, changed_at=at)
    return company if after == company else after


def deleted(company: Company, at: datetime) -> Company:
    """The company after an event of its deletion."""
    if company.deleted_at is not None and at <= company.deleted_at:
        return company
    return replace(company, deleted_at=at)


def assigned(assignments: Assignments, assignment_id: str, at: datetime) -> Assignments:
    """A customer's assignments to a company with this one; one that has ended stays so."""
    return _joined(assignments, Assignment(assignment_id, at))


def unassigned(assignments: Assignments, assignment_id: str, at: datetime) -> Assignments:
    """A customer's assignments to a company after the end of this one, known or not."""
    return _joined(assignments, Assignment(assignment_id, at, ended=True))


def remembered(assignments: Assignments, now: datetime) -> Assignments:
    """Without those whose end was so long ago that no event of them can still come."""
    return tuple(each for each in assignments if not each.ended or now - each.at < REMEMBERED)


def ended(assignments: Assignments) -> Assignments:
    """What still holds of the assignments of a deleted customer when its number is used again."""
    return tuple(each for each in assignments if each.ended)


def belonging(company: Company, assignments: Iterable[Assignment]) -> LegalEntity | None:
    """What a customer with these assignments has of the company, by the latest of them; none without any.

    A deletion of the company ends those from before it, for good.
    """
    if company.is_deleted:
        return None
    holding = [
        each
        for each in assignments
        if not each.ended and (company.deleted_at is None or each.at > company.deleted_at)
    ]
    if not holding:
        return None
    latest = max(holding, key=lambda each: (each.id is not None, each.at, each.id or ""))
    return LegalEntity(company.id, company.name, latest.id)


def in_company(customer: Customer, company: Company, assignments: Assignments, now: datetime) -> Customer:
    """The customer as these assignments to the company have it; the same one where that is nothing new."""
    entity = belonging(company, assignments)
    present = next((each for each in customer.legal_entities if each.id == company.id), None)
    if entity is not None and present is not None and entity.name is None:
        entity = replace(entity, name=present.name)
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


def _joined(assignments: Assignments, told: Assignment) -> Assignments:
    known = next((each for each in assignments if each.id == told.id), told)
    joined = Assignment(told.id, max(known.at, told.at), known.ended or told.ended)
    # Whoever was created in the company belongs to it only until client management tells of an assignment.
    others = (
        each for each in assignments if each.id != told.id and (each.id is not None or each.at > told.at)
    )
    after = tuple(sorted((*others, joined), key=lambda each: (each.at, each.id or "")))
    return assignments if after == assignments else after
