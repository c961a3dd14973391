"""Lists with OR, and terms separated by semicolons, in query-language.md."""

from typing import Any

import pytest

from shared.domain.errors import InvalidQuery
from shared.domain.query.conditions import IsNull, OneOf, Operand, Or, Term
from shared.domain.query.parser import parse_query
from tests.unit.query.documents import customer


@pytest.mark.parametrize(
    ("q", "members", "expected"),
    [
        ('type:("CUSTOMER" OR missing)', {"type": "CUSTOMER"}, True),
        ('type:("CUSTOMER" OR missing)', {"type": None}, True),
        ('type:("CUSTOMER" OR missing)', {"type": "CONTACT"}, False),
        ("company:( null OR A OR B )", {"company": "B"}, True),
        ("company:( null OR A OR B )", {}, True),
        ("company:( null OR A OR B )", {"company": "null"}, False),
        ('company:("missing" OR A)', {"company": "missing"}, True),
        ('company:("missing" OR A)', {}, False),
        ("company:(OR OR missing)", {"company": "OR"}, True),
        ("company:(~^A B OR ~C$)", {"company": "a bee"}, True),
        ("company:(~^A B OR ~C$)", {"company": "Disc"}, True),
        ("company:(~^A B OR ~C$)", {"company": "a b or ~C"}, True),
        ("company:(~^A B OR ~C$)", {"company": "An"}, False),
        ("company:(~(X OR Y) OR missing)", {"company": "x or y"}, True),
        ('company:("A B" OR ~"Q OR R")', {"company": "q or r"}, True),
        ("company:(ORacle)", {"company": "ORacle"}, True),
        ("active:(TRUE OR missing)", {"active": True}, True),
        ("metadata.version:(1 OR >=3)", {}, True),
        ("metadata.version:(>=5 AND <=6 OR >=1 AND <=3)", {}, True),
        ("metadata.version:(>=5 AND <=6 OR 4)", {}, False),
        ("mixins.a:(5 OR exists)", {"mixins": {"a": "x"}}, True),
        ("addresses.city:(Bonn OR missing)", {"addresses": [{"city": "Köln"}, {"id": "x"}]}, True),
        ("compoundLogicalQuery:((company:(A OR missing)) AND (active:true))", {}, True),
    ],
)
def test_a_list_with_or_holds_when_one_of_its_conditions_does(
    q: str, members: dict[str, Any], expected: bool
) -> None:
    assert parse_query(q).matches(customer(**members)) is expected


@pytest.mark.parametrize("q", ['firstName:(>"a"+AND+<"c")', 'firstName:(>="a"+AND+<="c" OR missing)'])
def test_a_range_of_a_page_has_plus_signs_for_its_spaces(q: str) -> None:
    assert parse_query(q).where == parse_query(q.replace("+AND+", " AND ")).where


def test_a_plus_sign_within_a_value_is_its_own() -> None:
    (term,) = parse_query('company:(>"a+AND+<b" AND <"c")').where.nodes

    assert term.condition.first.operand.text == "a+AND+<b"  # type: ignore[union-attr]


def test_values_of_such_a_list_stay_together_for_an_index() -> None:
    first, second = parse_query('id:("1" OR 2) type:(missing OR A OR "B")').where.nodes
    field = parse_query("type:A").where.nodes[0].field  # type: ignore[union-attr]

    assert parse_query("id:(1 OR 2)").where == parse_query("id:(1,2)").where
    assert first == Term(first.field, OneOf((Operand("1", quoted=True), Operand("2"))))  # type: ignore[union-attr]
    either = OneOf((Operand("A"), Operand("B", quoted=True)))
    assert second == Or((Term(field, either), Term(field, IsNull())))


