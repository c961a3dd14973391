"""Events that the service publishes, made from what a write has changed (events.md).

An event follows from the write alone, so a change that is read twice leads to the same event with the same
`eventId`. Members besides those of the published payloads are for the messages to customers.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from shared.domain.companies.contact_assignments import ContactAssignment
from shared.domain.customers.customer import Customer, customer_document
from shared.domain.customers.legal_entities import LegalEntity
from shared.domain.customers.profile_written import ProfileWritten
from shared.domain.instants import instant_text
from shared.domain.log_in.one_time_tokens import OneTimeToken, TokenPurpose, link_of
from shared.domain.log_in.sessions import Session
from shared.domain.messages.notices import Notice

SOURCE = "customer-service"
OMITTABLE = ("mixins", "addresses", "defaultAddress", "metadata")
"""Members that a large event goes without, in this order; without all of them every customer fits."""

_PROFILE = (
    "customerNumber",
    "id",
    "title",
    "firstName",
    "middleName",
    "lastName",
    "company",
    "preferredSite",
    "preferredCurrency",
    "preferredLanguage",
    "contactPhone",
    "contactEmail",
    "active",
    "onHold",
    "type",
    "metadata",
    "mixins",
)
_ADDRESSES = ("defaultAddress", "addresses")

Mint = Callable[[str, str, TokenPurpose, str], str]
"""Makes a one-time token from tenant, customer number, purpose and nonce; the same one every time."""


class EventName(StrEnum):
    """The names of events.

    `MESSAGE`, which asks for a notice to be sent, `DELETION_REQUEST` and `JOINS`, which asks for a customer
    to be made a contact as its sign-up says, are additions of this service.
    """

    CREATED = "customer.created"
    UPDATED = "customer.updated"
    DELETED = "customer.deleted"
    PASSWORD_RESET = "customer.password-reset"  # noqa: S105 - the name of an event
    REFRESH_TOKEN = "customer.refresh-token"  # noqa: S105 - the name of an event
    OPT_IN = "customer.opt-in"
    LOGGED_IN = "customer.logged.in"
    EMAIL_CHANGE_REQUEST = "customer.email-change-request"
    EMAIL_CHANGE = "customer.email-change"
    DELETION_REQUEST = "customer.deletion-request"
    MESSAGE = "customer.message"
    LEGAL_ENTITY_CREATED = "client-management.legalentity-created"
    LEGAL_ENTITY_UPDATED = "client-management.legalentity-updated"
    LEGAL_ENTITY_DELETED = "client-management.legalentity-deleted"
    ASSIGNED = "client-management.user-assigned-to-legalentity"
    UNASSIGNED = "client-management.user-unassigned-from-legalentity"
    JOINS = "client-management.user-joins-legalentity"


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `id`: the same one however often the event is published."""

    name: EventName
    tenant: str
    id: str
    occurred_at: datetime
    payload: Mapping[str, Any] = field(repr=False)

    def detail(self) -> dict[str, Any]:
        """Return the detail of the event on the bus."""
        occurred_at = instant_text(self.occurred_at)
        return {"tenant": self.tenant, "eventId": self.id, "occurredAt": occurred_at, **self.payload}


@dataclass(frozen=True, slots=True)
class TokenIssued:
    """A one-time token is to be sent."""

    token: OneTimeToken
    at: datetime


@dataclass(frozen=True, slots=True)
class SessionBegun:
    """A customer has logged in."""

    session: Session
    at: datetime


@dataclass(frozen=True, slots=True)
class NoticeDue:
    """A customer is to be told something."""

    notice: Notice
    at: datetime


@dataclass(frozen=True, slots=True)
class CompanyWritten:
    """A company before and after a write by an operation. `write_id` tells the write from every other."""

    before: LegalEntity
    after: LegalEntity
    write_id: str


@dataclass(frozen=True, slots=True)
class ContactAssigned:
    """A contact assignment that an operation has begun, or undone. `write_id` tells the write from others."""

    assignment: ContactAssignment
    write_id: str


Change = ProfileWritten | TokenIssued | SessionBegun | NoticeDue | CompanyWritten | ContactAssigned


def events_of(change: Change, mint: Mint, api_url: str) -> list[Event]:
    """Return the events that a change leads to. `api_url`: where this API is reached."""
    match change:
        case ProfileWritten():
            return list(_of_profile(change, mint))
        case TokenIssued():
            return list(_of_token(change, mint, api_url))
        case SessionBegun(session, at):
            payload = {"sessionId": session.visit_id, "customerId": session.customer_number}
            return [_event(EventName.LOGGED_IN, session.tenant, at, payload, session.family)]
        case NoticeDue(notice, at):
            return [_of_notice(notice, at)]
        case CompanyWritten():
            return list(_of_company(change))
        case ContactAssigned():
            return [_of_assignment(change)]


def _of_profile(change: ProfileWritten, mint: Mint) -> Iterator[Event]:
    before, after = change.before, change.after
    if isinstance(after, Customer):
        if not isinstance(before, Customer) or before.incarnation != after.incarnation:
            yield _profile_event(EventName.CREATED, change, after, _profile(after))
            return
        if after.joins_company and before.proof_id is None and after.proof_id is not None:
            who = {"userId": after.number}
            yield _event(EventName.JOINS, after.tenant, change.at, who, after.proof_id)
        if before.version == after.version:
            return  # a log-in, or the end of all sessions
        yield _profile_event(EventName.UPDATED, change, after, _profile(after) | _update(change, after))
        if before.email != after.email and change.email_change is not None:
            yield _email_change(change, before, after, mint, change.email_change)
    elif isinstance(before, Customer):
        # The deletion is the customer's last change, so it comes after the version that it met.
        payload = {
            "customerNumber": before.number,
            "email": before.email or before.contact_email,
            "triggeredBy": change.writer.author,
            "sequence": before.version + 1,
        }
        yield _event(EventName.DELETED, before.tenant, change.at, _without_none(payload), change.write_id)


