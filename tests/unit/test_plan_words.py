"""`explain` says a plan in words."""

import pytest

from shared.adapters.dynamodb.lists.explaining.plan_words import plan_words
from shared.adapters.dynamodb.lists.plan import plan
from shared.domain.callers.access import Access, Grant, LegalEntityReference
from shared.domain.query.order import parse_order
from shared.domain.query.parser import parse_query

EVERYWHERE = Access(wide=Grant(None))


def words(
    q: str | None = None, sort: str | None = None, access: Access = EVERYWHERE, *, complete: bool = False
) -> dict[str, str]:
    query, order = parse_query(q), parse_order(sort)
    return plan_words(plan(query, order, access), complete=complete)


@pytest.mark.parametrize(
    ("q", "reads"),
    [
        (None, "index directory: all customers"),
        ("active:true", "index directory: all customers"),
        (
            "metadataCreatedAt:(>=2026-01-01T00:00:00Z AND <2026-02-01T00:00:00Z)",
            "index directory: customers created from 2026-01-01T00:00:00.000Z to 2026-02-01T00:00:00.000Z",
        ),
        ("id:(1001,1002)", "by key: the customers with the numbers 1001, 1002"),
        ("email:Anna@example.com", "by key: the customers who log in with anna@example.com"),
        ("b2b.legalEntities.id:4711", "the contacts of the legal entities 4711"),
        ("lastName:~^Do", "index by_name: customers whose lastName begins with 'do'"),
        ("company:(A,B)", "index by_company: customers whose company is 'A' or is 'B'"),
        ("id:(1,2,3,4,5,6,7)", "by key: the customers with the numbers 1, 2, 3, 4, 5 and 2 more"),
    ],
)
def test_what_is_read(q: str | None, reads: str) -> None:
    assert words(q)["reads"] == reads


@pytest.mark.parametrize(
    ("q", "sort", "order"),
    [
        (None, None, "by metadataCreatedAt: in the order of the index, read forwards"),
        (None, "contactEmail:desc", "by contactEmail descending: in the order of the index, read backwards"),
        (
            "active:true",
            "firstName,lastName:desc",
            "by firstName, lastName descending: sorted in memory, after all customers were read",
        ),
        ("id:(1,2)", "id", "by id: sorted in memory, after all customers were read"),
    ],
)
def test_what_is_sorted(q: str | None, sort: str | None, order: str) -> None:
    assert words(q, sort)["order"] == order


def test_what_is_tested() -> None:
    assert words()["tests"] == "nothing: what is read is the answer"
    assert (
        words("active:true lastName:x active:false")["tests"]
        == "active, lastName, for every customer that is read"
    )


@pytest.mark.parametrize(
    ("q", "sort", "complete", "documents"),
    [
        ("active:true", None, False, "none is fetched whole: the index holds all that is shown"),
        ("active:true", None, True, "the customers of the page are fetched whole"),
        (
            "addresses.city:Rome",
            "mixins.a.b",
            False,
            "all customers that are read are fetched whole, because the index lacks addresses, mixins",
        ),
        (
            None,
            "lastName",
            False,
            "all customers of the page are fetched whole, because the index holds only keys",
        ),
        (
            "email:a@example.com",
            None,
            False,
            "all customers that are read are fetched whole, because only their keys are known",
        ),
    ],
)
def test_what_is_fetched_whole(q: str | None, sort: str | None, complete: bool, documents: str) -> None:
    assert words(q, sort, complete=complete)["documents"] == documents


def test_colleagues_are_read_besides_the_customers_of_ones_restrictions() -> None:
    access = Access(
        wide=Grant(frozenset({"DE"})),
        own=Grant(None),
        legal_entities=(LegalEntityReference("4711", "A"),),
        number="1001",
    )

    assert words(access=access)["and"] == "the contacts of the legal entities 4711, and customer 1001"