@pytest.mark.parametrize(
    "q",
    [
        "lastName:~(Doe); active:true",
        "lastName:~(Doe);active:true",
        "lastName:~^Doe;active:true;",
        ";lastName:Doe ; active:TRUE ;; ",
        'lastName:"Doe";active:true',
        "lastName:(Doe,Roe);active:true",
        "compoundLogicalQuery:((lastName:Doe);(active:true))",
        "compoundLogicalQuery:(lastName:Doe; active:true)",
    ],
)
def test_a_semicolon_separates_terms_as_a_space_does(q: str) -> None:
    query = parse_query(q)

    assert query.matches(customer(lastName="Doe", active=True))
    assert not query.matches(customer(lastName="Doe", active=False))
    assert not query.matches(customer(lastName="Poe", active=True))


@pytest.mark.parametrize(
    ("q", "position", "expected"),
    [
        ("company:(A OR)", 14, "a value, found ')'"),
        ("company:(A OR B,C)", 16, "OR or ')', found ','"),
        ("company:(A,B OR C)", 14, "',', OR or ')', found 'O'"),
        ("company:(A or B)", 12, "',', OR or ')', found 'o'"),
        ("company:(A AND B)", 12, "',', OR or ')', found 'A'"),
        ("company:(A;B)", 11, "',', OR or ')', found ';'"),
        ("company:(>A OR <B", 18, "OR or ')', found the end"),
        ("company:(>A)", 12, "AND and the other bound, found ')'"),
        ("company:(missing OR ~[)", 24, "the end of the bracket at position 22"),
        ("company:A OR active:true", 13, "':' and a condition after the field"),
        ("mixins.a;b:1", 9, "':' and a condition after the field, found ';'"),
    ],
)
def test_an_error_in_such_a_list_has_its_place(q: str, position: int, expected: str) -> None:
    with pytest.raises(InvalidQuery) as caught:
        parse_query(q)

    assert caught.value.message.startswith(f"q, position {position}: expected {expected}")


def test_200_conditions_are_taken_and_of_them_50_that_are_not_mere_values() -> None:
    values = " OR ".join(f"v{number}" for number in range(198))
    expressions = " OR ".join(f"~{number}" for number in range(50))

    assert parse_query(f"company:({values} OR v198 OR missing)").matches(customer(company="v198"))
    with pytest.raises(InvalidQuery, match="at most 200 values in a list"):
        parse_query(f"company:({values} OR v198 OR missing OR exists)")
    assert parse_query(f"company:({expressions})").matches(customer(company="49"))
    with pytest.raises(InvalidQuery, match="at most 50 terms"):
        parse_query(f"company:({expressions} OR ~50)")


def test_a_long_row_of_spaces_in_an_expression_costs_no_more_than_its_length() -> None:
    assert parse_query(f"company:(~a{' ' * 4000}OR missing)").matches(customer())


@pytest.mark.parametrize("q", ["type:(missing)", "type:( null )", "mixins.lines:(missing)"])
def test_a_keyword_alone_in_brackets_is_the_keyword(q: str) -> None:
    (term,) = parse_query(q).where.nodes

    assert isinstance(term, Term)
    assert term.condition == IsNull()


@pytest.mark.parametrize("q", ['type:("missing")', "type:(missing, exists)"])
def test_with_quotes_or_commas_it_is_a_text(q: str) -> None:
    (term,) = parse_query(q).where.nodes

    assert isinstance(term, Term)
    assert isinstance(term.condition, OneOf)


@pytest.mark.parametrize(
    ("q", "position"),
    [
        ("mixins.lines:(sku:A)", 15),
        ("mixins.lines:( sku:A OR sku:B)", 16),
        ("mixins.lines:(sku:A number:>2)", 15),
        ("metadata.mixins.a:(b.c:missing)", 20),
    ],
)
def test_members_of_a_list_under_mixins_cannot_be_asked_for_together(q: str, position: int) -> None:
    with pytest.raises(InvalidQuery, match=f"position {position}: .*under mixins"):
        parse_query(q)


@pytest.mark.parametrize(
    "q", ['m:("sku:A")', r"m:(sku\:A)", "m:(https://a.example, b)", "m:(2026-01-01T10:00)", "m:sku:A"]
)
def test_values_with_colons_can_be_asked_for_under_mixins(q: str) -> None:
    assert not parse_query(f"mixins.{q}").is_empty
