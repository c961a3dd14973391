"""Typed texts and selections stay in another language, theme or order, and on the way back."""

from tests.console.person import Person

BOX = "Find by name, e-mail, company or number"
_VALUE = "return document.querySelector('input[type=search]').value"


def test_what_is_typed_and_selected_stays_in_another_language_and_theme(person: Person) -> None:
    # given
    person.signs_in("admin")
    person.types(BOX, "anna weber")
    person.presses_enter()
    person.sees("1 customers")
    person.clicks("Select")
    person.sees("1 selected")
    person.types(BOX, "not sent yet")

    # when
    person.chooses("Language", "de")

    # then
    person.sees("1 ausgewählt", "anna.weber@example.com")
    assert person.runs(_VALUE) == "not sent yet"
    assert person.runs("return document.querySelector('tbody input').checked")

    # when
    person.chooses("Farben", "dark")

    # then
    assert person.runs("return document.documentElement.dataset.theme") == "dark"
    assert person.runs(_VALUE) == "not sent yet"
    person.sees("1 ausgewählt")


def test_a_selection_stays_in_another_order_on_another_page_and_on_the_way_back(person: Person) -> None:
    # given
    person.signs_in("admin")
    person.sees("50 of 2")
    person.runs("for (const n of [0, 1]) document.querySelectorAll('tbody input')[n].click()")
    person.types(BOX, "halfway")

    # when
    person.clicks("Last name")
    person.sees("Last name ↑", "2 selected")

    # then
    assert person.runs(_VALUE) == "halfway"

    # when
    person.clicks("Columns")
    person.clicks("Number")
    person.clicks("Companies")
    person.sees("Muster GmbH")
    person.goes_back()

    # then
    person.sees("2 selected", "Last name ↑")
    assert person.runs(_VALUE) == "halfway"


def test_a_selection_is_of_its_search_and_of_who_works_here(person: Person) -> None:
    # given
    person.signs_in("admin")
    person.sees("50 of 2")
    person.runs("document.querySelector('tbody input').click()")
    person.sees("1 selected")

    # when
    person.types(BOX, "weber")
    person.presses_enter()
    person.sees("customers")

    # then
    person.does_not_see("1 selected")

    # when
    person.goes_back()
    person.sees("1 selected")
    person.clicks("Sign out")
    person.signs_in("reader")
    person.sees("50 of 2")

    # then
    person.does_not_see("1 selected")


def test_fields_of_other_views_keep_what_is_typed_too(person: Person) -> None:
    # given
    person.signs_in("admin")
    person.opens("events")
    person.types("Customer", "1000")
    person.types("Beginning of the name", "customer.")

    # when
    person.chooses("Language", "de")

    # then
    typed = (
        "return [...document.querySelectorAll('html[lang=de] form.search input')].map((each) => each.value)"
    )
    person.waits_for(f"{typed}.length === 2")
    assert person.runs(typed) == ["1000", "customer."]

    # when
    person.opens("companies")
    person.sees("Muster GmbH")
    person.types("Nach dem Anfang eines Namens suchen", "mus")
    person.chooses("Sprache", "en")

    # then
    person.waits_for("return document.querySelector('html[lang=en] input[type=search]')")
    assert person.runs(_VALUE) == "mus"
