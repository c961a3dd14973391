"""What has changed of a customer can be read, and taken back."""

from pathlib import Path

from tests.console.customers import created
from tests.console.person import Person
from tests.running.conftest import Service
from tests.waiting import wait_until

LONG = "aLongNameOfAMemberWithoutAnyPlaceToBreakIt"
ACTIVE_TAB_IS_SEEN = """
const [tab, bar] = [".tabs [aria-current]", ".tabs"].map((each) => document.querySelector(each));
if (!tab) return false;
const [inner, outer] = [tab, bar].map((each) => each.getBoundingClientRect());
return inner.left >= outer.left && inner.right <= outer.right;
"""


def test_an_agent_reads_who_has_changed_what_and_takes_it_back(
    person: Person, service: Service, admin: str, pictures: Path
) -> None:
    # given
    number = created(service, admin, firstName="Hilda", lastName="Before", contactEmail="hilda@example.com")
    customer = f"/customer/acme/customers/{number}"
    service.patch(customer, admin, {"lastName": "After", "mixins": {"loyalty": {"tier": "gold", LONG: 1}}})
    service.post(f"{customer}/addresses", admin, {"id": "home", "contactName": "Hilda", "city": "Berlin"})
    person.signs_in("admin")
    person.opens(f"customers/{number}")

    # when
    person.clicks("History")

    # then
    person.sees("Last name: Before → After", "mixins.loyalty.tier: (empty) → gold", "Created", "Changed")
    person.sees("acme-admin", f"mixins.loyalty.{LONG}: (empty) → 1", "Address home: City: (empty) → Berlin")
    assert "ersion: " not in person.screen()
    for width in (1280, 390):
        person.window(width, 800)
        person.opens(f"customers/{number}/addresses")
        person.sees("Berlin")
        person.opens(f"customers/{number}/history")
        person.sees("Last name: Before → After")
        person.waits_for(ACTIVE_TAB_IS_SEEN)
        person.takes_picture(pictures / f"customers-history-{width}-light.png")
        assert person.barriers() == []
        assert person.fits()
    person.window(1280, 800)

    # when
    person.clicks("Restore: Version 1")

    # then
    person.sees("The profile is as it was at version 1.", "Last name: After → Before")
    assert service.get(customer, admin)[1]["lastName"] == "Before"

    # when
    person.clicks("Undo")

    # then
    person.does_not_see("The profile is as it was")
    person.waits_for("return document.querySelector('h1').innerText.includes('After')")
    assert service.get(customer, admin)[1]["lastName"] == "After"


def test_a_reader_sees_the_history_and_is_not_offered_to_restore(
    person: Person, service: Service, admin: str
) -> None:
    # given
    number = created(service, admin, lastName="Readable")
    person.signs_in("reader")
    person.opens(f"customers/{number}/history")

    # when
    person.chooses("Language", "de")

    # then
    person.sees("Verlauf", "Nachname: Readable", "Angelegt")
    assert "Wiederherstellen" not in person.offered()


def test_a_restoration_that_somebody_else_has_overtaken_is_refused_in_the_services_words(
    person: Person, service: Service, admin: str
) -> None:
    # given
    number = created(service, admin, lastName="First")
    customer = f"/customer/acme/customers/{number}"
    service.patch(customer, admin, {"lastName": "Second"})
    person.signs_in("admin")
    person.opens(f"customers/{number}/history")
    person.sees("First → Second")
    service.patch(customer, admin, {"lastName": "Third"})
    wait_until(lambda: service.get(f"{customer}/history", admin)[1][0]["version"] == 3)

    # when
    person.clicks("Restore: Version 1")

    # then
    person.sees("That did not work", "Version 2 is not current")
    assert service.get(customer, admin)[1]["lastName"] == "Third"
