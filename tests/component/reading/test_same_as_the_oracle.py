"""Whatever way leads to a page, it is the one that testing and sorting every customer in memory would give.

`READING_EXAMPLES` sets how many requests are tried.
"""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.callers.access import Access, Grant
from shared.domain.query.order import parse_order
from shared.domain.query.parser import parse_query
from shared.domain.tenants.standing import TextEntries
from shared.ports.lists import Page, PageRequest
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.reading import oracle
from tests.component.reading.cases import Case, cases, far_cases
from tests.component.reading.oracle_checks import EXAMPLES, assert_is_the_oracles, unhurried
from tests.component.reading.populations import Population

MIXED = [
    Population(1, 240),
    Population(2, 150, shards=4),
    Population(3, 8),
    Population(5, 60, entries=TextEntries.FORMER),
    Population(6, 120, entries=TextEntries.MOVING),
]
CROWD = Population(4, 640, restrictions=["DE", "DE", "DE", "DE", "DE", "FR"])
CASES = st.one_of(*map(cases, MIXED))


@pytest.fixture(scope="module")
def tenants(engine_url: str) -> dict[Population, str]:
    """The tenants in which the populations live."""
    return {each: each.settle() for each in (*MIXED, CROWD)}


def page_of(case: Case, tenants: dict[Population, str]) -> Page:
    return wiring().directory.page(tenants[case.population], case.access, case.query, case.order, case.page)


@given(case=CASES)
@settings(unhurried, max_examples=EXAMPLES)
def test_a_page_is_the_oracles(tenants: dict[Population, str], case: Case) -> None:
    assert_is_the_oracles(page_of(case, tenants), case)


@given(case=far_cases(CROWD))
@settings(unhurried, max_examples=EXAMPLES // 10)
def test_so_is_a_page_far_from_the_beginning(tenants: dict[Population, str], case: Case) -> None:
    assert_is_the_oracles(page_of(case, tenants), case)


@given(case=CASES, pages=st.integers(2, 6))
@settings(unhurried, max_examples=EXAMPLES // 5)
def test_following_the_cursor_gives_the_oracles_sequence(
    tenants: dict[Population, str], case: Case, pages: int
) -> None:
    whole = [customer.number for customer in oracle.sequence(case)]
    wanted = replace(case.page, number=1, size=1 + len(whole) // pages, after=None)

    page = page_of(replace(case, page=wanted), tenants)
    walked = [customer.number for customer in page.customers]
    while page.next_position is not None:
        page = page_of(replace(case, page=replace(wanted, after=page.next_position)), tenants)
        numbers = [customer.number for customer in page.customers]
        assert numbers, "a page that was announced is empty"
        walked += numbers

    assert walked == whole


@pytest.mark.parametrize(
    "sort", ["", "lastName:desc", "contactEmail", "company,firstName", "mixins.m.n:desc"]
)
@pytest.mark.parametrize(
    "q",
    [
        "",
        "id:(A,b,gone0,nobody,null)",
        "customerNumber:A firstName:exists compoundLogicalQuery:((active:true) OR (active:false))",
        "accounts.id:ANNA.B@X.DE",
        "b2b.legalEntities.id:(L1,L2) active:true",
        "lastName:koch",
        "lastName:~^Ko",
        "lastName:~^K",
        "lastName:(\u00c4rger,\u00d8rsted)",
        "lastName:~^\u00e4r",
        'lastName:(>="Zoe" AND <"\u00e5")',
        "company:~^\u674e",
        "lastName:(Koch,STRASSE,nobody) active:true",
        'company:("Bakery & Sons",bakery)',
        "contactEmail:anna@x.de",
        'metadataCreatedAt:(>="2026-01-31T09:30:01Z" AND <2026-02-01) restriction:(DE,FR)',
        "firstName:~ch$ addresses.city:~str",
        "mixins.m.n:(5,Koch) onHold:false",
        "restriction:null",
        "restriction:(DE OR missing); active:TRUE",
        "addresses:(city:~^K tags:Koch)",
        "addresses:(tags:B city:missing) lastName:exists",
        "b2b.legalEntities:(id:L1 name:Bakery)",
        "b2b.legalEntities:(id:L2 (name:Bakery OR contactAssignmentId:A2))",
        "accounts:(id:~^anna providerId:google)",
        "compoundLogicalQuery:(addresses:(city:~a tags:a) OR accounts:(providerId:google id:exists))",
    ],
)
def test_so_does_the_operation(tenants: dict[Population, str], q: str, sort: str) -> None:
    population = MIXED[1]
    page = PageRequest(number=2, size=3, with_total=True, complete=True)
    case = Case(population, Access(Grant()), parse_query(q), parse_order(sort), page)

    answer = Api(tenants[population]).listed(
        query={"q": q, "sort": sort, "pageNumber": 2, "pageSize": 3, "expand": "addresses,mixin:*,accounts"},
        headers={"X-Total-Count": "true"},
    )

    expected = oracle.expected(case)
    asked_for: dict[str, Any] = {"addresses": [], "mixins": {}}
    assert answer.json == [asked_for | population.documents[number] for number in expected.numbers]
    assert answer.headers["Count"] == str(len(expected.numbers))
    assert answer.headers["X-Total-Count"] == str(expected.total)
    assert ("X-Next-Cursor" in answer.headers) is expected.has_more
