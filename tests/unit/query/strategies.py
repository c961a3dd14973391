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
    OfOneElement,
    OneOf,
    Operand,
    Operator,
    Or,
    Range,
    Term,
)
from shared.domain.query.fields import Field, FieldKind, find_field

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
    *("a", "B", "ab", "a b", "05", "true", "False", "ß", "x:y", "(z),", "a;b", "2026-13-01"),
    *("anna@x.de", "back\\slash"),
]
BARE_NUMBERS = ["5", "5.0", "-3", "1e20"]
BARE_BOOLEANS = ["true", "false", "TRUE"]
BARE_DATES = ["2026-01-31", "2026-01-31T10:30:00.25+01:00"]
PATTERNS = ["^a", "b$", "(a b)", "[ab]{2}", "a|5", r"^\d", "[ (]", r"\(", "."]
PATHS = [
    *("id", "firstName", "contactEmail", "active", "metadata.version", "metadataCreatedAt", "accounts.id"),
    *("addresses", "addresses.city", "addresses.tags", "addresses.mixins.m.n", "b2b.legalEntities.id"),
    *("mixins", "mixins.m", "mixins.m.n", "mixins.m.n.o", "addresses.isDefault"),
]
ELEMENTS = {
    "addresses": ("addresses.id", "addresses.city", "addresses.tags", "addresses.mixins.m.n"),
    "accounts": ("accounts.id", "accounts.providerId"),
    "b2b.legalEntities": ("b2b.legalEntities.id", "b2b.legalEntities.name"),
    "b2b": ("b2b.legalEntities.id", "b2b.companyRegistrationId"),
}
"""Fields of which one element can be asked for, and members of theirs."""


def field(path: str) -> Field:
    found = find_field(*path.split("."))
    assert found is not None
    return found


QUOTED = st.builds(Operand, st.sampled_from([*TEXTS, *EMAILS, *INSTANTS]), st.just(True))
OPERATORS: st.SearchStrategy[Operator] = st.sampled_from([">", ">=", "<", "<="])
PRESENCE: st.SearchStrategy[Condition] = st.just(IsNull()) | st.just(Exists())


def bare(*words: str) -> st.SearchStrategy[Operand]:
    return st.builds(Operand, st.sampled_from(words))


ANYTHING = QUOTED | bare(*BARE_WORDS, *BARE_NUMBERS, *BARE_DATES)
TEXTS_ALONE = QUOTED | bare(*BARE_WORDS, *BARE_DATES)
DATES = st.builds(Operand, st.sampled_from(INSTANTS), st.just(True)) | bare(*BARE_DATES)
EQUAL_TO = {
    FieldKind.TEXT: ANYTHING,
    FieldKind.EMAIL: ANYTHING,
    FieldKind.NUMBER: bare(*BARE_NUMBERS),
    FieldKind.BOOLEAN: bare(*BARE_BOOLEANS),
    FieldKind.INSTANT: DATES,
    FieldKind.ANY: ANYTHING,
}
COMPARED_TO = {
    FieldKind.TEXT: TEXTS_ALONE,
    FieldKind.EMAIL: TEXTS_ALONE,
    FieldKind.NUMBER: bare(*BARE_NUMBERS),
    FieldKind.INSTANT: DATES,
    FieldKind.ANY: ANYTHING,
}


def values(kind: FieldKind) -> st.SearchStrategy[Condition]:
    """Conditions that need a value of the field's type."""
    if kind is FieldKind.OBJECT:
        return st.nothing()
    one_of = st.builds(OneOf, st.lists(EQUAL_TO[kind], min_size=1, max_size=3).map(tuple))
    return st.builds(Equals, EQUAL_TO[kind]) | one_of


