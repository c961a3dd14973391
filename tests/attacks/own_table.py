"""The table of what a customer may know of others and write of them, by its role, and the calls."""

from collections.abc import Callable, Mapping
from typing import Any

from shared.domain.customers.address import TEXTS
from shared.domain.customers.customer import customer_document
from tenant_managed.sessions import end_session, end_sessions, list_sessions
from tests.attacks.own_scene import (
    customer,
)
from tests.component.api import MERGE_PATCH, Answer, Api

WRITTEN, REFUSED, IGNORED = "written", "refused (403)", "ignored"
EVERYTHING = "addresses,accounts,mixin:*"
SHOWN = {
    **dict.fromkeys(("id", "customerNumber", "title", "firstName", "middleName", "lastName"), True),
    **dict.fromkeys(("company", "contactPhone", "contactEmail", "email", "photoUrl"), True),
    **dict.fromkeys(("preferredLanguage", "preferredCurrency", "preferredSite"), True),
    **dict.fromkeys(("type", "businessModel", "active", "onHold", "restriction"), True),
    **dict.fromkeys(("metadata.version", "metadata.mixins", "mixins"), True),
    **dict.fromkeys(("metadataCreatedAt", "metadataModifiedAt"), True),
    "b2b.companyRegistrationId": True,
    "b2b.legalEntities.id": True,
    "b2b.legalEntities.name": True,
    "b2b.legalEntities.contactAssignmentId": True,
    "accounts.id": True,
    "accounts.providerId": False,
    "lastLogin": False,
    **{
        f"{address}.{member}": False
        for address in ("addresses", "defaultAddress")
        for member in ("id", *TEXTS, "isDefault", "tags", "mixins", "metadata.version", "metadata.mixins")
    },
}
"""Whether a member is shown of colleagues, and can be asked for. Of companies: those of the caller."""

WRITES: Mapping[str, tuple[Any, str, str]] = {
    "title": ("Prof", WRITTEN, WRITTEN),
    "firstName": ("Bo", WRITTEN, WRITTEN),
    "middleName": ("Li", WRITTEN, WRITTEN),
    "lastName": ("Weber", WRITTEN, WRITTEN),
    "company": ("Weber AG", WRITTEN, WRITTEN),
    "contactPhone": ("+49 1", WRITTEN, WRITTEN),
    "contactEmail": ("new@example.com", WRITTEN, WRITTEN),
    "photoUrl": ("https://example.com/new.png", WRITTEN, WRITTEN),
    "preferredLanguage": ("fr", WRITTEN, WRITTEN),
    "preferredCurrency": ("CHF", WRITTEN, WRITTEN),
    "preferredSite": ("FR", WRITTEN, WRITTEN),
    "b2b": ({"companyRegistrationId": "HRB 2"}, WRITTEN, WRITTEN),
    "mixins": ({"notes": {"color": "red"}}, WRITTEN, WRITTEN),
    "metadata": ({"mixins": {"notes": "https://example.com/notes.json"}}, WRITTEN, WRITTEN),
    "restriction": ("FR", REFUSED, REFUSED),
    "type": ("CONTACT", REFUSED, REFUSED),
    "active": (False, REFUSED, WRITTEN),
    "onHold": (True, REFUSED, WRITTEN),
    "id": ("another", IGNORED, IGNORED),
    "password": ("a password of the ADMIN", IGNORED, IGNORED),
}
"""A value for each member of the bodies; what becomes of it for oneself, and for a colleague one manages."""


def write(me: Api, by: str, number: str, member: str, value: Any) -> Answer:
    """Write a member by one of the operations."""
    if by == "PUT":
        return me.put(number, {**whole_body(number), member: value})
    call = me.put if by.startswith("PUT") else me.patch
    return call(number, {member: value}, content_type=MERGE_PATCH if "merge" in by else "application/json")


def whole_body(number: str) -> dict[str, Any]:
    """Return what a PUT has to send so that it changes nothing."""
    document = customer_document(customer("any", number))
    return {member: document[member] for member in WRITES if member in document and member != "metadata"}


def conditions(path: str) -> list[str]:
    """Return ways to ask for a field: alone, among others, within parentheses, by what is below it."""
    return [
        f"{path}:exists",
        f"active:true {path}:missing",
        f"compoundLogicalQuery:((active:true) AND ((id:x) OR ({path}:exists)))",
    ]


SESSIONS = "/customer/{tenant}/customers/{customerNumber}/sessions"
CALLS: Mapping[str, Callable[[Api, str], Answer]] = {
    "delete": lambda me, number: me.delete(number),
    "list sessions": lambda me, number: me.request(
        list_sessions.lambda_handler, f"GET {SESSIONS}", customerNumber=number
    ),
    "end sessions": lambda me, number: me.request(
        end_sessions.lambda_handler, f"DELETE {SESSIONS}", customerNumber=number
    ),
    "end a session": lambda me, number: me.request(
        end_session.lambda_handler,
        f"DELETE {SESSIONS}/{{sessionId}}",
        customerNumber=number,
        sessionId=f"s-{number}",
    ),
}
