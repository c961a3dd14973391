"""A customer's data on its page: everything as a file, and the messages."""

import json

from tests.console.customers import created
from tests.console.person import Person
from tests.running.conftest import Service


def test_everything_that_is_held_about_a_customer_becomes_a_file(
    person: Person, service: Service, admin: str
) -> None:
    # given
    number = created(service, admin, firstName="Dora", lastName="Data", contactEmail="dora@example.com")
    person.signs_in("admin")
    person.opens(f"customers/{number}")
    person.keeps_files()

    # when
    person.clicks("Export data")

    # then
    person.sees("Everything that is held about Dora Data is in the file")
    document = json.loads(person.file())
    assert document["customerNumber"] == number
    assert document["profile"]["lastName"] == "Data"
    assert [each["email"] for each in document["accounts"]] == ["dora@example.com"]
    assert document["omitted"]


def test_a_reader_exports_nobody(person: Person) -> None:
    # given
    person.signs_in("reader")

    # when
    person.opens("customers/1000")
    person.sees("Anderson")

    # then
    assert "Export data" not in person.offered()


def test_messages_to_a_customer_are_on_its_page_and_lead_to_the_mailbox(
    person: Person, service: Service, admin: str
) -> None:
    # given
    number = created(service, admin, lastName="Reader", contactEmail="reads@example.com")
    other = created(service, admin, lastName="Other", contactEmail="other.reads@example.com")
    assert service.mailbox("reads@example.com")
    assert service.mailbox("other.reads@example.com")
    person.signs_in("admin")
    person.opens(f"customers/{number}")

    # when
    person.clicks("Messages")

    # then
    person.sees("reads@example.com", "Received")
    assert person.rows() == 1
    person.window(390, 800)
    assert person.fits()
    assert person.barriers() == []

    # when
    person.opens(f"mailbox?customer={other}")

    # then
    person.sees("other.reads@example.com")
    assert person.rows() == 1

    # when
    person.types("Customer", "1000")
    person.presses_enter()

    # then
    person.sees("No message to this customer is in the mailbox.")
    assert person.address() == "#/mailbox?customer=1000"


def test_who_is_limited_sees_no_messages_of_this_machine(
    person: Person, service: Service, admin: str
) -> None:
    # given
    number = created(service, admin, lastName="Limited", restriction="DE")
    person.signs_in("de")

    # when
    person.opens(f"customers/{number}")
    person.sees("Export data")

    # then
    assert "Messages" not in person.offered()
