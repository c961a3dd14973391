"""What people change is stored as they meant it, and taken back as it was."""

from typing import Any

import pytest

from tests.console.customers import created
from tests.console.person import Person
from tests.running.conftest import Service

_WRITES_REFUSED = """
const answered = window.fetch;
const refusal = { status: 403, message: "An operator has closed this", details: [] };
const headers = { "content-type": "application/json" };
const refused = () => new Response(JSON.stringify(refusal), { status: 403, headers });
window.fetch = async (where, options) => (options?.method === "PATCH" ? refused() : answered(where, options));
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"loyalty": {"points": 3, "tier": "gold"}}, {"loyalty": {"points": 3}}),
        ({"a": {"b": {"c": {"gone": 1, "stays": 2}}}}, {"a": {"b": {"c": {"stays": 2}}}}),
        ({"a": {"list": [{"x": 1, "y": 2}], "b": 1}}, {"a": {"list": [{"x": 1}], "b": 1}}),
        ({"a": {"b": {"c": 1}}, "old": {"x": 1}}, {"a": {"b": "plain"}, "new": {"y": {"z": 1}}}),
    ],
)
def test_what_is_removed_from_a_mixin_is_gone(
    person: Person, service: Service, admin: str, before: Any, after: Any
) -> None:
    # given
    number = created(service, admin, lastName="Pruned", mixins=before)
    person.signs_in("admin")
    person.opens(f"customers/{number}")

    # when
    person.edits_json("Mixins", "Mixins, as JSON", after)

    # then
    person.sees("Saved.")
    _, stored = service.get(f"/customer/acme/customers/{number}?expand=mixin:*", admin)
    assert stored["mixins"] == after


def test_who_is_taken_out_of_a_company_and_put_back_has_the_same_role(
    person: Person, service: Service, admin: str
) -> None:
    # given: a first contact, who is an ADMIN by default, as a BUYER
    number = created(service, admin, firstName="Ute", lastName="Undone", contactEmail="ute@example.com")
    mixins = {"sales": {"region": "north"}}
    who = {"legalEntity": {"id": "lindhof"}, "customer": {"id": number}}
    assignment = {**who, "type": "PRIMARY", "mixins": mixins}
    assert service.post("/customer-management/acme/contact-assignments", admin, assignment)[0] == 201
    assert service.post("/iam/acme/groups/BUYER.lindhof/users", admin, {"userId": number})[0] == 201
    person.signs_in("admin")
    person.opens("companies/lindhof")
    person.clicks("Take out", within="ute@example.com")
    person.sees("Ute Undone is no longer a contact")
    assert not _assignments(service, admin, number)

    # when
    person.clicks("Undo")

    # then
    person.sees("ute@example.com")
    assert _roles(service, admin, "lindhof", number) == {"BUYER"}
    (again,) = _assignments(service, admin, number)
    assert (again["type"], again["mixins"]) == ("PRIMARY", mixins)


def test_a_conflict_of_addresses_shows_both_sides_and_stays_until_the_choice_is_stored(
    person: Person, service: Service, admin: str
) -> None:
    # given
    number = created(service, admin, lastName="Moved")
    home = {"id": "home", "contactName": "Mo", "street": "Old", "city": "Bonn", "country": "DE"}
    assert service.post(f"/customer/acme/customers/{number}/addresses", admin, home)[0] == 201
    address = f"/customer/acme/customers/{number}/addresses/home"
    person.signs_in("admin")
    person.opens(f"customers/{number}/addresses")
    person.clicks("Edit", within="Bonn")
    person.types("street", "Mine")
    service.patch(address, admin, {"street": "Theirs", "zipCode": "53111"})
    person.clicks("Save")
    person.sees("Somebody else has changed this", "Theirs")

    # when: nothing is chosen, the version is still the one that was shown
    person.clicks("Cancel")
    person.clicks("Save")

    # then
    person.sees("Somebody else has changed this", "Theirs")

    # when
    person.clicks("Save")

    # then
    person.sees("Saved.", "Mine", "53111")
    _, stored = service.get(address, admin)
    assert (stored["street"], stored["zipCode"]) == ("Mine", "53111")


def test_why_a_choice_is_refused_is_shown_where_it_was_made(
    person: Person, service: Service, admin: str
) -> None:
    # given
    number = created(service, admin, firstName="Rolf", lastName="Refused")
    person.signs_in("admin")
    person.opens(f"customers/{number}")
    person.clicks("Edit", within="Rolf")
    person.types("company", "Mine")
    service.patch(f"/customer/acme/customers/{number}", admin, {"company": "Theirs"})
    person.clicks("Save")
    person.sees("Somebody else has changed this")
    person.runs(_WRITES_REFUSED)

    # when
    person.clicks("Save")

    # then
    person.sees("Somebody else has changed this", "An operator has closed this")


def test_what_is_being_edited_stays_when_something_else_is_stored(
    person: Person, service: Service, admin: str
) -> None:
    # given
    number = created(service, admin, firstName="Eva", lastName="Edited", preferredSite="main")
    person.signs_in("admin")
    person.opens(f"customers/{number}")
    person.clicks("Edit", within="Eva")
    person.types("company", "Half written")

    # when
    person.clicks("Hold")
    person.sees("is on hold")

    # then
    assert person.runs("return document.querySelector('[name=company]').value") == "Half written"

    # when: nobody has changed what is edited here
    person.clicks("Save")

    # then
    person.sees("Saved.", "Half written")
    _, stored = service.get(f"/customer/acme/customers/{number}", admin)
    assert (stored["company"], stored["onHold"]) == ("Half written", True)


def _assignments(service: Service, token: str, number: str) -> list[Any]:
    _, found = service.get(f"/customer-management/acme/contact-assignments?customer.id={number}", token)
    return list(found)


def _roles(service: Service, token: str, company: str, number: str) -> set[str]:
    """The groups in which the contact is."""
    roles = ("ADMIN", "BUYER", "REQUESTER", "CONTACT")
    users = {role: service.get(f"/iam/acme/groups/{role}.{company}/users", token)[1] for role in roles}
    return {role for role, found in users.items() if number in {each["userId"] for each in found}}
