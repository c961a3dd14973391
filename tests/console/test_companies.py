"""What people do with companies and with those who act for them."""

from tests.console.customers import created
from tests.console.person import Person
from tests.running.conftest import Service


def test_a_company_shows_where_it_stands_and_who_acts_for_it(
    person: Person, service: Service, admin: str
) -> None:
    # given
    number = created(service, admin, firstName="Carla", lastName="Contact", contactEmail="carla@example.com")
    person.signs_in("admin")

    # when
    person.opens("companies")
    person.clicks("Muster Handel GmbH")
    person.sees("Belongs to", "Muster GmbH")
    person.clicks("Assign a contact")
    person.types("customerNumber", number)
    person.clicks("Assign a contact")

    # then
    person.sees(f"{number} is a contact now.", "carla@example.com")

    # when
    person.clicks("Take out", within="carla@example.com")

    # then
    person.sees("is no longer a contact")


def test_a_colleague_gets_a_role(person: Person, service: Service, admin: str) -> None:
    # given
    number = created(service, admin, firstName="Bea", lastName="Buyer", contactEmail="bea@example.com")
    assignment = {"legalEntity": {"id": "lindhof"}, "customer": {"id": number}, "type": "CONTACT"}
    assert service.post("/customer-management/acme/contact-assignments", admin, assignment)[0] == 201
    person.signs_in("admin")
    person.opens("companies/lindhof")

    # when
    person.chooses("Role: Bea Buyer", "BUYER")

    # then
    person.sees("Bea Buyer is BUYER now.")
    _, buyers = service.get("/iam/acme/groups/BUYER.lindhof/users", admin)
    assert number in {each["userId"] for each in buyers}

    # when
    person.chooses("Role: Bea Buyer", "CONTACT")

    # then
    person.sees("Bea Buyer is CONTACT now.")
    _, buyers = service.get("/iam/acme/groups/BUYER.lindhof/users", admin)
    assert number not in {each["userId"] for each in buyers}
