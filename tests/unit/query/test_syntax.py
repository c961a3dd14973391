"""Separators, quotes, escapes and limits of query-language.md, and where an error is said to be."""

import pytest

from shared.domain.errors import InvalidQuery
from shared.domain.query.conditions import Compare, Condition, Equals, OneOf, Operand, Term
from shared.domain.query.parser import parse_query
from tests.unit.query.documents import customer


def condition_of(q: str) -> Condition:
    (term,) = parse_query(q).where.nodes
    assert isinstance(term, Term)
    return term.condition


@pytest.mark.parametrize(
    ("value", "operand"),
    [
        ("a:b:c", Operand("a:b:c")),
        ("12:30", Operand("12:30")),
        ("https://x.y/?a=b", Operand("https://x.y/?a=b")),
        (r"a\:b", Operand("a:b")),
        (r"\(a\)\,\ b", Operand("(a), b")),
        (r"a\\b", Operand(r"a\b")),
        (r"a\b", Operand(r"a\b")),
        (r"\"a", Operand('"a')),
        ('5"', Operand('5"')),
        ('"a:b (c), d"', Operand("a:b (c), d", quoted=True)),
        (r'"say \"x\" \\ \n"', Operand(r'say "x" \ \n', quoted=True)),
        ('""', Operand("", quoted=True)),
        ("nullable", Operand("nullable")),
        ('"null"', Operand("null", quoted=True)),
        (r"a\;b", Operand("a;b")),
        ('"a; b"', Operand("a; b", quoted=True)),
        ("AND", Operand("AND")),
        ("OR", Operand("OR")),
        ("=x", Operand("=x")),
    ],
)
def test_values_bare_and_quoted(value: str, operand: Operand) -> None:
    assert condition_of(f"company:{value}") == Equals(operand)
    assert condition_of(f"company:({value})") == OneOf((operand,))
    assert condition_of(f"company:>{value}") == Compare(">", operand) or value.startswith("=")


def test_a_backslash_at_the_end_is_itself() -> None:
    assert condition_of("company:a\\") == Equals(Operand("a\\"))


@pytest.mark.parametrize(
    ("q", "position", "expected"),
    [
        ("John", 5, "':' and a condition after the field, found the end"),
        ("firstName", 10, "':' and a condition"),
        ("firstName :John", 10, "':' and a condition after the field, found ' '"),
        (":John", 1, "the name of a field"),
        (".a:1", 1, "the name of a field"),
        ("mixins..a:1", 8, "the name of a field, found '.'"),
        ("mixins.:1", 8, "the name of a field, found ':'"),
        ('mixins."a":1', 8, "the name of a field"),
        ("(active:true)", 1, "the name of a field"),
        ("firstName:", 11, "a condition, found the end"),
        ("firstName: John", 11, "a condition, found ' '"),
        ("firstName:,", 11, "a condition"),
        ("firstName:)", 11, "a condition"),
        ("firstName:John,Anna", 15, "a space, ';' or the end"),
        ("firstName:John)", 15, "a space, ';' or the end"),
        ("firstName:a(b", 12, "a space, ';' or the end"),
        ('firstName:"John"Anna', 17, "a space, ';' or the end"),
        ("id:(1)2", 7, "a space, ';' or the end"),
        ("active:true  firstName:", 24, "a condition"),
        ('firstName:"John', 16, "a '\"' that closes the one at position 11"),
        ('firstName:"John\\"', 18, "a '\"' that closes the one at position 11"),
        ("id:(", 5, "a value, found the end"),
        ("id:()", 5, "a value, found ')'"),
        ("id:(1", 6, "',', OR or ')', found the end"),
        ("id:(1,", 7, "a value, found the end"),
        ("id:(1,)", 7, "a value"),
        ("id:(1 2)", 7, "',', OR or ')', found '2'"),
        ("id:((1))", 5, "a value, found '('"),
        ('id:("a"b)', 8, "',', OR or ')', found 'b'"),
        ("metadata.version:>", 19, "a value"),
        ("metadata.version:> 3", 19, "a value, found ' '"),
        ("metadata.version:(>3)", 21, "AND and the other bound"),
        ("metadata.version:(>3 <5)", 22, "AND and the other bound"),
        ("metadata.version:(>3 and <5)", 22, "AND and the other bound"),
        ("metadata.version:(>3 AND 5)", 26, "one of >= <= > <"),
        ("metadata.version:(>3 AND <5", 28, "OR or ')', found the end"),
        ("metadata.version:(>3 AND <5 AND <6)", 29, "OR or ')', found 'A'"),
        ("metadata.version:(>3 ANDROID <5)", 22, "AND and the other bound"),
        ("firstName:\ud83d", 11, "a complete character"),
    ],
)
def test_an_error_names_the_position_and_what_was_expected(q: str, position: int, expected: str) -> None:
    with pytest.raises(InvalidQuery) as caught:
        parse_query(q)

    assert caught.value.message.startswith(f"q, position {position}: expected {expected}")
    assert [problem.field for problem in caught.value.problems] == ["q"]


def test_4096_characters_are_taken_and_one_more_is_not() -> None:
    longest = f'company:"{"x" * 4086}"'

    assert len(longest) == 4096
    assert parse_query(longest).matches(customer(company="x" * 4086))
    with pytest.raises(InvalidQuery, match="position 4097: expected at most 4096 characters, found 4097"):
        parse_query(longest + " ")


def test_50_terms_are_taken_and_one_more_is_not() -> None:
    most = " ".join(["active:true"] * 48) + " compoundLogicalQuery:((id:1) OR (id:1001))"

    assert parse_query(most).matches(customer())
    with pytest.raises(InvalidQuery, match="position 621: expected at most 50 terms"):
        parse_query(most + "  id:1001")


def test_200_values_are_taken_and_one_more_is_not() -> None:
    numbers = ",".join(str(number) for number in range(802, 1002))

    assert parse_query(f"id:({numbers})").matches(customer())
    with pytest.raises(InvalidQuery, match="position 808: expected at most 200 values in a list"):
        parse_query(f"id:({numbers}, 1002)")
