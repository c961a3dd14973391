"""The part of an event that a receiver of webhooks is sent.

Events of the bus also carry what only the sender of messages may see: one-time tokens, and links with them.
So the members that are sent are named here, and whatever else an event has stays.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from shared.domain import json_text
from shared.domain.messages.events import OMITTABLE, Event, EventName

MAX_PAYLOAD_BYTES = 256 * 1024
ALWAYS_SENT = frozenset({"eventType", "tenant", "eventId", "occurredAt"})
"""The members that tell events apart: nobody can have them left out."""
_PROFILE = frozenset(
    {
        "sequence",
        "customerNumber",
        "id",
        "title",
        "firstName",
        "middleName",
        "lastName",
        "company",
        "contactPhone",
        "contactEmail",
        "accounts",
        "type",
        "active",
        "onHold",
        "preferredSite",
        "preferredCurrency",
        "preferredLanguage",
        "b2b",
        "mixins",
        "metadata",
    }
)
_REQUEST = frozenset({"customerNumber", "email", "site", "language", "expiresAt"})
_COMPANY = frozenset({"sequence", "legalEntityId", "name", "type", "parentId", "updatedBy"})
_ASSIGNMENT = frozenset({"sequence", "userId", "legalEntityId", "assignmentId"})
SENT: Mapping[EventName, frozenset[str]] = MappingProxyType(
    {
        EventName.CREATED: _PROFILE,
        EventName.UPDATED: _PROFILE | {"updatedBy", "addresses", "defaultAddress"},
        EventName.DELETED: frozenset({"sequence", "customerNumber", "email", "triggeredBy"}),
        EventName.PASSWORD_RESET: _REQUEST | {"kind"},
        EventName.REFRESH_TOKEN: frozenset({"email"}),
        EventName.OPT_IN: _REQUEST,
        EventName.LOGGED_IN: frozenset({"sessionId", "customerId"}),
        EventName.EMAIL_CHANGE_REQUEST: (_REQUEST - {"customerNumber"}) | {"customerId", "newEmail"},
        EventName.EMAIL_CHANGE: frozenset({"sequence", "customerId", "email", "newEmail"}),
        EventName.LEGAL_ENTITY_CREATED: _COMPANY,
        EventName.LEGAL_ENTITY_UPDATED: _COMPANY,
        EventName.LEGAL_ENTITY_DELETED: frozenset(
            {"sequence", "legalEntityId", "legalEntityParentId", "triggeredBy"}
        ),
        EventName.ASSIGNED: _ASSIGNMENT | {"type", "primary", "updatedBy"},
        EventName.UNASSIGNED: _ASSIGNMENT | {"triggeredBy"},
    }
)
"""The members of each event that can be sent. Events that are requests of this service to itself are not."""


class PayloadTooLarge(Exception):
    """An event is too large for a webhook, even without what can be read from the API."""


def payload_of(event: Event, excluded: Collection[str] = (), sequence: int | None = None) -> dict[str, Any]:
    """Return what is sent of the event, without members that are excluded.

    `sequence`: the version of the customer that the event is about, for an event that does not say it itself.
    """
    wanted = (SENT[event.name] - frozenset(excluded)) | ALWAYS_SENT
    detail = event.detail()
    if sequence is not None and "sequence" in SENT[event.name]:
        detail.setdefault("sequence", sequence)
    payload = {"eventType": str(event.name)}
    return payload | {member: value for member, value in detail.items() if member in wanted}


def without(payload: Mapping[str, Any], excluded: Collection[str]) -> Mapping[str, Any]:
    """Return a payload that was made before without members that are excluded since."""
    gone = frozenset(excluded) - ALWAYS_SENT
    return {member: value for member, value in payload.items() if member not in gone}


def fitted(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return the payload, if it is too large without what can be read from the API.

    Raises `PayloadTooLarge`.
    """
    rest, omitted = dict(payload), list[str]()
    for member in OMITTABLE:
        if len(body_of(rest)) <= MAX_PAYLOAD_BYTES:
            return rest
        if rest.pop(member, None) is not None:
            omitted.append(member)
            rest["omitted"] = omitted
    if len(body_of(rest)) > MAX_PAYLOAD_BYTES:
        raise PayloadTooLarge
    return rest


def body_of(payload: Mapping[str, Any]) -> bytes:
    """Return the body of a request with the payload, which is also what is signed."""
    return json_text.dumps(dict(payload)).encode()