def _profile_event(
    name: EventName, change: ProfileWritten, customer: Customer, payload: Mapping[str, Any]
) -> Event:
    payload = {**payload, "sequence": customer.version}
    return _event(name, customer.tenant, change.at, payload, change.write_id)


def _profile(customer: Customer) -> dict[str, Any]:
    document = customer_document(customer)
    payload = {member: document[member] for member in _PROFILE if member in document}
    payload["accounts"] = [account.email for account in customer.accounts]
    if customer.company_registration_id is not None:
        payload["b2b"] = {"companyRegistrationId": customer.company_registration_id}
    return payload


def _update(change: ProfileWritten, customer: Customer) -> dict[str, Any]:
    document = customer_document(customer)
    addresses = {member: document[member] for member in _ADDRESSES if member in document}
    return _without_none({"updatedBy": change.writer.author}) | addresses


def _email_change(change: ProfileWritten, before: Customer, after: Customer, mint: Mint, nonce: str) -> Event:
    payload = {
        "customerId": after.number,
        "token": mint(after.tenant, after.number, TokenPurpose.EMAIL_CHANGE, nonce),
        "email": before.email,
        "newEmail": after.email,
    }
    return _event(EventName.EMAIL_CHANGE, after.tenant, change.at, payload, nonce)


def _of_token(change: TokenIssued, mint: Mint, api_url: str) -> Iterator[Event]:
    token = change.token
    text = mint(token.tenant, token.customer_number, token.purpose, token.nonce)
    link = link_of(token, text, api_url)
    beside: dict[str, Any] = {"site": token.site, "language": token.language, "expiresAt": token.expires_at}
    beside["kind"] = token.kind
    payload: dict[str, Any]
    match token.purpose:
        case TokenPurpose.PASSWORD_RESET:
            name = EventName.PASSWORD_RESET
            payload = {"email": token.email, "customerNumber": token.customer_number, "url": link}
        case TokenPurpose.OPT_IN:
            name = EventName.OPT_IN
            payload = {"customerNumber": token.customer_number, "activateAccountUrl": link}
            payload["email"] = token.email
        case TokenPurpose.EMAIL_CHANGE:
            name = EventName.EMAIL_CHANGE_REQUEST
            payload = {"customerId": token.customer_number, "email": token.email, "url": link}
            payload["newEmail"] = token.new_email
        case TokenPurpose.DELETION:
            name = EventName.DELETION_REQUEST
            payload = {"customerNumber": token.customer_number, "email": token.email, "url": link}
    payload = _without_none({**payload, "token": text, **beside})
    yield _event(name, token.tenant, change.at, payload, token.nonce)
    if token.resent:
        again = {"email": token.email}
        yield _event(EventName.REFRESH_TOKEN, token.tenant, change.at, again, token.nonce)


def _of_notice(notice: Notice, at: datetime) -> Event:
    payload = {
        "kind": notice.kind,
        "customerNumber": notice.customer_number,
        "email": notice.email,
        "site": notice.site,
        "language": notice.language,
        "day": notice.day.isoformat() if notice.day is not None else None,
        "expiresAt": notice.expires_at,
    }
    write = f"{notice.customer_number} {notice.kind} {notice.incarnation} {notice.expires_at}"
    return _event(EventName.MESSAGE, notice.tenant, at, _without_none(payload), write)


def _of_company(change: CompanyWritten) -> Iterator[Event]:
    before, after = change.before, change.after
    payload: dict[str, Any] = {"legalEntityId": after.id, "sequence": after.version}
    if after.exists:
        name = EventName.LEGAL_ENTITY_UPDATED if before.exists else EventName.LEGAL_ENTITY_CREATED
        payload |= {"name": after.name, "type": after.profile.get("type"), "parentId": after.parent_id}
        payload["updatedBy"] = after.updated_by
        at = after.changed_at
    elif before.exists:
        name, at = EventName.LEGAL_ENTITY_DELETED, after.deleted_at
        payload |= {"legalEntityParentId": before.parent_id, "triggeredBy": after.updated_by}
    else:
        return
    if at is not None:
        yield _event(name, after.tenant, at, _without_none(payload), change.write_id)


def _of_assignment(change: ContactAssigned) -> Event:
    assignment = change.assignment
    payload: dict[str, Any] = {
        "userId": assignment.customer_number,
        "legalEntityId": assignment.legal_entity_id,
        "assignmentId": assignment.id,
        "sequence": assignment.version,
    }
    if assignment.ended_at is not None:
        payload["triggeredBy"] = assignment.updated_by
        name, at = EventName.UNASSIGNED, assignment.ended_at
    else:
        payload |= {"type": assignment.type, "primary": assignment.primary}
        payload["updatedBy"] = assignment.updated_by
        name, at = EventName.ASSIGNED, assignment.created_at
    return _event(name, assignment.tenant, at, _without_none(payload), change.write_id)


def _event(name: EventName, tenant: str, at: datetime, payload: Mapping[str, Any], write: str) -> Event:
    digest = hashlib.sha256(f"{tenant}\0{write}\0{name}".encode()).hexdigest()
    return Event(name, tenant, digest[:32], at, payload)


def _without_none(payload: Mapping[str, Any]) -> dict[str, Any]:
    return {member: value for member, value in payload.items() if value is not None}
