"""What people do with the console, from the first page on."""

from pathlib import Path

from tests.console.customers import created, number_of
from tests.console.person import Person
from tests.running.conftest import Service

ANNA = "anna.weber@example.com"
_WITHOUT_SEARCH = """
const detail = { field: "search", type: "search_unavailable", message: "off" };
const refusal = JSON.stringify({ status: 400, message: "off", details: [detail] });
const headers = { "content-type": "application/json" };
const answered = window.fetch;
const searches = (options) => options?.body?.includes('"search":');
window.fetch = async (where, options) =>
  searches(options) ? new Response(refusal, { status: 400, headers }) : answered(where, options);
"""
"""The answer of a tenant whose setting `search` is off, which takes a minute to be known."""


def test_the_first_page_leads_to_all_customers_by_a_single_click(person: Person, pictures: Path) -> None:
    # when
    person.signs_in("admin")

    # then
    person.sees("50 of 2", "Created ↓")
    assert person.rows() >= 25
    person.takes_picture(pictures / "console-customers.webp")  # these two are in the README
    person.clicks("Wagner")
    person.sees("Profile", "Last name")
    person.takes_picture(pictures / "console-customer.webp")


def test_a_developer_finds_anna_weber_and_changes_her_address(
    person: Person, service: Service, admin: str
) -> None:
    # given
    anna = number_of(service, admin, ANNA)
    person.signs_in("admin")

    # when
    person.types("Find by name, e-mail, company or number", "anna weber")
    person.presses_enter()
    person.sees("1 customers")
    person.clicks("Weber")
    person.clicks("Addresses")
    person.clicks("Edit", within="Berlin")
    person.types("street", "Torstraße")
    person.types("zipCode", "10119")
    person.clicks("Save")

    # then
    person.sees("Saved.", "Torstraße", "10119 Berlin")
    _, addresses = service.get(f"/customer/acme/customers/{anna}/addresses", admin)
    assert {(each["street"], each["zipCode"]) for each in addresses} >= {("Torstraße", "10119")}


def test_an_agent_finds_somebody_by_pieces_of_what_the_caller_says_though_mistyped(person: Person) -> None:
    # given
    person.signs_in("reader")

    # when
    person.types("Find by name, e-mail, company or number", "waber berl")
    person.presses_enter()

    # then
    person.sees("Searched for “weber berl”", "Weber", "Berlin")
    person.does_not_see("Created ↓")
    assert "berl" not in person.address()


def test_where_a_tenant_has_no_search_the_box_finds_beginnings(person: Person) -> None:
    # given
    person.signs_in("reader")
    person.runs(_WITHOUT_SEARCH)

    # when
    person.types("Find by name, e-mail, company or number", "anna web")
    person.presses_enter()

    # then
    person.sees("1 customers", "anna.weber@example.com", "Created ↓")


def test_whoever_writes_a_filter_sees_what_it_costs_in_their_language(person: Person) -> None:
    # given
    person.signs_in("reader")
    person.clicks("Filter")
    person.types("Filter (q)", "active:true lastName:~eb")

    # when
    person.clicks("What does this cost?")

    # then
    person.sees("All of the index of Created", "Last name, of every", "Measured on one page")
    person.sees("Say how lastName begins")
    assert "#/explain" in person.address()
    assert "lastName" not in person.address()

    # when
    person.chooses("Language", "de")

    # then
    person.sees("Was eine Liste kostet", "Sagen, wie lastName beginnt", "Gemessen an einer Seite")

    # when
    person.types("Wörter (search)", "weber berl")
    person.types("Filter (q)", "")
    person.types("Reihenfolge (sort)", "")
    person.clicks("Erklären")

    # then
    person.sees("Die Listen der Wörter weber, berl", "Die besten Treffer zuerst")


def test_what_the_api_refuses_is_shown_at_the_field_that_it_names(
    person: Person, service: Service, admin: str
) -> None:
    # given
    number = created(service, admin, firstName="Rita", lastName="Refused", contactEmail="rita@example.com")
    person.signs_in("admin")
    person.opens(f"customers/{number}")

    # when
    person.clicks("Edit", within="Rita")
    person.types("contactEmail", "nonsense")
    person.clicks("Save")

    # then
    person.sees("must be an e-mail address")
    assert person.runs("return document.activeElement.name") == "contactEmail"
    _, stored = service.get(f"/customer/acme/customers/{number}", admin)
    assert stored["contactEmail"] == "rita@example.com"


def test_who_changes_what_somebody_else_has_changed_sees_both_and_chooses(
    person: Person, service: Service, admin: str
) -> None:
    # given
    number = created(service, admin, firstName="Ken", lastName="Conflict", company="Old & Sons")
    person.signs_in("admin")
    person.opens(f"customers/{number}")
    person.clicks("Edit", within="Ken")
    person.types("company", "Mine & Sons")
    service.patch(f"/customer/acme/customers/{number}", admin, {"company": "Theirs", "firstName": "Kenneth"})

    # when
    person.clicks("Save")

    # then
    person.sees("Somebody else has changed this", "Mine & Sons", "Theirs")

    # when
    person.clicks("Save")

    # then
    person.sees("Saved.", "Mine & Sons", "Kenneth")
    _, stored = service.get(f"/customer/acme/customers/{number}", admin)
    assert (stored["company"], stored["firstName"]) == ("Mine & Sons", "Kenneth")