def others(kind: FieldKind) -> st.SearchStrategy[Condition]:
    """The other conditions that the field can meet."""
    found = PRESENCE
    if kind in COMPARED_TO:
        comparisons = st.builds(Compare, OPERATORS, COMPARED_TO[kind])
        found |= comparisons | st.builds(Range, comparisons, comparisons)
    if kind not in {FieldKind.NUMBER, FieldKind.BOOLEAN, FieldKind.OBJECT}:
        found |= st.builds(Matches, st.sampled_from(PATTERNS))
    return found


def terms_on(found: Field) -> st.SearchStrategy[Term]:
    return st.builds(Term, st.just(found), values(found.kind) | others(found.kind))


def alternatives_on(found: Field) -> st.SearchStrategy[Node]:
    """What a list with OR means: the values together, then each of the other conditions."""
    one_of = st.lists(values(found.kind).filter(lambda condition: isinstance(condition, OneOf)), max_size=1)
    rest = st.lists(others(found.kind), min_size=2, max_size=3)
    return st.builds(
        lambda first, more: Or(tuple(Term(found, condition) for condition in [*first, *more])),
        one_of,
        rest,
    )


TERMS = st.one_of(*(terms_on(field(path)) for path in PATHS))


def conjunctions(depth: int, terms: st.SearchStrategy[Any] = TERMS) -> st.SearchStrategy[Node]:
    inner = st.one_of(terms, disjunctions(depth - 1, terms)) if depth else terms
    return st.lists(inner, min_size=2, max_size=3).map(lambda nodes: And(tuple(nodes)))


def disjunctions(depth: int, terms: st.SearchStrategy[Any] = TERMS) -> st.SearchStrategy[Node]:
    inner = st.one_of(terms, conjunctions(depth - 1, terms)) if depth else terms
    return st.lists(inner, min_size=2, max_size=3).map(lambda nodes: Or(tuple(nodes)))


def of_one_element(path: str, terms: st.SearchStrategy[Any]) -> st.SearchStrategy[Node]:
    """Terms (on members of the elements at this path) that one element has to satisfy together."""
    node = st.one_of(terms, conjunctions(1, terms), disjunctions(1, terms))
    return st.builds(OfOneElement, st.just(field(path)), node)


ALTERNATIVES = st.one_of(
    *(alternatives_on(found) for found in map(field, PATHS) if found.kind is not FieldKind.OBJECT)
)
OF_ONE_ELEMENT = st.one_of(
    *(of_one_element(path, st.one_of(*map(terms_on, map(field, paths)))) for path, paths in ELEMENTS.items())
)
SINGLE = TERMS | OF_ONE_ELEMENT
QUERIES = st.lists(SINGLE | ALTERNATIVES | disjunctions(2, SINGLE), max_size=4).map(
    lambda nodes: And(tuple(nodes))
)

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
        "isDefault": st.booleans(),
        "tags": st.lists(st.sampled_from(TEXTS), min_size=1, max_size=2),
        "mixins": MIXINS,
    },
)
DOCUMENTS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["1", "5", "A", "a", "B", "b"]),
        "active": st.booleans(),
        "accounts": st.lists(
            st.fixed_dictionaries(
                {"id": st.sampled_from(EMAILS)}, optional={"providerId": st.sampled_from(TEXTS)}
            ),
            max_size=2,
        ),
        "metadata": st.fixed_dictionaries({"version": st.sampled_from([1, 4, 5, 6])}),
        "metadataCreatedAt": st.sampled_from(INSTANTS),
    },
    optional={
        "firstName": st.sampled_from(TEXTS),
        "contactEmail": st.sampled_from(EMAILS),
        "b2b": st.fixed_dictionaries(
            {
                "legalEntities": st.lists(
                    st.fixed_dictionaries(
                        {"id": st.sampled_from(TEXTS)}, optional={"name": st.sampled_from(TEXTS)}
                    ),
                    max_size=2,
                )
            },
            optional={"companyRegistrationId": st.sampled_from(TEXTS)},
        ),
        "addresses": st.lists(ADDRESSES, max_size=3),
        "mixins": MIXINS,
    },
)
