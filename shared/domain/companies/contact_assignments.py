"""Contact assignments: which customers act for which companies. Each rule leads from whole to whole."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from shared.domain import json_text
from shared.domain.companies.legal_entity_rules import created_at
from shared.domain.customers.legal_entities import PRIMARY, Assignment
from shared.domain.errors import Conflict, NotFound, Problem, ValidationFailed
from shared.domain.instants import instant_text
from shared.domain.preconditions import entity_tag

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shared.domain.companies.legal_entity_rules import Change
    from shared.domain.customers.customer import Customer
    from shared.domain.customers.legal_entities import Assignments, LegalEntity

CONTACT = "CONTACT"
TYPES = (PRIMARY, "BILLING", "LOGISTICS", CONTACT)
MAX_AT_ONCE = 20
"""Companies below one that get a contact with it; of more, the rest get it by the stream."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactAssignment:
    """A customer's assignment to a company.

    `incarnation`: of the customer. `ended_at`: when it was undone; what is left of it is of no list.
    `leads_below`: companies below its company are still to get it. `updated_by`: who wrote it by an
    operation; None after an event. `write_id` changes with every write. `rest`: see `Customer`.
    """

    tenant: str
    id: str
    legal_entity_id: str
    customer_number: str
    type: str | None
    primary: bool
    created_at: datetime
    modified_at: datetime
    incarnation: str = ""
    mixins: Mapping[str, Any] = field(default_factory=dict)
    mixin_schemas: Mapping[str, Any] = field(default_factory=dict)
    version: int = 1
    ended_at: datetime | None = None
    leads_below: bool = False
    updated_by: str | None = field(default=None, compare=False)
    write_id: str | None = field(default=None, compare=False)
    rest: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def entity_tag(self) -> str:
        """The entity tag of the assignment as it is stored."""
        return entity_tag(self.version, f"{int(self.created_at.timestamp() * 1000):x}"[-8:])

    @property
    def in_membership(self) -> Assignment:
        """The assignment as the membership has it, which decides who belongs to the company."""
        at = self.ended_at or self.created_at
        return Assignment(
            self.id,
            at,
            ended=self.ended_at is not None,
            type=self.type,
            primary=self.primary,
            said_at=self.modified_at,
        )


class AssignmentNotFound(NotFound):
    """There is no such assignment."""

    def __init__(self, assignment_id: str) -> None:
        super().__init__(f"Contact assignment '{assignment_id}' not found.", about=assignment_id)


class DuplicateAssignment(Conflict):
    """The id of the new assignment is in use."""

    def __init__(self, assignment_id: str) -> None:
        super().__init__(f"Contact assignment '{assignment_id}' already exists.", about=assignment_id)


class AssignedAlready(Conflict):
    """The customer is a contact of the company."""

    def __init__(self, assignment: ContactAssignment, present: str) -> None:
        super().__init__(
            f"Customer '{assignment.customer_number}' is a contact of legal entity "
            f"'{assignment.legal_entity_id}' already, by contact assignment '{present}'.",
            about=present,
        )


class NamedInApprovalGroup(Conflict):
    """The company's approval group names the assignment."""

    def __init__(self, assignment: ContactAssignment) -> None:
        super().__init__(
            f"Contact assignment '{assignment.id}' is in the approval group of legal entity "
            f"'{assignment.legal_entity_id}'; take it out of that first.",
            about=assignment.id,
        )


def new_assignment(change: Change, now: datetime) -> ContactAssignment:
    """Return an assignment as POST makes it."""
    members = change.members
    return ContactAssignment(
        tenant=change.tenant,
        id=change.id,
        legal_entity_id=members["legalEntity"]["id"],
        customer_number=members["customer"]["id"],
        type=members.get("type") or CONTACT,
        primary=members.get("primary") is True,
        created_at=now,
        modified_at=now,
        mixins=members.get("mixins") or {},
        mixin_schemas=_schemas(members),
        updated_by=change.updated_by,
    )


