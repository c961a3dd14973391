"""Events of client management about legal entities and their contacts (events.md)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from shared.domain import fields


class MalformedEvent(ValueError):
    """A member of an event is missing or wrong; the message names it, but not its value."""


@dataclass(frozen=True, slots=True)
class LegalEntityNamed:
    """A legal entity exists, and has this name. `type` and `parent_id`: if the event says so."""

    tenant: str
    legal_entity_id: str
    name: str
    type: str | None = None
    parent_id: str | None = None

    @property
    def profile(self) -> dict[str, Any]:
        """Its members besides the name, as the API shows them."""
        return {"type": self.type, "parentId": self.parent_id}


@dataclass(frozen=True, slots=True)
class LegalEntityDeleted:
    """A legal entity was deleted."""

    tenant: str
    legal_entity_id: str


@dataclass(frozen=True, slots=True)
class CustomerAssigned:
    """A customer belongs to a legal entity. `type` and `primary`: as what, if the event says so."""

    tenant: str
    legal_entity_id: str
    customer_number: str
    assignment_id: str
    type: str | None = None
    primary: bool | None = None


@dataclass(frozen=True, slots=True)
class CustomerUnassigned:
    """This assignment of a customer to a legal entity has ended."""

    tenant: str
    legal_entity_id: str
    customer_number: str
    assignment_id: str


@dataclass(frozen=True, slots=True)
class CustomerJoins:
    """A customer whose sign-up named a company has proven its address. Only this service says so."""

    tenant: str
    customer_number: str


ClientManagementEvent = (
    LegalEntityNamed | LegalEntityDeleted | CustomerAssigned | CustomerUnassigned | CustomerJoins
)


def event_from(name: str, payload: Mapping[str, Any]) -> ClientManagementEvent | None:
    """Return the event; None for one that is not about legal entities. Raises `MalformedEvent`."""
    match name:
        case "client-management.legalentity-created" | "client-management.legalentity-updated":
            entity_name, parent_id = _member(payload, "name", _text), _known_text(payload, "parentId")
            entity = _of_legal_entity(payload)
            return LegalEntityNamed(*entity, entity_name, _type(payload), parent_id)
        case "client-management.legalentity-deleted":
            return LegalEntityDeleted(*_of_legal_entity(payload))
        case "client-management.user-assigned-to-legalentity":
            contact = _of_contact(payload)
            return CustomerAssigned(*_of_legal_entity(payload), *contact, _type(payload), _primary(payload))
        case "client-management.user-unassigned-from-legalentity":
            return CustomerUnassigned(*_of_legal_entity(payload), *_of_contact(payload))
        case "client-management.user-joins-legalentity":
            number = _member(payload, "userId", fields.customer_number)
            return CustomerJoins(_member(payload, "tenant", fields.tenant), number)
    return None


def _of_legal_entity(payload: Mapping[str, Any]) -> tuple[str, str]:
    return _member(payload, "tenant", fields.tenant), _member(payload, "legalEntityId", _text)


def _of_contact(payload: Mapping[str, Any]) -> tuple[str, str]:
    return _member(payload, "userId", fields.customer_number), _member(payload, "assignmentId", _text)


def _member(payload: Mapping[str, Any], member: str, check: Callable[[str], str]) -> str:
    value = payload.get(member)
    if not isinstance(value, str):
        raise MalformedEvent(f"{member} must be a string")
    try:
        return check(value)
    except ValueError as problem:
        raise MalformedEvent(f"{member} {problem}") from None


def _type(payload: Mapping[str, Any]) -> str | None:
    return None if payload.get("type") is None else _member(payload, "type", fields.text)


def _known_text(payload: Mapping[str, Any], member: str) -> str | None:
    return None if not payload.get(member) else _member(payload, member, fields.text)


def _primary(payload: Mapping[str, Any]) -> bool | None:
    value = payload.get("primary")
    if value is not None and not isinstance(value, bool):
        raise MalformedEvent("primary must be true or false")
    return value


def _text(value: str) -> str:
    if not value:
        raise ValueError("must not be empty")
    return fields.text(value)