def test_a_hold_is_one_click_and_so_is_taking_it_back(person: Person, service: Service, admin: str) -> None:
    # given
    number = created(service, admin, firstName="Holly", lastName="Held", contactEmail="holly@example.com")
    person.signs_in("admin")
    person.opens(f"customers/{number}")

    # when
    person.clicks("Hold")

    # then
    person.sees("Holly Held is on hold", "Release")

    # when
    person.clicks("Undo")

    # then
    person.sees("Hold")
    person.does_not_see("Release")
    _, stored = service.get(f"/customer/acme/customers/{number}", admin)
    assert stored["onHold"] is False


def test_a_deletion_has_to_be_typed(person: Person, service: Service, admin: str) -> None:
    # given
    number = created(service, admin, firstName="Dora", lastName="Deleted")
    person.signs_in("admin")
    person.opens(f"customers/{number}")

    # when
    person.clicks("Delete")
    person.sees("This cannot be undone")
    person.types(f"Type {number} to confirm", number)
    person.clicks("Delete")

    # then
    person.sees("Dora Deleted is deleted.")
    assert service.get(f"/customer/acme/customers/{number}", admin)[0] == 404


def test_a_limited_agent_sees_nothing_of_others_not_even_in_what_the_page_receives(
    person: Person, service: Service, admin: str
) -> None:
    # given
    _, french = service.get("/customer/acme/customers?q=restriction:FR&pageSize=60", admin)
    person.signs_in("de")
    person.sees("only DE")

    # when
    person.types("Find by name, e-mail, company or number", "mar")
    person.presses_enter()
    person.sees("customers")
    person.opens(f"customers/{french[0]['customerNumber']}")

    # then
    person.sees("or you may not see it")
    received = person.received()
    assert "contactEmail" in received
    assert not [each["contactEmail"] for each in french if each["contactEmail"] in received]


def test_a_reader_is_offered_nothing_that_changes_something(
    person: Person, service: Service, admin: str
) -> None:
    # given
    anna = number_of(service, admin, ANNA)

    # when
    person.signs_in("reader")
    person.sees("50 of 2")
    person.opens(f"customers/{anna}")
    person.sees("Anna")

    # then
    assert not {"Edit", "Hold", "Delete", "New customer", "Settings"} & set(person.offered())


def test_a_view_can_be_shared_by_its_address_which_holds_nothing_personal(person: Person) -> None:
    # given
    person.signs_in("admin")

    # when
    person.clicks("Last name")
    person.types("Find by name, e-mail, company or number", "wagner")
    person.presses_enter()
    person.does_not_see("Weber")

    # then
    assert person.address() == "#/customers?sort=lastName%3Aasc"

    # when
    person.clicks("Wagner")
    person.sees("Profile")
    person.goes_back()

    # then
    person.sees("Wagner")
    person.does_not_see("Weber")
    assert person.address() == "#/customers?sort=lastName%3Aasc"


def test_the_message_that_a_customer_got_can_be_read(person: Person, service: Service, admin: str) -> None:
    # given
    number = created(service, admin, lastName="Invited", contactEmail="invited@example.com")
    person.signs_in("admin")
    person.opens(f"customers/{number}")

    # when
    person.clicks("Send invitation")
    person.sees("on its way to invited@example.com")
    service.mailbox("invited@example.com")
    person.clicks("Mailbox")
    person.clicks("", within="invited@example.com")

    # then
    person.sees("invited@example.com", "Token", number)


def test_a_file_is_checked_imported_and_what_was_rejected_can_be_mended(
    person: Person, service: Service, admin: str, tmp_path: Path
) -> None:
    # given
    file = tmp_path / "customers.csv"
    file.write_text(
        "id;firstName;lastName;contactEmail\n"
        'imported-1;Ida;"Imported; the first";ida@example.com\n'
        "imported-2;Ivo;Imported\n"
        "imported-3;Iris;Imported;not an address\n"
    )
    person.signs_in("admin")
    person.clicks("Import, export")

    # when
    person.gives_file("File", file)

    # then
    person.sees("2 customers in customers.csv", "1 lines cannot be read", "3 cells instead of 4")

    # when
    person.clicks("Import 2 customers")

    # then
    person.sees("1 created, 1 rejected.", "Save what was rejected", "contactEmail: must be an e-mail address")
    _, stored = service.get("/customer/acme/customers/imported-1", admin)
    assert stored["lastName"] == "Imported; the first"
    assert service.get("/customer/acme/customers/imported-3", admin)[0] == 404


def test_what_a_change_publishes_appears_while_one_looks(
    person: Person, service: Service, admin: str
) -> None:
    # given
    person.signs_in("admin")
    person.clicks("Events")

    # when
    number = created(service, admin, lastName="Watched")

    # then
    person.sees(number, "customer.created")

    # when
    person.clicks("customer.created", within=number)

    # then
    person.sees('"detail-type": "customer.created"')


def test_an_agent_acts_for_a_customer(person: Person, service: Service, admin: str) -> None:
    # given
    number = created(service, admin, lastName="Assisted", contactEmail="assisted@example.com")
    person.signs_in("admin")
    person.opens(f"customers/{number}")

    # when
    person.clicks("Act for them")

    # then
    person.sees("you act for Assisted for an hour")
    assert person.runs("return document.querySelector('dialog pre').innerText").count(".") == 2
