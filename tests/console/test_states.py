"""What people see while something fails, and where they are after each step."""

from pathlib import Path

import pytest
from selenium import webdriver

from tests.console.customers import created
from tests.console.person import Person
from tests.running.conftest import Service

_ANSWERS = """
const [part, method, status, body] = arguments;
const answered = window.fetch;
const headers = { "content-type": "application/json" };
const isMeant = (where, options) => String(where).includes(part) && (options?.method ?? "GET") === method;
window.fetch = async (where, options) => {
  if (window.isWell || !isMeant(where, options)) return answered(where, options);
  return new Response(body, { status, headers });
};
"""
_PAGES_OF_TWO = """
const answered = window.fetch;
const lesser = (where) => String(where).replace(/pageSize=100(?!\\d)/, "pageSize=2");
window.fetch = (where, options) => answered(lesser(where), options);
"""
_BEYOND_THE_EDGE = """
const isBeyond = (each) => each.getBoundingClientRect().right > innerWidth;
return [...document.querySelectorAll("main input, main button")].some(isBeyond);
"""


def test_a_part_that_is_refused_says_so_in_the_services_words_and_the_others_are_there(
    person: Person, browser: webdriver.Chrome
) -> None:
    # given
    person.signs_in("admin")
    refusal = '{"message": "Ask the people of Acme", "details": []}'
    browser.execute_script(_ANSWERS, "contact-assignments", "GET", 403, refusal)

    # when
    person.opens("companies/muster")

    # then
    person.sees("Muster GmbH", "Subsidiaries", "Locations", "Ask the people of Acme")

    # when
    person.runs("window.isWell = true")
    person.clicks("Try again")

    # then
    person.sees("BILLING")


def test_a_role_that_is_refused_is_not_shown(person: Person, browser: webdriver.Chrome) -> None:
    # given
    person.signs_in("admin")
    person.opens("companies/lindhof")
    person.sees("PRIMARY")
    number = "1004"
    role = "select[aria-label^='Role']"
    browser.execute_script(_ANSWERS, "/iam/acme/groups/REQUESTER", "POST", 409, '{"message": "Not now"}')

    # when
    name = person.runs(f"return document.querySelector(\"{role}\").getAttribute('aria-label')")
    person.chooses(name, "REQUESTER")

    # then
    person.sees("Not now", number)
    assert person.runs(f'return document.querySelector("{role}").value') == "ADMIN"


def test_companies_and_contacts_beyond_the_first_page_are_shown(person: Person) -> None:
    # given
    person.signs_in("admin")
    person.runs(_PAGES_OF_TWO)
    person.opens("companies/muster")
    person.sees("Contacts")
    person.waits_for("return document.querySelectorAll('tbody tr').length === 2")

    # when
    person.clicks("Show more", within="Contacts")

    # then
    person.waits_for("return document.querySelectorAll('tbody tr').length === 4")


@pytest.mark.parametrize("view", ["settings", "mailbox", "events"])
def test_what_belongs_to_the_whole_tenant_is_not_offered_to_somebody_limited(
    person: Person, view: str
) -> None:
    # given
    person.signs_in("de")
    person.sees("Created ↓")

    # when
    person.opens(view)

    # then
    person.sees("There is no such page, or you may not see it.")
    assert not {"Mailbox", "Events", "Settings"} & set(person.offered())


def test_a_log_in_that_ends_leads_to_another_one_from_wherever_one_is(
    person: Person, browser: webdriver.Chrome, service: Service, admin: str
) -> None:
    # given
    number = created(service, admin, lastName="Late")
    for action in ("Hold", "Edit"):
        person.signs_in("admin")
        person.opens(f"customers/{number}/{'profile' if action == 'Hold' else 'addresses'}")
        person.sees("Late")
        browser.execute_script(_ANSWERS, f"/customers/{number}", "PATCH", 401, "{}")
        browser.execute_script(_ANSWERS, f"/customers/{number}/addresses", "POST", 401, "{}")

        # when
        if action == "Hold":
            person.clicks("Hold")
        else:
            person.clicks("New address")
            person.clicks("Save")

        # then
        person.sees("Your log-in has ended", "as admin")
        assert person.runs("return document.querySelectorAll('dialog').length") == 0


def test_a_fault_of_the_page_is_said_and_logged(person: Person, browser: webdriver.Chrome) -> None:
    # given
    person.signs_in("admin")
    browser.execute_script(_ANSWERS, "legal-entities", "GET", 200, "{half")

    # when
    person.opens("companies")

    # then
    person.sees("This page has made a mistake", "Try again")
    assert "SyntaxError" in str(browser.get_log("browser"))


def test_events_are_shown_again_once_they_can_be_read(
    person: Person, browser: webdriver.Chrome, service: Service, admin: str
) -> None:
    # given
    person.signs_in("admin")
    browser.execute_script(_ANSWERS, "/_local/events", "GET", 503, "{}")
    person.opens("events")
    person.sees("The service cannot answer right now (503).")

    # when
    number = created(service, admin, lastName="Seen")
    person.runs("window.isWell = true")

    # then
    person.sees(number)
    person.does_not_see("The service cannot answer right now (503).")


def test_what_happens_to_a_contact_is_found_by_its_number(
    person: Person, service: Service, admin: str
) -> None:
    # given
    number = created(service, admin, firstName="Nora", lastName="Noted")
    assignment = {"legalEntity": {"id": "lindhof"}, "customer": {"id": number}}
    assert service.post("/customer-management/acme/contact-assignments", admin, assignment)[0] == 201
    person.signs_in("admin")

    # when
    person.opens(f"events?customer={number}")

    # then
    person.sees("customer.created", "client-management.user-assigned-to-legalentity")
    person.clicks(number, within="user-assigned")
    person.sees("Nora Noted", "Profile")


def test_several_columns_are_chosen_without_opening_the_menu_again(person: Person) -> None:
    # given
    person.signs_in("admin")
    person.sees("Show more")
    person.clicks("Columns")

    # when
    person.clicks("Country")
    person.clicks("Restriction")

    # then
    assert "country" in person.address()
    shown = "[...document.querySelectorAll('th')].map((each) => each.innerText.trim())"
    person.waits_for(f"const all = {shown}; return all.includes('Country') && all.includes('Restriction')")


def test_the_cursor_goes_along_and_what_is_told_has_one_place(person: Person, pictures: Path) -> None:
    # given
    person.signs_in("admin")
    person.waits_for("return document.querySelector('[role=status]').innerText.includes('of')")
    person.runs("window.told = document.querySelector('[role=status]')")

    # when
    person.clicks("Companies")
    person.sees("Muster GmbH")

    # then
    assert person.runs("return document.activeElement.tagName") == "MAIN"
    person.waits_for("return window.told.innerText.includes('companies')")
    assert person.runs("return document.querySelectorAll('[role=status], [aria-live]').length") == 1

    # when
    person.window(390, 800)
    person.opens("events")
    person.sees("Search")

    # then
    person.takes_picture(pictures / "events-narrow.png")
    assert not person.runs(_BEYOND_THE_EDGE)
