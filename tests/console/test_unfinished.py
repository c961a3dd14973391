"""What somebody has begun outlives the view that it was begun in: edits, a chosen file, a running import."""

from pathlib import Path

from selenium.webdriver.common.keys import Keys

from tests.console.customers import created
from tests.console.person import Person
from tests.running.conftest import Service

_SLOW = """
const answered = window.fetch;
const goOn = new Promise((resolve) => (window.goOn = resolve));
window.fetch = async (where, options) => {
  if (String(where).includes("sendPasswordResetNotifications")) await goOn;
  return answered(where, options);
};
"""
_ASKS_BEFORE_LEAVING = """
const leaving = new Event("beforeunload", { cancelable: true });
dispatchEvent(leaving);
return leaving.defaultPrevented;
"""


def test_an_edit_is_still_there_after_another_tab_a_link_and_another_language(
    person: Person, service: Service, admin: str, pictures: Path
) -> None:
    # given
    number = created(service, admin, firstName="Kea", lastName="Kept", preferredSite="main")
    person.signs_in("admin")
    person.opens(f"customers/{number}")
    person.clicks("Edit", within="Kea")
    person.types("company", "Half written")

    # when
    person.clicks("Addresses")
    person.sees("There are no addresses", "Not finished", "Kea Kept: Contact")
    person.clicks("Companies")
    person.sees("Muster GmbH", "Kea Kept: Contact")

    # then
    for width in (1280, 390):
        person.window(width, 800)
        person.takes_picture(pictures / f"unfinished-{width}-light.png")
        assert person.barriers() == []
    person.window(1280, 800)
    assert person.runs(_ASKS_BEFORE_LEAVING)

    # when: meanwhile somebody else changes another member, and the reader another language
    service.patch(f"/customer/acme/customers/{number}", admin, {"firstName": "Keanu"})
    person.clicks("Kea Kept: Contact")
    person.sees("Keanu")
    person.chooses("Language", "de")
    person.sees("Speichern", "Firma")

    # then
    assert person.runs("return document.querySelector('[name=company]').value") == "Half written"

    # when
    person.types("company", "Wholly written")
    person.clicks("Speichern")
    person.sees("Jemand anderes hat das geändert")
    person.clicks("Speichern")
    person.does_not_see("Jemand anderes hat das geändert")

    # then
    person.sees("Wholly written", "Keanu")
    assert not person.runs(_ASKS_BEFORE_LEAVING)
    person.clicks("Firmen")
    person.does_not_see("Nicht fertig")


def test_what_was_typed_into_a_dialog_outlives_it_until_it_is_given_up(
    person: Person, service: Service, admin: str
) -> None:
    # given
    number = created(service, admin, firstName="Dia", lastName="Logue")
    person.signs_in("admin")
    person.opens(f"customers/{number}")
    person.clicks("As JSON", within="Mixins")
    person.types("Mixins, as JSON", '{"half": ')

    # when
    person.presses(Keys.ESCAPE)
    person.clicks("Go on editing")

    # then
    assert person.runs("return document.querySelector('dialog textarea').value") == '{"half": '

    # when
    person.presses(Keys.ESCAPE)
    person.clicks("Companies")
    person.clicks("Give up: Dia Logue: Mixins")
    person.sees("Dia Logue: Mixins is given up.")
    person.clicks("Undo")
    person.clicks("Dia Logue: Mixins")
    person.clicks("As JSON", within="Mixins")

    # then
    assert person.runs("return document.querySelector('dialog textarea').value") == '{"half": '

    # when
    person.clicks("Cancel")

    # then
    person.clicks("As JSON", within="Mixins")
    assert person.runs("return document.querySelector('dialog textarea').value") == "{}"


def test_whoever_signs_out_is_asked_once_and_nobody_else_gets_what_was_typed(
    person: Person, service: Service, admin: str
) -> None:
    # given
    number = created(service, admin, firstName="Sid", lastName="Signed")
    person.signs_in("admin")
    person.opens(f"customers/{number}")
    person.clicks("Edit", within="Sid")
    person.types("company", "Secret & Sons")

    # when
    person.clicks("Sign out")
    person.sees("What is not saved is given up", "Sid Signed: Contact")
    person.clicks("Cancel")

    # then
    assert person.runs("return document.querySelector('[name=company]').value") == "Secret & Sons"

    # when
    person.clicks("Sign out")
    person.clicks("Sign out", within="Sid Signed: Contact")
    person.clicks("as admin")

    # then
    person.sees("Sid", "Profile")
    person.does_not_see("Not finished", "Save")
    assert not person.runs(_ASKS_BEFORE_LEAVING)


def test_a_chosen_file_and_its_import_outlive_another_language_and_another_view(
    person: Person, service: Service, admin: str, tmp_path: Path, pictures: Path
) -> None:
    # given
    file = tmp_path / "going.csv"
    file.write_text("lastName,contactEmail\nGoing,going@example.com\nGoing,wrong\nGoing\n")
    person.signs_in("admin")
    person.clicks("Import, export")
    person.gives_file("File", file)
    person.sees("2 customers in going.csv")

    # when
    person.chooses("Language", "de")

    # then
    person.sees("2 Kunden in going.csv", "1 Zeilen")
    assert person.runs("return document.querySelector('[type=file]').files[0].name") == "going.csv"
    person.takes_picture(pictures / "import-chosen-1280-light.png")

    # when
    person.runs(_SLOW)
    person.clicks("2 Kunden importieren")
    person.waits_for("return document.querySelector('progress')")
    person.chooses("Sprache", "en")
    person.sees("0 created, 0 rejected.")
    person.clicks("Companies")
    person.sees("going.csv: Import")
    assert person.runs(_ASKS_BEFORE_LEAVING)
    person.runs("window.goOn()")

    # then
    person.sees("1 created, 1 rejected.")
    person.does_not_see("Not finished")
    person.clicks("Import, export")
    person.sees("1 created, 1 rejected.", "Save what was rejected", "must be an e-mail address")
    _, stored = service.get("/customer/acme/customers?q=lastName:Going", admin)
    assert len(stored) == 1
