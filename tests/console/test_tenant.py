"""The tenant besides its settings: restrictions, imported passwords, and the health of the service."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.console.customers import created
from tests.console.person import Person
from tests.running.conftest import Service

RETENTION = "/customer/acme/config/password-migration-retention"


def test_each_restriction_has_the_number_of_its_customers_and_leads_to_them(
    person: Person, service: Service, admin: str
) -> None:
    # given
    person.signs_in("admin")

    # when
    person.clicks("Settings")
    person.clicks("Restrictions")
    person.sees("DE", "FR", "none")

    # then
    counts = "return [...document.querySelectorAll('tbody td.number')].map((each) => each.innerText.trim())"
    person.waits_for(f"{counts}.every((each) => each !== '')")
    german, french, others = map(int, person.runs(counts))
    created(service, admin, lastName="Restricted", restriction="DE")
    assert min(german, french, others) > 0

    # when
    person.reloads()
    person.opens("settings/restrictions")
    person.waits_for(f"{counts}[0] === '{german + 1}'")
    person.clicks("DE")

    # then
    person.sees(f"50 of {german + 1}")
    assert person.runs("return document.querySelector('input.code').value") == 'restriction:"DE"'


def test_rows_out_of_sight_are_not_counted(person: Person) -> None:
    # given
    person.signs_in("admin")
    person.window(1280, 400)
    person.runs(
        """
        const answered = window.fetch;
        window.counted = [];
        window.fetch = async (where, options) => {
          if (String(where).includes("configurations/restrictions")) {
            const value = Array.from({ length: 200 }, (_, n) => `R${n}`);
            const headers = { "content-type": "application/json" };
            return new Response(JSON.stringify({ value }), { headers });
          }
          if (options?.headers?.["X-Total-Count"]) window.counted.push(where);
          return answered(where, options);
        };
        """
    )

    # when
    person.opens("settings/restrictions")
    person.sees("R199")
    person.waits_for("return document.querySelectorAll('td.number:not(:has(.skeleton))').length > 3")

    # then
    assert 3 < person.runs("return window.counted.length") < 40


def test_the_end_of_imported_passwords_is_set_changed_and_taken_back(
    person: Person, service: Service, admin: str
) -> None:
    # given
    end = datetime.now(UTC).date() + timedelta(days=60)
    person.signs_in("admin")
    person.opens("settings/retention")
    person.sees("There is no end date: they are kept.")

    # when
    person.clicks("Set an end date")
    person.runs("document.querySelector('[name=retentionEndDate]').value = '2001-01-01'")
    person.clicks("Save")

    # then
    person.waits_for("return document.querySelector('[name=retentionEndDate]')?.ariaInvalid")

    # when
    person.runs(f"document.querySelector('[name=retentionEndDate]').value = '{end}'")
    person.clicks("Save")

    # then
    person.sees("Saved.", "Erased on", f"{end:%b} {end.day}, {end.year}")
    assert service.get(RETENTION, admin)[1]["emailReminderDate"] == str(end - timedelta(days=7))

    # when
    person.clicks("Edit")
    person.clicks("Customers get e-mails", within="Cancel")
    person.clicks("Save")
    person.does_not_see("Dates are in UTC")

    # then
    assert service.get(RETENTION, admin)[1]["emailNotificationsEnabled"] is False

    # when
    person.clicks("Delete")

    # then
    person.sees("There is no end date any more.", "they are kept")
    assert service.get(RETENTION, admin)[0] == 404


@pytest.mark.parametrize("name", ["reader", "de"])
def test_who_may_not_manage_the_tenant_is_offered_none_of_that(person: Person, name: str) -> None:
    # when
    person.signs_in(name)
    person.opens("settings/retention")

    # then
    person.sees("There is no such page, or you may not see it.")


def test_the_last_hour_is_told_by_operation(person: Person, service: Service, admin: str) -> None:
    # given
    service.get("/customer/acme/customers/1000", admin)
    service.get("/customer/acme/customers/nobody", admin)
    person.signs_in("admin")

    # when
    person.clicks("Health")

    # then
    person.sees("The last hour", "All together", "get_customer", "95% within", "Costs")
    rows = person.runs("return [...document.querySelectorAll('tbody tr')].map((each) => each.innerText)")
    cells = next(row.split("\t") for row in rows if row.startswith("get_customer"))
    _, requests, refused, failed, half, most, calls, dollars = cells
    assert int(requests) >= 2
    assert int(refused) >= 1
    assert int(failed) == 0
    assert half.endswith(" ms")
    assert most.endswith(" ms")
    assert int(calls) >= 2
    assert dollars.startswith("$0.0")
