"""Filters that people put together from fields, comparisons and values, and `q`, which they write."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.console.customers import created
from tests.console.person import Person
from tests.running.conftest import Service

_MODULE = "return import('/console/views/customers/terms.js').then((terms) => {"
_ALL_TERMS = f"""{_MODULE}
  const values = {{ boolean: "true", time: "2026-01-31" }};
  const written = (field) => terms.comparisonsOf(field).map((comparison) =>
    terms.termOf(field, comparison, field.choices?.[0] ?? values[field.kind] ?? "x",
      field.kind === "named" ? "a.b" : ""));
  return terms.fields().flatMap(written);
}})"""
_TERMS_OF = """const company = { name: "company", kind: "text" };
return ["is", "begins", "contains"].map((comparison) => terms.termOf(company, comparison, VALUE));"""
_NASTY = (
    'Müller & "Söhne": Straße',
    "O'Brien, (GmbH); Co.",
    r"C:\Temp\ [a-z]+ *?^$ {2} | x",
    'ends with \\"',
    "null",
    "missing",
    "~^A",
    ">=1",
    "1 OR 2) AND (3",
    "Zażółć 小明 😀 😀",
    "http://example.com/?q=a%20b+c",
)
_SELECTED = """
const { activeElement: at } = document;
return at.value?.slice(at.selectionStart, at.selectionEnd);
"""
_Q = "return document.querySelector('[aria-label=\"Filter (q)\"]').value"


def _terms(person: Person, script: str) -> Any:
    return person.runs(f"{_MODULE} {script} }})")


def test_the_service_takes_every_field_and_comparison_that_is_offered(
    person: Person, service: Service, admin: str
) -> None:
    # given
    person.signs_in("admin")
    person.sees("50 of 2")

    # when
    terms = person.runs(_ALL_TERMS)

    # then
    offered = {term.split(":")[0] for term in terms}
    assert offered >= {"lastName", "company", "contactEmail", "restriction", "type", "active", "onHold"}
    assert offered >= {"addresses.country", "addresses.city", "metadataCreatedAt", "mixins.a.b"}
    for start in range(0, len(terms), 40):
        q = f"compoundLogicalQuery:({' OR '.join(terms[start : start + 40])})"
        status, answer = service.post("/customer/acme/customers/search?pageSize=1", admin, {"q": q})
        assert status == 200, answer


def test_whatever_the_value_is_the_term_means_just_that(person: Person, service: Service, admin: str) -> None:
    # given
    numbers = {value: created(service, admin, lastName="Quoted", company=value) for value in _NASTY}
    person.signs_in("admin")
    person.sees("50 of 2")

    for value, number in numbers.items():
        # when
        written = _terms(person, _TERMS_OF.replace("VALUE", json.dumps(value)))

        # then
        for term in written:
            _, found = service.post(
                "/customer/acme/customers/search", admin, {"q": f"lastName:Quoted {term}"}
            )
            assert [each["id"] for each in found] == [number], term


@pytest.mark.parametrize(
    ("q", "terms"),
    [
        ('lastName:~"^We b" active:true', ['lastName:~"^We b"', "active:true"]),
        (r'a:"x \" ; y";b:c\ d  e:f', [r'a:"x \" ; y"', r"b:c\ d", "e:f"]),
        ("a:(b:DE (c:Bonn OR c:~^K)) x:1", ["a:(b:DE (c:Bonn OR c:~^K))", "x:1"]),
        ('id:(1001,"a) b") ;', ['id:(1001,"a) b")']),
        ('lastName:"open', []),
        ("company:(a", []),
        ('lastName:~a[")] x:1', []),
        (r"lastName:~^a\ b:1", []),
        (r"lastName:~^a\(\d b:1", [r"lastName:~^a\(\d", "b:1"]),
        ("", []),
    ],
)
def test_each_term_is_known_by_where_it_begins_and_ends(person: Person, q: str, terms: list[str]) -> None:
    # when
    found = _terms(person, f"return terms.termsOf({json.dumps(q)}).map((each) => each.text);")

    # then
    assert found == terms


def test_an_agent_puts_a_filter_together_and_takes_it_apart(
    person: Person, service: Service, admin: str
) -> None:
    # given
    here = {"contactName": "Fiona", "country": "DE", "city": 'Bad "Köln": Süd'}
    number = created(service, admin, lastName="Filtered")
    service.post(f"/customer/acme/customers/{number}/addresses", admin, here)
    held = created(service, admin, lastName="Filtered-Other")
    service.patch(f"/customer/acme/customers/{held}", admin, {"onHold": True})
    person.signs_in("admin")
    person.clicks("Filter")

    # when
    person.types("Value", "filter")
    person.clicks("Add filter")

    # then
    person.sees("2 customers")
    assert person.runs(_Q) == 'lastName:~"^filter"'

    # when
    person.chooses("Field", "addresses.city")
    person.chooses("Comparison", "is")
    person.types("Value", 'Bad "Köln": Süd')
    person.clicks("Add filter")

    # then
    person.sees("1 customers")
    assert person.runs(_Q) == r'lastName:~"^filter" addresses.city:"Bad \"Köln\": Süd"'
    assert "filter" not in person.address()

    # when
    person.clicks("Remove addresses.city")
    person.sees("2 customers")
    person.chooses("Field", "onHold")
    person.clicks("Add filter")

    # then
    person.sees("1 customers", "Filtered-Other")
    assert person.runs(_Q) == 'lastName:~"^filter" onHold:true'

    # when
    person.goes_back()
    person.goes_back()

    # then
    person.sees("1 customers", "Filtered")
    person.does_not_see("Filtered-Other")
    assert "Köln" in person.runs(_Q)

    # when
    person.clicks("Filter")

    # then
    person.sees("50 of 2")
    person.does_not_see("Add filter")


def test_a_filter_holds_besides_the_words_that_are_searched_for(
    person: Person, service: Service, admin: str
) -> None:
    # given
    _, found = service.post("/customer/acme/customers/search", admin, {"search": "mar"})
    email = found[0]["contactEmail"]
    assert len(found) > 1
    person.signs_in("admin")
    person.types("Find by name, e-mail, company or number", "mar")
    person.presses_enter()
    person.sees(email)
    person.clicks("Filter")

    # when
    person.chooses("Field", "contactEmail")
    person.chooses("Comparison", "is")
    person.types("Value", email)
    person.clicks("Add filter")

    # then
    person.sees("1 customers", email)
    assert person.runs(_Q) == f'contactEmail:"{email}"'

    # when
    person.types("Find by name, e-mail, company or number", "nobody-at-all")
    person.presses_enter()

    # then
    person.sees("No customer matches.")
    assert person.runs(_Q) == f'contactEmail:"{email}"'


def test_a_member_of_a_mixin_and_a_day_can_be_asked_for(person: Person, service: Service, admin: str) -> None:
    # given
    created(service, admin, lastName="Mixed", mixins={"loyalty": {"a.b": {"tier": 'gold "VIP"'}}})
    created(service, admin, lastName="Mixed-Other", mixins={"loyalty": {"points": 7}})
    person.signs_in("admin")
    person.clicks("Filter")
    person.chooses("Field", "mixins")

    # when
    person.types("loyalty.points", r"loyalty.a\.b.tier")
    person.types("Value", 'gold "VIP"')
    person.clicks("Add filter")

    # then
    person.sees("1 customers", "Mixed")
    assert person.runs(_Q) == r'mixins.loyalty.a\.b.tier:"gold \"VIP\""'

    # when
    person.clicks("Remove mixins")
    person.chooses("Field", "mixins")
    person.chooses("Comparison", "atLeast")
    person.types("loyalty.points", "loyalty.points")
    person.types("Value", "7")
    person.clicks("Add filter")
    person.sees("Mixed-Other")
    person.chooses("Field", "metadataCreatedAt")
    person.types("Value", "01012026")
    person.clicks("Add filter")

    # then
    person.sees("Mixed-Other")
    assert "mixins.loyalty.points:>=7 metadataCreatedAt:>=" in person.runs(_Q)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_filter_that_is_refused_is_marked_where_it_is_wrong(
    person: Person, pictures: Path, width: int, dark: bool
) -> None:
    # given
    person.window(width, 800, dark=dark)
    person.signs_in("admin")
    person.clicks("Filter")
    picture = f"filter-{width}-{'dark' if dark else 'light'}"
    person.sees("50 of 2", "Add filter")
    person.takes_picture(pictures / f"{picture}.png")

    # when
    person.types("Filter (q)", "company:😀😀 active:yes onHold:true")
    person.presses_enter()

    # then
    person.sees("q, position 19: expected true or false, without quotes, found 'yes'")
    assert person.runs(_SELECTED) == "yes"
    assert person.runs("return document.querySelector('mark').lastChild.textContent") == "yes"
    assert person.runs("return document.activeElement.getAttribute('aria-invalid')") == "true"
    assert person.barriers() == []
    assert person.fits()
    person.takes_picture(pictures / f"{picture}-refused.png")

    # when
    person.clicks("Remove active:yes")

    # then
    person.sees("No customer matches.")
    person.does_not_see("q, position")
    assert person.runs(_Q) == "company:😀😀 onHold:true"
    assert person.barriers() == []


def test_a_filter_that_ends_too_early_is_marked_at_its_end_in_the_readers_language(person: Person) -> None:
    # given
    person.window(390, 800)
    person.signs_in("admin")
    person.chooses("Language", "de")
    person.clicks("Filter")

    # when
    person.types("Filter (q)", "active:true company:(A")
    person.presses_enter()

    # then
    person.sees("q, position 23", "Filter hinzufügen", "beginnt mit")
    assert person.runs("return document.querySelector('mark').innerText.includes('hier:')")
    assert person.runs("return document.activeElement.selectionStart") == len("active:true company:(A")
    assert person.barriers() == []
    assert person.fits()


def test_whoever_explains_a_wrong_filter_sees_where_it_is_wrong_and_mends_it(person: Person) -> None:
    # given
    person.signs_in("reader")
    person.clicks("Filter")
    person.types("Filter (q)", "addresses.citi:Bonn")

    # when
    person.clicks("What does this cost?")

    # then
    person.sees("q, position 1: expected a member of 'addresses'", "What a list costs")
    assert person.runs("return document.querySelector('mark').lastChild.textContent") == "addresses.citi:Bonn"
    assert person.barriers() == []

    # when
    person.types("Filter (q)", "addresses.city:Bonn")
    person.clicks("Explain")

    # then
    person.sees("Measured on one page")
