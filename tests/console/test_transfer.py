"""What an import does with files that are not as they should be, and with a service that is busy."""

from pathlib import Path

import pytest

from tests.console.person import Person
from tests.running.conftest import Service

_BUSY_ONCE = """
const answered = window.fetch;
const refusal = { status: 429, headers: { "content-type": "application/json", "retry-after": "1" } };
let isBusy = true;
window.fetch = async (where, options) => {
  if (!isBusy || options?.method !== "POST") return answered(where, options);
  isBusy = false;
  return new Response(JSON.stringify({ message: "Too many requests" }), refusal);
};
"""
_SLOW = """
const answered = window.fetch;
window.sent = 0;
const goOn = new Promise((resolve) => (window.goOn = resolve));
window.fetch = async (where, options) => {
  if (!String(where).includes("sendPasswordResetNotifications")) return answered(where, options);
  if (!options.signal?.aborted) window.sent += 1;
  await goOn;
  return answered(where, options);
};
"""


def _imports(person: Person, file: Path, text: str) -> None:
    """Choose a file with this text, and import what is in it."""
    file.write_text(text, encoding="utf-8")
    person.gives_file("File", file)
    person.clicks("Import 1 customers")


def _named(service: Service, token: str, last_name: str) -> int:
    _, found = service.get(f"/customer/acme/customers?q=lastName:{last_name}", token)
    return len(found)


def test_whoever_imports_a_file_again_creates_its_customers_again(
    person: Person, service: Service, admin: str, tmp_path: Path
) -> None:
    # given
    person.signs_in("admin")
    person.clicks("Import, export")
    _imports(person, tmp_path / "twice.csv", "firstName,lastName\nTom,Twice\n")
    person.sees("1 created, 0 rejected.")

    # when
    person.runs("document.querySelector('[type=file]').dispatchEvent(new Event('click'))")
    _imports(person, tmp_path / "twice.csv", "firstName,lastName\nTom,Twice\n")

    # then
    person.sees("1 created, 0 rejected.")
    assert _named(service, admin, "Twice") == 2


def test_what_was_rejected_is_mended_in_the_saved_file_and_imported_by_a_service_that_is_busy(
    person: Person, service: Service, admin: str, tmp_path: Path
) -> None:
    # given
    person.signs_in("admin")
    person.clicks("Import, export")
    person.keeps_files()
    _imports(person, tmp_path / "wrong.csv", "lastName,contactEmail\nMended,wrong\n")
    person.sees("0 created, 1 rejected.")
    person.clicks("Save what was rejected")
    saved = person.file()

    # when
    person.runs(_BUSY_ONCE)
    _imports(person, tmp_path / "rejects.ndjson", saved.replace('"wrong"', '"mended@example.com"'))

    # then
    person.sees("1 created, 0 rejected.")
    assert _named(service, admin, "Mended") == 1


def test_an_import_ends_with_the_log_in_of_who_began_it(person: Person, tmp_path: Path) -> None:
    # given
    file = tmp_path / "many.ndjson"
    file.write_text("".join(f'{{"lastName": "Many{each}"}}\n' for each in range(40)))
    person.signs_in("admin")
    person.clicks("Import, export")
    person.runs(_SLOW)
    person.gives_file("File", file)
    person.clicks("Import 40 customers")
    begun = int(person.waits_for("return window.sent"))

    # when
    person.clicks("Sign out")
    person.clicks("Sign out", within="many.ndjson: Import")
    person.clicks("as admin")
    person.sees("Drop a file")
    person.runs("window.goOn()")

    # then
    person.clicks("Health")
    person.sees("works")
    assert person.runs("return window.sent") == begun


@pytest.mark.parametrize("line", ["[1]", "null", '"text"', "3", '[{"lastName": "Listed"}]'])
def test_a_line_that_is_not_a_customer_is_a_problem_of_its_own(
    person: Person, tmp_path: Path, line: str
) -> None:
    # given
    file = tmp_path / "lines.ndjson"
    file.write_text(f'{{"lastName": "First"}}\n{line}\n')
    person.signs_in("admin")
    person.clicks("Import, export")

    # when
    person.gives_file("File", file)

    # then
    person.sees("1 customers in lines.ndjson", "This is not a customer")


@pytest.mark.parametrize(
    "heading", ["mixins.__proto__.x", "constructor.name", "account.prototype", "__proto__.polluted"]
)
def test_a_heading_that_would_reach_more_than_the_customer_is_refused(
    person: Person, tmp_path: Path, heading: str
) -> None:
    # given
    file = tmp_path / "headings.csv"
    file.write_text(f"lastName,{heading}\nPolluted,yes\n")
    person.signs_in("admin")
    person.clicks("Import, export")

    # when
    person.gives_file("File", file)

    # then
    person.sees("0 customers in headings.csv", f"There is no member {heading}.")
    assert person.runs("return ({}).polluted ?? ({}).x ?? null") is None
