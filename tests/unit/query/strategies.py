"""Random queries and random customer documents, small enough to meet each other often."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from shared.domain.query.conditions import (
    And,
    Compare,
    Condition,
    Equals,
    Exists,
    IsNull,
    Matches,
    Node,
    OneOf,
    Operand,
    Operator,
    Or,
    Range,
    Term,
)
from shared.domain.query.fields import Field, find_field

TEXTS = [
    "",
    "a",
    "B",
    "b",
    "ab",
    "a b",
    "5",
    "true",
    "null",
    "ß",
    "ÅNGSTRÖM",
    'q"(\\',
    "2026-01-31",
    "\U00010000",
]
EMAILS = ["Anna@x.de", "anna@X.DE", "bob@x.de"]
INSTANTS = ["2026-01-31T00:00:00.000Z", "2026-01-31T09:30:00.250Z", "2025-12-31T23:59:59.999Z"]
NUMBERS = [0, 1, 5, -3, Decimal("5.5"), Decimal("5.0"), Decimal("1E+20")]
BARE_WORDS = [
    *("a", "B", "ab", "a b", "5", "5.0", "-3", "1e20", "05", "true", "false", "ß", "x:y", "(z),"),
    *("2026-01-31", "2026-01-31T10:30:00.25+01:00", "2026-13-01", "anna@x.de", "back\\slash"),
]
PATTERNS = ["^a", "b$", "(a b)", "[ab]{2}", "a|5", r"^\d", "[ (]", r"\(", "."]
PATHS = [
    *("id", "firstName", "contactEmail", "active", "metadata.version", "metadataCreatedAt", "accounts.id"),
    *("addresses", "addresses.city", "addresses.tags", "addresses.mixins.m.n", "b2b.legalEntities.id"),
    *("mixins", "mixins.m", "mixins.m.n", "mixins.m.n.o", "firstName.en"),
]


def field(path: str) -> Field:
    found = find_field(*path.split("."))
    assert found is not None
    return found


FIELDS = st.sampled_from(PATHS).map(field)
WORDS = st.sampled_from(BARE_WORDS)
OPERANDS = st.builds(Operand, WORDS) | st.builds(
    Operand, st.sampled_from([*TEXTS, *EMAILS, *INSTANTS]), st.just(True)
)
OPERATORS: st.SearchStrategy[Operator] = st.sampled_from([">", ">=", "<", "<="])
COMPARISONS = st.builds(Compare, OPERATORS, OPERANDS)
CONDITIONS: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Equals, OPERANDS),
    st.builds(OneOf, st.lists(OPERANDS, min_size=1, max_size=3).map(tuple)),
    COMPARISONS,
    st.builds(Range, COMPARISONS, COMPARISONS),
    st.builds(Matches, st.sampled_from(PATTERNS)),
    st.just(IsNull()),
    st.just(Exists()),
)
TERMS = st.builds(Term, FIELDS, CONDITIONS)


def conjunctions(depth: int, terms: st.SearchStrategy[Term] = TERMS) -> st.SearchStrategy[Node]:
    inner = st.one_of(terms, disjunctions(depth - 1, terms)) if depth else terms
    return st.lists(inner, min_size=2, max_size=3).map(lambda nodes: And(tuple(nodes)))


def disjunctions(depth: int, terms: st.SearchStrategy[Term] = TERMS) -> st.SearchStrategy[Node]:
    inner = st.one_of(terms, conjunctions(depth - 1, terms)) if depth else terms
    return st.lists(inner, min_size=2, max_size=3).map(lambda nodes: Or(tuple(nodes)))


QUERIES = st.lists(TERMS | disjunctions(2), max_size=4).map(lambda nodes: And(tuple(nodes)))

JSON_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from([None, True, False, *NUMBERS, *TEXTS, *INSTANTS]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("mno"), inner, max_size=2),
    max_leaves=5,
)
MIXINS = st.dictionaries(st.sampled_from("mno"), JSON_VALUES, max_size=2)
ADDRESSES = st.fixed_dictionaries(
    {"id": st.sampled_from("xyz")},
    optional={
        "city": st.sampled_from(TEXTS),
        "tags": st.lists(st.sampled_from(TEXTS), min_size=1, max_size=2),
        "mixins": MIXINS,
    },
)
DOCUMENTS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["1", "5", "A", "a", "B", "b"]),
        "active": st.booleans(),
        "accounts": st.lists(st.fixed_dictionaries({"id": st.sampled_from(EMAILS)}), max_size=2),
        "metadata": st.fixed_dictionaries({"version": st.sampled_from([1, 4, 5, 6])}),
        "metadataCreatedAt": st.sampled_from(INSTANTS),
    },
    optional={
        "firstName": st.sampled_from(TEXTS),
        "contactEmail": st.sampled_from(EMAILS),
        "b2b": st.fixed_dictionaries(
            {
                "legalEntities": st.lists(
                    st.fixed_dictionaries({"id": st.sampled_from(TEXTS)}), min_size=1, max_size=2
                )
            }
        ),
        "addresses": st.lists(ADDRESSES, max_size=3),
        "mixins": MIXINS,
    },
)
