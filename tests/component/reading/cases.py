"""Random requests for a page: queries, orders, pages and callers that fit a population."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from hypothesis import strategies as st

from shared.domain.callers.access import Access, Grant, LegalEntityReference
from shared.domain.customers.customer import customer_document
from shared.domain.query.conditions import (
    And,
    Compare,
    Condition,
    Equals,
    Exists,
    IsNull,
    Matches,
    OneOf,
    Operand,
    Range,
    Term,
)
from shared.domain.query.evaluation import Query
from shared.domain.query.order import Order, parse_order
from shared.ports.lists import PageRequest
from tests.component.reading.populations import ENTITIES, RESTRICTIONS, Population
from tests.unit.query.strategies import OPERATORS, TERMS, disjunctions, field, of_one_element

KEYS = ["id", "customerNumber", "email", "accounts.id", "b2b.legalEntities.id"]
SORTED = ["lastName", "company", "contactEmail", "metadataCreatedAt"]
LISTED = [
    *("firstName", "title", "type", "active", "onHold", "restriction", "businessModel", "lastLogin"),
    *("b2b.companyRegistrationId", "metadata.version", "metadataModifiedAt", "accounts.providerId"),
    *("defaultAddress.city", "metadata.mixins.m", "b2b", "preferredSite"),
]
UNLISTED = ["addresses", "addresses.city", "addresses.tags", "addresses.mixins.m.n", "addresses.isDefault"]
MIXINS = ["mixins", "mixins.m", "mixins.m.n", "mixins.n.o.en", "mixins.o.n"]
PATHS = [*KEYS, *SORTED, *LISTED, *UNLISTED, *MIXINS]
ELEMENTS = {
    "addresses": ["addresses.id", "addresses.city", "addresses.tags", "addresses.mixins.m.n"],
    "accounts": ["accounts.id", "accounts.providerId"],
    "b2b.legalEntities": ["b2b.legalEntities.id", "b2b.legalEntities.name"],
}

ENDINGS = [*("", "", "", ".*", "$", "?", "*", "+", "{0}", "{2}", "|^b", "|", "(a|b)?", r"\b", "[a-z]")]
"""Texts that may follow a literal in an expression; some make its last character optional, or all of it."""
SPELLINGS: list[Callable[[str], str]] = [str, str, str.swapcase, str.casefold, lambda text: text[:-1]]

INDEX_ORDERS: st.SearchStrategy[Order] = st.sampled_from(
    ["", *SORTED, *(f"{path}:desc" for path in SORTED)]
).map(parse_order)
ORDERS: st.SearchStrategy[Order] = INDEX_ORDERS | st.lists(
    st.sampled_from([*PATHS, *(f"{path}:desc" for path in PATHS)]), min_size=1, max_size=3
).map(lambda fields: parse_order(",".join(fields)))


@dataclass(frozen=True)
class Case:
    """A page asked of a population."""

    population: Population
    access: Access
    query: Query
    order: Order
    page: PageRequest


def cases(population: Population) -> st.SearchStrategy[Case]:
    """Requests for a page of this population."""
    asked = queries(population)
    return st.builds(
        _case,
        st.just(population),
        accesses(population),
        st.one_of(
            st.tuples(asked, ORDERS),
            st.builds(_along_a_filter, asked, st.sampled_from(["", ":desc"])),
        ),
        st.builds(
            PageRequest,
            number=st.sampled_from([1, 1, 1, 2, 3, 999_999_999]),
            size=st.sampled_from([1, 2, 7, 60, 1000]),
            with_total=st.booleans(),
            complete=st.booleans(),
        ),
        st.none() | st.integers(0, len(population.customers) + len(population.deleted) - 1),
    )


def far_cases(population: Population) -> st.SearchStrategy[Case]:
    """Pages far into the population, in the orders of the indexes."""
    size = len(population.customers)
    only_active = Query(And((Term(field("active"), Equals(Operand("true"))),)))
    return st.builds(
        _far_case,
        st.just(population),
        st.sampled_from([None, frozenset({"DE"}), frozenset({"DE", "FR"})]).map(lambda of: Access(Grant(of))),
        st.sampled_from([Query(And()), only_active]),
        INDEX_ORDERS,
        st.integers(size * 3 // 4, size + 20),
        st.sampled_from([1, 7, 60, 250]),
        st.booleans(),
    )


def _far_case(
    population: Population,
    access: Access,
    query: Query,
    order: Order,
    start: int,
    size: int,
    with_total: bool,
) -> Case:
    page = PageRequest(1 + start // size, size, with_total=with_total)
    return Case(population, access, query, order, page)


def _case(
    population: Population, access: Access, listing: tuple[Query, Order], page: PageRequest, after: int | None
) -> Case:
    query, order = listing
    if after is not None:
        reached = (*population.customers, *population.deleted)[after]
        position = order.position(customer_document(reached))
        page = PageRequest(page.number, page.size, position, complete=page.complete)
    return Case(population, access, query, order, page)


def _along_a_filter(query: Query, direction: str) -> tuple[Query, Order]:
    """The query, in the order of a field that it filters by, if there is one that an index sorts by."""
    paths = [".".join(node.field.path) for node in query.where.nodes if isinstance(node, Term)]
    path = next((path for path in paths if path in SORTED), "metadataCreatedAt")
    return query, parse_order(path + direction)


def _own_access(
    wide: Grant | None, own: Grant, number: str | None, entities: tuple[LegalEntityReference, ...]
) -> Access:
    return Access(wide, own, number, entities, frozenset(entity.id for entity in entities))


def accesses(population: Population) -> st.SearchStrategy[Access]:
    """Callers: unlimited, limited, `_own`, and mixtures of these."""
    grants = st.just(Grant()) | st.frozensets(
        st.sampled_from([*RESTRICTIONS, "XX", "", "de"]), min_size=1, max_size=3
    ).map(Grant)
    numbers = st.sampled_from([*(customer.number for customer in population.customers), "nobody"])
    companies = st.lists(st.sampled_from([*ENTITIES, *ENTITIES[:1]]), max_size=2, unique=True).map(tuple)
    wide = st.builds(Access, grants)
    own = st.builds(_own_access, st.none() | grants, grants, st.none() | numbers, companies)
    unlimited = st.just(Access(Grant()))
    return st.one_of(unlimited, unlimited, wide, own)


def queries(population: Population) -> st.SearchStrategy[Query]:
    """Queries over the whole grammar, which mostly name what some customer has."""
    documents = list(population.documents.values())
    terms = {path: _terms(path, documents) for path in {*PATHS, *chain(*ELEMENTS.values())}}
    likely, keyed, sorted_by = (
        st.one_of(*(terms[path] for path in paths)) for paths in (PATHS, KEYS, SORTED)
    )
    element = st.one_of(
        *(
            of_one_element(path, st.one_of(*(terms[member] for member in members)))
            for path, members in ELEMENTS.items()
        )
    )
    rest = st.lists(
        st.one_of(likely, likely, TERMS, element, disjunctions(1, likely | element), disjunctions(2)),
        max_size=2,
    )
    nodes = st.one_of(
        st.just([]),
        rest,
        st.builds(lambda first, more: [first, *more], keyed | sorted_by, rest),
        st.builds(lambda first, more: [*more, first], sorted_by, rest),
        sorted_by.map(lambda only: [only]),
        st.tuples(element, rest).map(lambda found: [found[0], *found[1]]),
    )
    return nodes.map(lambda nodes: Query(And(tuple(nodes))))


def terms_about(path: str, population: Population) -> st.SearchStrategy[Term]:
    """Terms about one field, with operands that occur there in a population, or nearly."""
    return _terms(path, list(population.documents.values()))


def _terms(path: str, documents: Sequence[dict[str, Any]]) -> st.SearchStrategy[Term]:
    """Terms about one field, with operands that occur there, or nearly."""
    found = {_spelled(value) for document in documents for value in field(path).values_in(document)}
    words = sorted(word for word in found if word is not None) or ["Koch"]
    word = st.tuples(
        st.sampled_from([*words, "Koch", "nobody@x.de", "x" * 300, ""]), st.sampled_from(SPELLINGS)
    ).map(lambda pair: pair[1](pair[0]))
    operands = st.builds(Operand, word, st.booleans())
    comparisons = st.builds(Compare, OPERATORS, operands)
    expressions = st.builds(_expression, word, st.integers(1, 4), st.sampled_from(ENDINGS))
    beginnings = st.builds(Matches, expressions)
    conditions: st.SearchStrategy[Condition] = st.one_of(
        st.builds(Equals, operands),
        st.builds(Equals, operands),
        st.builds(OneOf, st.lists(operands, min_size=1, max_size=4).map(tuple)),
        st.tuples(st.integers(0, len(words) - 1), st.integers(5, 200)).map(
            lambda part: _one_of(words[part[0] : sum(part)])
        ),
        beginnings,
        beginnings,
        st.builds(Matches, st.builds(lambda text: f"{re.escape(text[1:3])}$", word)),
        comparisons,
        st.builds(Range, comparisons, comparisons),
        st.just(IsNull()),
        st.just(Exists()),
    )
    return st.builds(Term, st.just(field(path)), conditions)


def _spelled(value: Any) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None or isinstance(value, dict) else str(value)


def _one_of(words: Sequence[str]) -> OneOf:
    return OneOf(tuple(Operand(word, quoted=True) for word in words))


def _expression(text: str, length: int, ending: str) -> str:
    """An expression that begins like this text, at the beginning of the value."""
    beginning = re.escape(text[:length])
    return f"^{beginning}{ending}" if beginning else "^"
