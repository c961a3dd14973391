"""The `~` condition of query-language.md: where an expression ends, and what it means, in linear time."""

import subprocess
import sys

import pytest

from shared.domain.errors import InvalidQuery
from shared.domain.query.conditions import Matches, Term
from shared.domain.query.parser import parse_query
from tests.unit.query.documents import customer


@pytest.mark.parametrize(
    ("condition", "pattern"),
    [
        ("~^Do", "^Do"),
        ("~(AB CD)", "(AB CD)"),
        ("(~AB CD)", "AB CD"),
        ("( ~AB CD)", "AB CD"),
        ("(~(AB|C D) E)", "(AB|C D) E"),
        ("(~[)] x)", "[)] x"),
        (r"(~\) x)", r"\) x"),
        ("~[ :,()]x", "[ :,()]x"),
        ("~[] )]x", "[] )]x"),
        ("~[^] (]x", "[^] (]x"),
        (r"~[\] (]x", r"[\] (]x"),
        ("~[[:alpha:] (]+", "[[:alpha:] (]+"),
        ("~[[:x y]", "[[:x y]"),
        (r"~a\ b", r"a\ b"),
        (r"~\(a", r"\(a"),
        (r"~\[a", r"\[a"),
        ("~a:b,c", "a:b,c"),
        ('~a"b', 'a"b'),
        ('~"A B"', "A B"),
        (r'~"\d \"x\" \\."', r'\d "x" \.'),
        (r'(~"A B\)" )', r"A B\)"),
        ('~""', ""),
        ("~null", "null"),
        ("~a{2,3}", "a{2,3}"),
        ("~((a b) (c d))", "((a b) (c d))"),
        ("~[;] ", "[;]"),
        (r"~a\;b", r"a\;b"),
        ("(~a;b OR)", "a;b OR"),
        ("(~a ORb)", "a ORb"),
    ],
)
@pytest.mark.parametrize("separator", [" ", ";", "; ", " ;\n;"])
def test_an_expression_ends_at_a_separator_outside_brackets(
    condition: str, pattern: str, separator: str
) -> None:
    first, last = parse_query(f"company:{condition}{separator}active:true").where.nodes

    assert isinstance(first, Term)
    assert first.condition == Matches(pattern)
    assert last == parse_query("active:true").where.nodes[0]


def test_an_expression_in_a_compound_query_ends_at_the_parenthesis_of_the_compound() -> None:
    query = parse_query("compoundLogicalQuery:((lastName:~^(Do|Ro)e$) OR (company:(~A B)))")

    assert query.matches(customer(lastName="Roe"))
    assert query.matches(customer(company="A Bee"))
    assert not query.matches(customer(lastName="Doer"))


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("lastName:~^Do", True),
        ("lastName:~^do", True),
        ("lastName:~DOE$", True),
        ("lastName:~o", True),
        ("lastName:~^oe", False),
        ("lastName:~^.{3}$", True),
        ('lastName:~""', True),
        ("firstName:~Ö", True),
        (r"firstName:~^\pL+$", True),
        ("contactEmail:~EXAMPLE", True),
        ("middleName:~.*", False),
        ("addresses.city:~^bo", True),
    ],
)
def test_it_matches_anywhere_in_a_text_ignoring_case(q: str, expected: bool) -> None:
    document = customer(
        lastName="Doe",
        firstName="Jörg",
        contactEmail="doe@example.com",
        addresses=[{"city": "Berlin"}, {"city": "Bonn"}],
    )

    assert parse_query(q).matches(document) is expected


@pytest.mark.parametrize(
    ("condition", "position", "expected"),
    [
        ("~", 10, "a regular expression, found the end"),
        ("~ x", 10, "a regular expression, found ' '"),
        ("(~)", 11, "a regular expression, found ')'"),
        ("~)", 10, "a regular expression, found ')'"),
        ("~(?=a)", 10, "a regular expression in the syntax of RE2, found invalid perl operator: (?="),
        ("~(?<!a)b", 10, "a regular expression in the syntax of RE2"),
        (r"~(a)\1", 10, r"a regular expression in the syntax of RE2, found invalid escape sequence: \1"),
        ("(~a**)", 11, "a regular expression in the syntax of RE2, found bad repetition operator: **"),
        ('~"(a"', 10, "a regular expression in the syntax of RE2, found missing )"),
        (r"~\pL{1000}", 10, "a regular expression in the syntax of RE2, found pattern too large"),
        ("~((((a{100}){100}){100}){100})", 10, "a regular expression in the syntax of RE2"),
        ("~a\\", 10, "a regular expression in the syntax of RE2, found trailing"),
        ("~a)", 11, "a space, ';' or the end"),
        ('~"a"b', 13, "a space, ';' or the end"),
        ('(~"a"b)', 14, "OR or ')', found 'b'"),
        ("(~a", 12, "OR or ')', found the end"),
        ("~(a b", 14, "the end of the bracket at position 10, found the end"),
        ("~(a[b)", 15, "the end of the bracket at position 12, found the end"),
        (r"~\Q(\E active:true", 27, "the end of the bracket at position 12, found the end"),
    ],
)
def test_an_expression_that_cannot_run_is_refused_with_its_place(
    condition: str, position: int, expected: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(InvalidQuery) as caught:
        parse_query(f"company:{condition}")

    assert caught.value.message.startswith(f"q, position {position}: expected {expected}")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "(.*a){12}$", "^(a?){200}a{200}$"])
def test_an_expression_that_would_explode_elsewhere_has_its_plain_meaning(pattern: str) -> None:
    query = parse_query(f"mixins.long:~{pattern}")

    assert not query.matches(customer(mixins={"long": "a" * 100_000 + "!"}))
    assert query.matches(customer(mixins={"long": "!" + "a" * 300})) or pattern.startswith("^")


def test_an_expression_may_match_half_a_character() -> None:
    assert parse_query(r"company:~\C$").matches(customer(company="é"))


def test_the_engine_is_loaded_only_for_a_query_that_has_an_expression(pytestconfig: pytest.Config) -> None:
    program = """
import sys
from shared.domain.query.order import parse_order
from shared.domain.query.parser import parse_query
parse_query("id:1"), parse_order("id")
assert "re2" not in sys.modules
parse_query("id:~1")
assert "re2" in sys.modules
"""

    subprocess.run([sys.executable, "-c", program], cwd=pytestconfig.rootpath, check=True)
