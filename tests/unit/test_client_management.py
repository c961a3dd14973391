"""Events of client management (events.md)."""

from typing import Any

import pytest

from shared.domain.customers.client_management import (
    ClientManagementEvent,
    CustomerAssigned,
    CustomerJoins,
    CustomerUnassigned,
    LegalEntityDeleted,
    LegalEntityNamed,
    MalformedEvent,
    event_from,
)

LEGAL_ENTITY = {
    "tenant": "acme",
    "legalEntityId": "L1",
    "name": "Bakery",
    "type": "COMPANY",
    "parentId": None,
}
CONTACT = {
    "tenant": "acme",
    "userId": "1001",
    "email": "anna@example.com",
    "legalEntityId": "L1",
    "type": "CONTACT",
    "primary": True,
    "assignmentId": "a1",
}

ASSIGNED = CustomerAssigned("acme", "L1", "1001", "a1", "CONTACT", primary=True)


@pytest.mark.parametrize(
    ("name", "payload", "event"),
    [
        ("legalentity-created", LEGAL_ENTITY, LegalEntityNamed("acme", "L1", "Bakery", "COMPANY")),
        ("legalentity-updated", LEGAL_ENTITY, LegalEntityNamed("acme", "L1", "Bakery", "COMPANY")),
        (
            "legalentity-deleted",
            {**LEGAL_ENTITY, "legalEntityParentId": "L0"},
            LegalEntityDeleted("acme", "L1"),
        ),
        ("user-assigned-to-legalentity", CONTACT, ASSIGNED),
        ("user-unassigned-from-legalentity", CONTACT, CustomerUnassigned("acme", "L1", "1001", "a1")),
        ("user-joins-legalentity", CONTACT, CustomerJoins("acme", "1001")),
        ("location-created", {}, None),
    ],
)
def test_an_event_says_what_its_name_stands_for(
    name: str, payload: dict[str, Any], event: ClientManagementEvent | None
) -> None:
    assert event_from(f"client-management.{name}", payload) == event


@pytest.mark.parametrize("value", [None, "", 4711, ["x"], "x" * 257, "a\u0000b", "\ud800"])
@pytest.mark.parametrize(
    ("name", "payload", "members"),
    [
        ("legalentity-created", LEGAL_ENTITY, ("tenant", "legalEntityId", "name")),
        ("legalentity-deleted", LEGAL_ENTITY, ("tenant", "legalEntityId")),
        ("user-assigned-to-legalentity", CONTACT, ("tenant", "legalEntityId", "userId", "assignmentId")),
        ("user-unassigned-from-legalentity", CONTACT, ("tenant", "legalEntityId", "userId", "assignmentId")),
        ("user-joins-legalentity", CONTACT, ("tenant", "userId")),
    ],
)
def test_a_member_that_is_missing_or_wrong_is_named_without_its_value(
    name: str, payload: dict[str, Any], members: tuple[str, ...], value: object
) -> None:
    for member in members:
        with pytest.raises(MalformedEvent, match=f"^{member} must ") as raised:
            event_from(f"client-management.{name}", {**payload, member: value})

        assert not value or str(value) not in str(raised.value)


@pytest.mark.parametrize("left_out", [{}, {"type": None, "primary": None}])
def test_an_assignment_need_not_say_what_its_contact_is(left_out: dict[str, None]) -> None:
    payload = {
        **{name: value for name, value in CONTACT.items() if name not in {"type", "primary"}},
        **left_out,
    }

    event = event_from("client-management.user-assigned-to-legalentity", payload)

    assert event == CustomerAssigned("acme", "L1", "1001", "a1")


@pytest.mark.parametrize(
    ("member", "value"),
    [("type", 1), ("type", "x" * 257), ("type", ["PRIMARY"]), ("primary", "true"), ("primary", 1)],
)
def test_what_makes_an_admin_is_said_in_its_own_type(member: str, value: object) -> None:
    with pytest.raises(MalformedEvent, match=f"^{member} must "):
        event_from("client-management.user-assigned-to-legalentity", {**CONTACT, member: value})


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("tenant", "Acme"),
        ("tenant", "a#b"),
        ("userId", "10 01"),
        ("userId", "#ENTITY"),
        ("userId", "00000000"),
    ],
)
def test_a_tenant_and_a_customer_number_are_such(member: str, value: str) -> None:
    with pytest.raises(MalformedEvent, match=f"^{member} must "):
        event_from("client-management.user-assigned-to-legalentity", {**CONTACT, member: value})
