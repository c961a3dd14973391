"""What people change as JSON: mixins and settings, also where somebody else changes them meanwhile."""

import json
from pathlib import Path
from urllib.request import Request, urlopen

from tests.console.customers import created
from tests.console.person import Person
from tests.running.conftest import Service

_SETTINGS = "/configuration/acme/configurations"


def test_mixins_are_changed_as_json(person: Person, service: Service, admin: str) -> None:
    # given
    mixins = {"loyalty": {"points": 3}, "old": {"x": 1}}
    number = created(service, admin, lastName="Mixed", mixins=mixins)
    person.signs_in("admin")
    person.opens(f"customers/{number}")
    person.clicks("As JSON", within="Mixins")

    # when
    person.types("Mixins, as JSON", "{nonsense")
    person.clicks("Save")

    # then
    person.sees("This is not JSON")

    # when
    person.types("Mixins, as JSON", '{"loyalty": {"points": 4}}')
    person.clicks("Save")

    # then
    person.sees("Saved.", "loyalty.points")
    _, stored = service.get(f"/customer/acme/customers/{number}?expand=mixin:*", admin)
    assert stored["mixins"] == {"loyalty": {"points": 4}}


def test_mixins_are_changed_in_a_form_member_by_member(person: Person, service: Service, admin: str) -> None:
    # given: a member that no field can have, too
    loyalty = {"points": 3, "tier": "gold", "told": False, "since": {"year": 2020}, "list": [1, 2]}
    odd = {"a.b": 1, "text": "two\nlines", "empty": ""}
    number = created(service, admin, lastName="Formed", mixins={"loyalty": loyalty, "odd": odd})
    person.signs_in("admin")
    person.opens(f"customers/{number}")
    person.sees("loyalty.points", "loyalty.since.year")

    # when
    person.clicks("Edit", within="Mixins")
    person.types("loyalty.points", "4.5")
    person.types("loyalty.tier", "")
    person.clicks("loyalty.told", within="Cancel")
    person.types("loyalty.since.year", "")
    person.clicks("Save")

    # then
    person.sees("Saved.", "4.5")
    _, stored = service.get(f"/customer/acme/customers/{number}?expand=mixin:*", admin)
    assert stored["mixins"] == {
        "loyalty": {"points": 4.5, "tier": "", "told": True, "since": {}, "list": [1, 2]},
        "odd": odd,
    }


def test_a_setting_says_what_it_means_and_can_be_changed_and_unset(
    person: Person, service: Service, admin: str
) -> None:
    # given
    person.signs_in("admin")
    person.opens("settings")
    person.sees("mail.invitationDays", "days, 1 to 30")

    # when
    person.clicks("mail.invitationDays")
    person.types("Value, as JSON", "99")
    person.clicks("Save")

    # then
    person.sees("30")

    # when
    person.types("Value, as JSON", "3")
    person.clicks("Save")

    # then
    person.sees("Saved.", "set here")
    _, stored = service.get("/configuration/acme/configurations/mail.invitationDays", admin)
    assert stored["value"] == 3

    # when
    person.clicks("mail.invitationDays")
    person.clicks("Unset")

    # then
    person.does_not_see("Value, as JSON")
    assert service.get("/configuration/acme/configurations/mail.invitationDays", admin)[0] == 404


def test_mixins_that_somebody_else_has_changed_are_shown_on_both_sides(
    person: Person, service: Service, admin: str, pictures: Path
) -> None:
    # given
    mixins = {"loyalty": {"points": 3}, "sales": {"region": "north"}, "old": {"x": 1}}
    number = created(service, admin, lastName="Mingled", mixins=mixins)
    customer = f"/customer/acme/customers/{number}"
    person.signs_in("admin")
    person.opens(f"customers/{number}")
    person.clicks("As JSON", within="Mixins")
    person.types("Mixins, as JSON", '{"loyalty": {"points": 4}, "sales": {"region": "north"}}')
    theirs = {"loyalty": {"points": 9, "tier": "gold"}, "sales": {"region": "south"}}
    service.patch(customer, admin, {"mixins": theirs})

    # when
    person.clicks("Save")

    # then
    person.sees("Somebody else has changed this", '"points": 4', '"tier": "gold"', "old", "(empty)")

    for width in (1280, 390):
        person.window(width, 800)
        person.takes_picture(pictures / f"conflict-{width}-light.png")
        assert person.barriers() == []
    person.window(1280, 800)

    # when: nothing is chosen, what was typed is still there
    person.clicks("Cancel")

    # then
    assert '"points": 4' in person.runs("return document.querySelector('dialog textarea').value")

    # when
    person.clicks("Save")
    person.sees("Somebody else has changed this")
    person.clicks("Save")

    # then: each mixin is as who changed it wants it, and no part of another side's is left in it
    person.sees("Saved.", "loyalty.points", "south")
    _, stored = service.get(f"{customer}?expand=mixin:*", admin)
    assert stored["mixins"] == {"loyalty": {"points": 4}, "sales": {"region": "south"}}


def test_a_setting_that_somebody_else_has_set_changed_or_unset_is_not_lost(
    person: Person, service: Service, admin: str
) -> None:
    # given
    key = "mail.invitationDays"
    person.signs_in("admin")
    person.opens("settings")
    person.clicks(key)
    person.types("Value, as JSON", "5")
    assert service.post(_SETTINGS, admin, [{"key": key, "value": 6}])[0] == 201

    # when
    person.clicks("Save")
    person.sees("Somebody else has changed this", "Stored now", "6")
    person.clicks("Save")

    # then
    person.sees("Saved.")
    assert _stored(service, admin, key) == 5

    # when
    person.clicks(key)
    person.types("Value, as JSON", "7")
    _write(service, admin, "PUT", key, {"value": 8})
    person.clicks("Save")
    person.sees("Somebody else has changed this", "8")
    person.clicks("8")
    person.clicks("Save")

    # then
    person.does_not_see("Somebody else has changed this", "Value, as JSON")
    assert _stored(service, admin, key) == 8

    # when
    person.clicks(key)
    _write(service, admin, "PUT", key, {"value": 9})
    person.clicks("Unset")

    # then
    person.sees("Somebody else has changed this", "(empty)", "9")
    assert _stored(service, admin, key) == 9

    # when
    person.clicks("Cancel")
    person.types("Value, as JSON", "4")
    _write(service, admin, "DELETE", key)
    person.clicks("Save")
    person.sees("Somebody else has changed this", "(empty)")
    person.clicks("Save")

    # then
    person.does_not_see("Somebody else has changed this", "Value, as JSON")
    assert _stored(service, admin, key) == 4
    _write(service, admin, "DELETE", key)


def _stored(service: Service, token: str, key: str) -> object:
    return service.get(f"{_SETTINGS}/{key}", token)[1]["value"]


def _write(service: Service, token: str, method: str, key: str, body: object = None) -> None:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(f"{service.url}{_SETTINGS}/{key}", data, headers, method=method), timeout=10):
        pass
