"""Conditions on one element of a list: `addresses:(country:DE city:Paris)` of query-language.md."""

from typing import Any

import pytest

from shared.domain.callers.access import Access, Grant, LegalEntityReference
from shared.domain.errors import Forbidden, InvalidQuery
from shared.domain.query.askable import check_asked
from shared.domain.query.order import DEFAULT_ORDER
from shared.domain.query.parser import parse_query
from tests.unit.query.documents import customer

DOCUMENT = customer(
    addresses=[
        {"id": "a1", "country": "DE", "city": "Bonn", "tags": ["SHIPPING", "A"], "isDefault": True},
        {"id": "a2", "country": "FR", "city": "Paris", "tags": ["BILLING"], "mixins": {"m": {"n": [1, 2]}}},
        {"id": "a3", "isDefault": False},
    ],
    accounts=[{"id": "anna@x.de", "providerId": "corp"}, {"id": "anna@y.de"}],
    b2b={"legalEntities": [{"id": "e1", "name": "Acme"}, {"id": "e2", "name": "Bird"}]},
)
DOCUMENT["defaultAddress"] = DOCUMENT["addresses"][0]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("addresses.country:DE addresses.city:Paris", True),
        ("addresses:(country:DE city:Paris)", False),
        ("addresses:(country:FR city:Paris)", True),
        ("addresses:(country:DE AND city:Bonn)", True),
        ("addresses:(country:DE; city:Bonn)", True),
        ("addresses:(country:DE AND city:Paris OR city:Bonn)", True),
        ("addresses:(country:DE AND (city:Paris OR city:Köln))", False),
        ("addresses:((country:DE OR country:FR) city:Paris)", True),
        ("addresses:(city:(Paris OR missing) country:missing)", True),
        ("addresses:(city:~^Par country:(DE,AT))", False),
        ("addresses:(tags:BILLING isDefault:true)", False),
        ("addresses:(tags:SHIPPING isDefault:TRUE)", True),
        ("addresses:(tags:SHIPPING tags:A)", True),
        ("addresses:(tags:SHIPPING tags:BILLING)", False),
        ("addresses:(mixins.m.n:2 city:Paris)", True),
        ("addresses:(mixins.m.n:2 city:Bonn)", False),
        ("addresses:(city:null)", True),
        ("addresses:(compoundLogicalQuery:((city:Bonn) OR (city:Ulm)) country:DE)", True),
        ("addresses:(city:Bonn) addresses:(city:Paris)", True),
        ("compoundLogicalQuery:(addresses:(country:DE city:Paris) OR addresses:(city:Bonn))", True),
        ("defaultAddress:(country:DE city:Bonn)", True),
        ("defaultAddress:(tags:SHIPPING tags:BILLING)", False),
        ("accounts:(id:ANNA@x.de providerId:corp)", True),
        ("accounts:(id:anna@y.de providerId:corp)", False),
        ("accounts:(id:anna@y.de providerId:missing)", True),
        ("b2b.legalEntities:(id:e1 name:Acme)", True),
        ("b2b.legalEntities:(id:e1 name:Bird)", False),
        ("b2b:(legalEntities:(id:e2 name:Bird) companyRegistrationId:missing)", True),
        ("b2b:(legalEntities.id:e2 legalEntities.name:Acme)", True),
        ("metadata:(version:>2)", True),
    ],
)
def test_all_of_it_has_to_hold_for_one_element(q: str, expected: bool) -> None:
    assert parse_query(q).matches(DOCUMENT) is expected


@pytest.mark.parametrize("members", [{}, {"addresses": []}, {"addresses": None}])
def test_a_customer_without_elements_has_none_that_it_holds_for(members: dict[str, Any]) -> None:
    assert parse_query("addresses.city:null").matches(customer(**members))
    assert not parse_query("addresses:(city:null)").matches(customer(**members))
    assert not parse_query("defaultAddress:(city:null)").matches(customer(**members))


@pytest.mark.parametrize(
    ("q", "position", "expected"),
    [
        ("addresses:(foo:x)", 12, "a member of 'addresses' (id, "),
        ("addresses:(city:Bonn lastName:Doe)", 22, "a member of 'addresses' (id, "),
        ("addresses:(isDefault:yes)", 22, "true or false, without quotes, found 'yes'"),
        ("addresses:(metadata.version:>x)", 30, "a number"),
        ("addresses:()", 12, "the name of a field, found ')'"),
        ("addresses:(Bonn,Paris)", 16, "':' and a condition after the field, found ','"),
        ("addresses:(city:Bonn", 21, "AND, OR or ')', found the end"),
        ("addresses:(city:Bonn)x", 22, "a space, ';' or the end"),
        ("addresses:(city:Bonn) foo:x", 23, "a known field"),
        ("b2b:(legalEntities:(companyRegistrationId:x))", 21, "a member of 'b2b.legalEntities' (id, "),
        ("addresses:" + "(" * 60, 61, "at most 50 parentheses within each other"),
    ],
)
def test_an_error_in_it_has_its_place(q: str, position: int, expected: str) -> None:
    with pytest.raises(InvalidQuery) as caught:
        parse_query(q)

    assert caught.value.message.startswith(f"q, position {position}: expected {expected}")


def test_terms_on_one_element_count_as_terms() -> None:
    most = f"addresses:({' '.join(['city:Bonn'] * 50)})"

    assert parse_query(most).matches(DOCUMENT)
    with pytest.raises(InvalidQuery, match="at most 50 terms"):
        parse_query(most + " id:1")


def test_it_tells_which_members_it_reads_and_asks_for_no_more_than_a_caller_may() -> None:
    colleague = Access(own=Grant(), number="1", legal_entities=(LegalEntityReference("e1"),))

    assert parse_query("addresses:(city:B)").top_level_fields() == {"addresses"}
    for q in ("addresses:(city:Bonn)", "b2b.legalEntities:(id:e9 name:Acme)"):
        with pytest.raises(Forbidden):
            check_asked(parse_query(q), DEFAULT_ORDER, colleague)
