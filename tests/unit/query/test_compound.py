"""`compoundLogicalQuery` of query-language.md."""

import itertools

import pytest

from shared.domain.errors import InvalidQuery
from shared.domain.query.conditions import And, Or
from shared.domain.query.parser import parse_query
from tests.unit.query.documents import customer

A, B, C, D = "mixins.a:true", "mixins.b:true", "mixins.c:true", "mixins.d:true"


@pytest.mark.parametrize(
    ("compound", "meaning"),
    [
        (f"(({A}) OR ({B}) AND ({C}))", "a or (b and c)"),
        (f"(({A}) AND ({B}) OR ({C}))", "(a and b) or c"),
        (f"((({A}) OR ({B})) AND ({C}))", "(a or b) and c"),
        (f"(({A}) AND (({B}) OR ({C})) AND ({D}))", "a and (b or c) and d"),
        (f"( ( {A} )OR( {B} )AND( {C} ) )", "a or (b and c)"),
        (f"({A} OR {B} AND {C})", "a or (b and c)"),
        (f"(({A} {B}) OR ({C}))", "(a and b) or c"),
        (f"(({A} {B}) OR ({C}) ({D}))", "(a and b) or (c and d)"),
        (f"({A})", "a"),
        (f"(((({A}))))", "a"),
        (f"((compoundLogicalQuery:(({A}) OR ({B}))) AND ({C}))", "(a or b) and c"),
        (f"(({A}) OR ({B})) {C}", "(a or b) and c"),
        (f"(({A}) OR ({B})) compoundLogicalQuery:(({C}) OR ({D}))", "(a or b) and (c or d)"),
        (f"(({A}) OR (({B}) OR ({C})))", "a or b or c"),
    ],
)
def test_and_binds_tighter_and_parentheses_group(compound: str, meaning: str) -> None:
    query = parse_query(f"compoundLogicalQuery:{compound}")

    for a, b, c, d in itertools.product([True, False], repeat=4):
        expected = eval(meaning, {"a": a, "b": b, "c": c, "d": d})  # noqa: S307 - the table above
        assert query.matches(customer(mixins={"a": a, "b": b, "c": c, "d": d})) is expected


def test_the_tree_has_one_form_however_it_was_written() -> None:
    a, b, c = parse_query(f"{A} {B} {C}").where.nodes

    assert parse_query(f"compoundLogicalQuery:((({A}) AND ({B})) AND ({C}))").where == And((a, b, c))
    assert parse_query(f"{A} compoundLogicalQuery:(({B}) AND ({C}))").where == And((a, b, c))
    assert parse_query(f"compoundLogicalQuery:(({A}) OR (({B}) OR ({C})))").where == And((Or((a, b, c)),))
    assert parse_query(f"compoundLogicalQuery:(({A}) OR ({B}) AND ({C}))").where == And(
        (Or((a, And((b, c)))),)
    )


@pytest.mark.parametrize(
    ("q", "position", "expected"),
    [
        ("compoundLogicalQuery", 21, "':' and a condition"),
        ("compoundLogicalQuery:", 22, "'(', found the end"),
        ("compoundLogicalQuery:null", 22, "'(', found 'n'"),
        ("compoundLogicalQuery:()", 23, "the name of a field, found ')'"),
        ("compoundLogicalQuery:(id:1", 27, "AND, OR or ')', found the end"),
        ("compoundLogicalQuery:((id:1)", 29, "AND, OR or ')', found the end"),
        ("compoundLogicalQuery:((id:1) OR)", 32, "the name of a field, found ')'"),
        ("compoundLogicalQuery:((id:1) OR", 32, "the name of a field, found the end"),
        ("compoundLogicalQuery:(OR (id:1))", 25, "':' and a condition"),
        ("compoundLogicalQuery:((id:1) or (id:2))", 32, "':' and a condition"),
        ("compoundLogicalQuery:((id:1))id:2", 30, "a space, ';' or the end"),
        ("compoundLogicalQuery:((id:1)) OR (id:2)", 33, "':' and a condition"),
        ("compoundLogicalQuery:(id:1, id:2)", 27, "a space, ';' or the end"),
        ("compoundLogicalQuery:((foo:1))", 24, "a known field"),
        ("compoundLogicalQuery:((id:(1)id:2))", 30, "a space, ';' or the end"),
        ("compoundLogicalQuery.a:1", 1, "a known field"),
        ("compoundLogicalQuery:" + "(" * 4000, 72, "at most 50 parentheses within each other"),
        ("compoundLogicalQuery:(" * 180, 1101 + 21, "at most 50 parentheses within each other"),
    ],
)
def test_an_error_in_it_names_the_position_and_what_was_expected(
    q: str, position: int, expected: str
) -> None:
    with pytest.raises(InvalidQuery) as caught:
        parse_query(q)

    assert caught.value.message.startswith(f"q, position {position}: expected {expected}")


def test_50_parentheses_within_each_other_are_taken() -> None:
    assert parse_query(f"compoundLogicalQuery:{'(' * 50}id:1001{')' * 50}").matches(customer())
