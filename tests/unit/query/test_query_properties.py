"""Properties of every query: it can be printed and read again, means what the oracle says, never breaks."""

import re
from random import Random
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from shared.domain.errors import InvalidQuery
from shared.domain.query.conditions import (
    And,
    Compare,
    Condition,
    Equals,
    Exists,
    IsNull,
    Matches,
    Node,
    OfOneElement,
    OneOf,
    Operand,
    Or,
    Range,
    Term,
)
from shared.domain.query.evaluation import Query
from shared.domain.query.fields import Field, find_field
from shared.domain.query.order import parse_order
from shared.domain.query.parser import parse_query
from tests.unit.query import oracle
from tests.unit.query.documents import customer
from tests.unit.query.strategies import DOCUMENTS, PATTERNS, QUERIES

FRAGMENTS = [
    *(
        "firstName",
        "mixins.a",
        "compoundLogicalQuery:(",
        ":",
        "(",
        ")",
        "[",
        "]",
        "~",
        '"',
        "\\",
        ",",
        " ",
        ".",
    ),
    *(
        ">",
        "<=",
        " AND ",
        " OR ",
        "null",
        "exists",
        "5",
        "1e9",
        "-",
        "2026-01-31",
        "\n",
        "\x00",
        "é",
        "{9}",
        "*",
    ),
]
ANY_TEXT = st.lists(st.sampled_from(FRAGMENTS) | st.text(st.characters(), max_size=3), max_size=15).map(
    "".join
)


@given(QUERIES, st.randoms(use_true_random=False))
def test_a_query_that_was_printed_reads_the_same(where: And, random: Random) -> None:
    text = print_query(where, random)

    assert parse_query(text).where == where, text


@given(
    st.text(max_size=20),
    st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=3),
    st.randoms(use_true_random=False),
)
def test_any_text_can_be_asked_for_in_any_member(value: str, members: list[str], random: Random) -> None:
    field = find_field("mixins", *members)
    assert field is not None
    mixins: Any = value
    for member in reversed(members):
        mixins = {member: mixins}

    query = parse_query(print_term(Term(field, Equals(Operand(value, quoted=True))), random))

    assert query.matches(customer(mixins=mixins))


@given(QUERIES, DOCUMENTS)
def test_a_query_selects_what_the_oracle_selects(where: And, document: dict[str, Any]) -> None:
    assert Query(where).matches(document) is oracle.selects(where, document)


@given(ANY_TEXT)
@example("compoundLogicalQuery:(" * 186)
@example("mixins" + ".a" * 2000 + ":1")
def test_any_text_at_all_is_a_query_or_an_invalid_one(text: str) -> None:
    try:
        query = parse_query(text)
    except InvalidQuery as error:
        position = re.match(r"q, position (\d+): expected ", error.message)
        assert position is not None
        assert 1 <= int(position[1]) <= len(text) + 1
    else:
        assert query.matches(customer(firstName=text, mixins={"a": [1, text]})) in {True, False}


@given(ANY_TEXT)
def test_any_text_at_all_is_an_order_or_an_invalid_one(text: str) -> None:
    try:
        order = parse_order(text)
    except InvalidQuery as error:
        position = re.match(r"sort, position (\d+): expected ", error.message)
        assert position is not None
        assert 1 <= int(position[1]) <= len(text) + 1
    else:
        assert order.key(customer(id="1")) < order.key(customer(id="2")) or order.fields[-1].descending


def print_query(where: And, random: Random) -> str:
    separator = random.choice([" ", "  ", "\n", ";", "; "])
    return separator.join(print_node(node, random) for node in where.nodes)


def print_node(node: Node, random: Random) -> str:
    match node:
        case Term():
            return print_term(node, random)
        case OfOneElement():
            return print_element(node, random)
        case Or(nodes) if are_alternatives(nodes):
            return print_alternatives([term for term in nodes if isinstance(term, Term)], random)
    return f"compoundLogicalQuery:{print_group(node, random)}"


def are_alternatives(nodes: tuple[Node, ...]) -> bool:
    """Whether a list with OR has this form: conditions on one field, its values together and in front."""
    terms = [node for node in nodes if isinstance(node, Term)]
    kinds = [type(term.condition) for term in terms]
    is_one_field = len(terms) == len(nodes) and len({term.field for term in terms}) == 1
    return is_one_field and Equals not in kinds and OneOf not in kinds[1:]


def print_alternatives(terms: list[Term], random: Random) -> str:
    printed: list[str] = []
    for condition in (term.condition for term in terms):
        match condition:
            case OneOf(operands):
                printed += map(print_operand, operands)
            case Range(first, second):
                printed.append(f"{print_condition(first, random)} AND {print_condition(second, random)}")
            case Matches(pattern):
                printed.append(f"~{random.choice([pattern, quote(pattern)])}")
            case other:
                printed.append(print_condition(other, random))
    joint = random.choice([" OR ", "  OR\n"])
    return f"{print_field(terms[0].field)}:({joint.join(printed)})"


def print_group(node: Node, random: Random, depth: int = 0) -> str:
    match node:
        case Term():
            return f"({print_term(node, random, depth)})"
        case OfOneElement():
            return f"({print_element(node, random)})"
        case And(nodes):
            joint = random.choice([" AND ", " ", "AND", "; "])
        case Or(nodes):
            joint = random.choice([" OR ", "OR", "\tOR "])
    return f"({joint.join(print_group(inner, random, depth) for inner in nodes)})"


def print_element(element: OfOneElement, random: Random) -> str:
    return f"{print_field(element.field)}:{print_group(element.node, random, len(element.field.path))}"


def print_term(term: Term, random: Random, depth: int = 0) -> str:
    return f"{print_field(term.field, depth)}:{print_condition(term.condition, random)}"


def print_field(field: Field, depth: int = 0) -> str:
    return ".".join(escape(member) for member in field.path[depth:])


def print_condition(condition: Condition, random: Random) -> str:  # noqa: PLR0911 - one per kind of condition
    match condition:
        case IsNull():
            return random.choice(["null", "missing"])
        case Exists():
            return "exists"
        case Equals(operand):
            return print_operand(operand)
        case OneOf(operands):
            return f"({random.choice([',', ', ', ' ,', ' OR ']).join(map(print_operand, operands))})"
        case Compare(operator, operand):
            return f"{operator}{print_operand(operand)}"
        case Range(first, second):
            return f"({print_condition(first, random)} AND {print_condition(second, random)} )"
        case Matches(pattern):
            assert pattern in PATTERNS
            return random.choice(
                [f"~{pattern}", f"(~{pattern})", f"~{quote(pattern)}", f"( ~{quote(pattern)} )"]
            )


def print_operand(operand: Operand) -> str:
    return quote(operand.text) if operand.quoted else escape(operand.text)


def escape(text: str) -> str:
    return re.sub(r"""([ \t\r\n.:;(),"\\])""", r"\\\1", text)


def quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
