"""What happens while a person works: others change the same, an answer is slow, the view is shown again."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from selenium.webdriver.common.keys import Keys

from tests.console.customers import created
from tests.console.person import Person
from tests.running.conftest import Service

RETENTION = "/customer/acme/config/password-migration-retention"
CLIENTS = "/iam/acme/clients"
SHOWN_SECRET = "return document.querySelector('dialog pre')?.textContent"
CURSOR = "return document.activeElement.innerText?.trim() || document.activeElement.ariaLabel"
_TODAY = datetime.now(UTC).date()
END, USUAL, LATER, REMINDER = (str(_TODAY + timedelta(days=days)) for days in (60, 53, 90, 30))

_SLOW = """
const answered = window.fetch;
const goOn = new Promise((resolve) => (window.goOn = resolve));
window.asked = 0;
window.settled = 0;
window.fetch = async (where, options) => {
  if (!/export$|secrets$/.test(where)) return answered(where, options);
  window.asked += 1;
  await goOn;
  return answered(where, options).finally(() => (window.settled += 1));
};
"""
_AWAY = """
const answered = window.fetch;
const away = () => new Response("<html>", { status: 504, headers: { "content-type": "text/html" } });
window.fetch = (where, options) => (String(where).includes("/health") ? away() : answered(where, options));
"""


@pytest.fixture
def kept(service: Service, admin: str) -> Iterator[None]:
    """Dates of a password migration."""
    assert service.post(RETENTION, admin, {"retentionEndDate": END})[0] in {200, 201, 204}
    yield
    service.delete(RETENTION, admin)


def _dates(service: Service, admin: str) -> tuple[str, str]:
    stored = service.get(RETENTION, admin)[1]
    return stored["retentionEndDate"], stored["emailReminderDate"]


def _clicks_twice(person: Person, label: str) -> None:
    person.runs(
        f"const button = [...document.querySelectorAll('button')].find((e) => e.innerText === '{label}');"
        "button.focus(); button.click(); button.click()"
    )


def _types_date(person: Person, name: str, date: str) -> None:
    person.waits_for(f"return document.querySelector('dialog [name={name}]')")
    person.runs(
        f"const field = document.querySelector('dialog [name={name}]'); field.value = '{date}';"
        "field.dispatchEvent(new Event('input', { bubbles: true }))"
    )


@pytest.mark.usefixtures("kept")
def test_dates_that_another_person_has_set_stay_unless_both_changed_the_same(
    person: Person, service: Service, admin: str
) -> None:
    # given
    person.signs_in("admin")
    person.opens("settings/retention")
    person.clicks("Edit")
    _types_date(person, "emailReminderDate", REMINDER)

    # when
    service.post(RETENTION, admin, {"retentionEndDate": LATER, "emailReminderDate": USUAL})
    person.clicks("Save")
    person.sees("Saved.")

    # then
    assert _dates(service, admin) == (LATER, REMINDER)
    assert person.runs(CURSOR) == "Edit"

    # when
    person.clicks("Edit")
    _types_date(person, "retentionEndDate", END)
    person.presses(Keys.ESCAPE)
    person.clicks("Go on editing")
    other = str(_TODAY + timedelta(days=120))
    service.post(RETENTION, admin, {"retentionEndDate": other, "emailReminderDate": REMINDER})
    person.clicks("Save")

    # then
    person.sees("Somebody else has changed this")
    assert _dates(service, admin) == (other, REMINDER)
    person.clicks("Save")
    person.does_not_see("Somebody else has changed this")
    assert _dates(service, admin) == (END, REMINDER)


@pytest.mark.usefixtures("kept")
def test_dates_that_another_person_has_set_are_neither_deleted_nor_undone(
    person: Person, service: Service, admin: str
) -> None:
    # given
    person.signs_in("admin")
    person.opens("settings/retention")
    person.sees("Erased on")
    service.post(RETENTION, admin, {"retentionEndDate": LATER})

    # when
    person.clicks("Delete")

    # then
    person.sees("Somebody else has changed the dates meanwhile.")
    assert _dates(service, admin)[0] == LATER

    # when
    person.clicks("Delete")
    person.sees("There is no end date any more.")
    service.post(RETENTION, admin, {"retentionEndDate": END})
    person.clicks("Undo")

    # then
    person.sees("Erased on")
    assert _dates(service, admin)[0] == END


def test_a_customers_export_ends_with_the_log_in_of_who_asked_for_it(
    person: Person, service: Service, admin: str
) -> None:
    # given
    number = created(service, admin, firstName="Ex", lastName="Ported")
    person.signs_in("admin")
    person.keeps_files()
    person.opens(f"customers/{number}")
    person.sees("Ported")
    person.runs(_SLOW)

    # when
    _clicks_twice(person, "Export data")
    person.clicks("Companies")
    person.sees("Not finished", "Ex Ported: Export data")
    person.clicks("Sign out")
    person.clicks("Sign out", within="Ex Ported: Export data")
    person.signs_in("reader")
    person.runs("window.goOn()")
    person.waits_for("return window.settled === 1")

    # then
    assert person.runs("return window.asked") == 1
    assert person.runs("return window.saved ?? null") is None
    person.does_not_see("Not finished", "Ported")


def test_a_secret_is_made_once_and_shown_until_it_is_closed(
    person: Person, service: Service, admin: str
) -> None:
    # given
    made = service.post(CLIENTS, admin, {"name": "Doubled", "scopes": ["customer.customer_read"]})[1]
    person.signs_in("admin")
    person.opens("settings/clients")
    person.clicks("Doubled")
    person.sees("Add a second secret")
    person.runs(_SLOW)

    # when
    _clicks_twice(person, "Add a second secret")

    # then
    assert person.runs(CURSOR) == "Add a second secret"
    assert person.runs("return document.activeElement.ariaBusy") == "true"

    # when
    person.runs("window.goOn()")
    secret = person.waits_for(SHOWN_SECRET)
    assert person.runs("return window.asked") == 1
    for _ in range(3):
        person.presses(Keys.ESCAPE)
    person.goes_back()
    person.sees("acme-reader")

    # then
    assert person.runs(SHOWN_SECRET) == secret
    assert person.runs(
        "const leaving = new Event('beforeunload', { cancelable: true });"
        "dispatchEvent(leaving); return leaving.defaultPrevented"
    )
    assert service.token(made["client_id"], secret)
    person.clicks("Close")
    person.does_not_see(secret)
    assert person.runs("return document.querySelector('dialog')") is None


def test_the_cursor_stays_where_it_was_when_a_view_is_shown_again(
    person: Person, service: Service, admin: str
) -> None:
    # given
    number = created(service, admin, firstName="Cur", lastName="Sor")
    person.signs_in("admin")

    # when
    person.opens(f"customers/{number}")
    person.clicks("Edit", within="Cur")
    person.types("company", "Cursor & Sons")
    person.clicks("Save")
    person.sees("Saved.")

    # then
    person.waits_for("return document.activeElement !== document.body")
    assert person.runs("return document.activeElement.tagName") == "H1"

    # when
    person.opens("webhooks/config/crm/deliveries")
    person.sees("All states")
    person.runs("document.querySelector('select[aria-label=State]').focus()")
    person.chooses("State", "DEAD")
    person.waits_for("return location.hash.includes('DEAD') && document.querySelector('.view select')")

    # then
    person.waits_for("return document.activeElement.ariaLabel === 'State'")

    # when
    person.opens("customers?columns=constructor,lastName,company")
    person.sees("50 of 2")
    person.clicks("Last name")
    person.sees("Last name ↑")

    # then
    person.waits_for("return document.activeElement.innerText === 'Last name ↑'")


def test_a_failure_without_words_gets_a_sentence_and_hides_nothing_else(person: Person) -> None:
    # given
    person.signs_in("admin")
    person.runs(_AWAY)
    person.opens("health")

    # then
    person.sees("The service took too long (504).", "The last hour", "All together")
    person.does_not_see("HTTP 504")

    # when
    person.chooses("Language", "de")

    # then
    person.sees("Der Dienst hat zu lange gebraucht (504).")


@pytest.mark.parametrize("name", ["constructor", "__proto__", "toString", "nothing"])
def test_a_tab_that_is_not_there_shows_the_usual_one(person: Person, name: str) -> None:
    # given
    person.signs_in("admin")

    # when
    person.opens(f"webhooks/config/crm/{name}")

    # then
    person.sees("Single event types")
    assert "[object" not in person.screen()
    assert (
        person.runs("return document.querySelector('.view .tabs [aria-current]').innerText") == "Destinations"
    )

    # when
    person.opens(f"customers/1000/{name}")

    # then
    person.sees("Anderson", "Preferences")
    assert person.runs("return document.querySelector('.view .tabs [aria-current]').innerText") == "Profile"


def test_what_is_typed_for_a_webhook_is_kept_except_its_secret(person: Person) -> None:
    # given
    person.signs_in("admin")
    person.opens("webhooks")
    person.clicks("New webhook")
    person.types("code", "half-written")
    person.types("configuration.secretKey", "not-to-be-kept-anywhere")

    # when
    person.presses(Keys.ESCAPE)
    person.clicks("Go on editing")

    # then
    values = "return [...document.querySelectorAll('dialog input')].map((each) => each.value)"
    assert person.runs(values) == ["half-written", "", "", ""]
    person.clicks("Cancel")

    # when
    person.opens("webhooks/config/crm")
    person.clicks("Add an event type")
    person.types("name", "Half an element")
    person.presses(Keys.ESCAPE)
    person.clicks("Go on editing")

    # then: what is kept belongs to the view that is shown
    person.waits_for("return document.querySelector('dialog [name=name]')?.value === 'Half an element'")
    person.does_not_see("Not finished")
    person.clicks("Cancel")