def replaced(stored: ContactAssignment, change: Change, now: datetime) -> ContactAssignment:
    """Return the assignment after a PUT, or the same object where nothing changes.

    Raises `ValidationFailed` where another customer or company is named.
    """
    wanted = new_assignment(change, now)
    problems = [
        Problem("cannot be changed; delete this assignment, and create another", f"{member}.id")
        for member, given, present in (
            ("legalEntity", wanted.legal_entity_id, stored.legal_entity_id),
            ("customer", wanted.customer_number, stored.customer_number),
        )
        if given != present
    ]
    if problems:
        raise ValidationFailed(*problems)
    is_same = (wanted.type, wanted.primary) == (stored.type, stored.primary) and json_text.same(
        [dict(wanted.mixins), dict(wanted.mixin_schemas)], [dict(stored.mixins), dict(stored.mixin_schemas)]
    )
    if is_same:
        return stored
    return replace(
        stored,
        type=wanted.type,
        primary=wanted.primary,
        mixins=wanted.mixins,
        mixin_schemas=wanted.mixin_schemas,
        version=stored.version + 1,
        modified_at=now,
        updated_by=change.updated_by,
    )


def made_at(now: datetime, company: LegalEntity) -> datetime:
    """Return the time of an assignment that is made now: after any deletion of its company."""
    deleted_at = company.deleted_at
    return now if deleted_at is None else max(now, deleted_at + timedelta(milliseconds=1))


def led_to(assignment: ContactAssignment, company: LegalEntity, now: datetime) -> ContactAssignment:
    """Return the assignment to a company above or below that this one leads to.

    Its id is the same whenever this one is led there again. It makes nobody ADMIN: whoever is the first
    contact of a subsidiary does not thereby manage all above it.
    """
    digest = hashlib.sha256(f"{assignment.id}\0{company.id}".encode()).hexdigest()
    return replace(
        assignment,
        id=digest[:32],
        legal_entity_id=company.id,
        type=CONTACT if assignment.type == PRIMARY else assignment.type,
        primary=False,
        created_at=made_at(now, company),
        modified_at=now,
        mixins={},
        mixin_schemas={},
        version=1,
        leads_below=False,
        write_id=None,
        rest={},
    )


def was_there(company: LegalEntity, assignment: ContactAssignment) -> bool:
    """Return whether the company was there when the assignment was made: it leads to no later one."""
    begun = created_at(company)
    return company.exists and (begun is None or begun <= assignment.created_at)


def present_in(company: LegalEntity, assignments: Assignments) -> Assignment | None:
    """Return the assignment that makes a customer a contact of the company, if there is one that counts.

    What a customer was created with, so that nobody has said what it is, gives way to an assignment.
    """
    return next(
        (
            each
            for each in assignments
            if each.id is not None
            and not each.ended
            and each.said_at is not None
            and (company.deleted_at is None or each.at > company.deleted_at)
        ),
        None,
    )


def with_assignment(assignments: Assignments, written: Assignment) -> Assignments:
    """Return a customer's assignments to a company with this one; besides it, only ended ones are kept."""
    others = (each for each in assignments if each.id != written.id and each.ended)
    return tuple(sorted((*others, written), key=lambda each: (each.at, each.id or "")))


def document_of(
    assignment: ContactAssignment, company: LegalEntity | None = None, customer: Customer | None = None
) -> dict[str, Any]:
    """Return what the API shows of an assignment, with the names of its company and its customer if known."""
    document: dict[str, Any] = {
        "id": assignment.id,
        "legalEntity": {"id": assignment.legal_entity_id},
        "customer": {"id": assignment.customer_number},
        "type": assignment.type,
        "primary": assignment.primary,
    }
    if company is not None and company.exists:
        document["legalEntity"]["name"] = company.name
    if customer is not None:
        shown = {
            "name": customer.first_name,
            "surname": customer.last_name,
            "email": customer.contact_email,
            "phone": customer.contact_phone,
        }
        document["customer"] |= {name: value for name, value in shown.items() if value is not None}
    if assignment.mixins:
        document["mixins"] = dict(assignment.mixins)
    document["metadata"] = {
        "version": assignment.version,
        "createdAt": instant_text(assignment.created_at),
        "modifiedAt": instant_text(assignment.modified_at),
    }
    if assignment.mixin_schemas:
        document["metadata"]["mixins"] = dict(assignment.mixin_schemas)
    return {name: value for name, value in document.items() if value is not None}


def _schemas(members: Mapping[str, Any]) -> dict[str, Any]:
    schemas = (members.get("metadata") or {}).get("mixins") or {}
    return {name: url for name, url in schemas.items() if url is not None}
