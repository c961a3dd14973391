"""Lists by names, places and telephone numbers, whose customers the index of words proposes."""

import json
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.adapters.dynamodb.lists.plan import IndexRange
from shared.adapters.dynamodb.lists.search import by_words
from shared.adapters.dynamodb.lists.words_source import Words
from shared.domain.callers.access import Access, Grant
from shared.domain.customers.customer import Customer
from shared.domain.query.evaluation import Query
from shared.domain.query.order import parse_order
from shared.domain.query.parser import parse_query
from shared.domain.tenants.search_reach import SearchReach
from shared.ports.lists import PageRequest
from shared.runtime.wiring import wiring
from tenant_managed.customers import explain_list
from tests.component.api import Api
from tests.component.reading.cases import Case, cases, terms_about
from tests.component.reading.oracle_checks import EXAMPLES, assert_is_the_oracles, unhurried
from tests.component.reading.populations import Population
from tests.component.search.residents import customer, index, settle
from tests.component.tenants import keep_search

FIELDS = ["firstName", "middleName", "addresses.city", "defaultAddress.city", "b2b.legalEntities.name"]
POPULATIONS = {Population(1, 240): SearchReach.RESTRICTIONS, Population(2, 150): SearchReach.EVERYTHING}
EVERYWHERE = Access(Grant())
EXPLAIN = "POST /customer/{tenant}/customers/explain"
PHONES = [
    *(
        "+49 170 1234567",
        "0170 1234567",
        "0170/123 45 67",
        "(0170) 1234567",
        "0049 (0)170-1234567",
        "1701234567",
    ),
    *(
        "+1 212 555 0100",
        "+358 40 1234",
        "00358 401234",
        "12",
        "110",
        "",
        "call me",
        "0170 123",
        "+44 7700 900 123",
    ),
]


@pytest.fixture(scope="module")
def tenants(engine_url: str) -> dict[Population, str]:
    """The tenants in which the populations live, with their index."""
    found = {each: each.settle() for each in POPULATIONS}
    for population, tenant in found.items():
        index(tenant, population.customers, POPULATIONS[population])
        keep_search(tenant, POPULATIONS[population])
    return found


def worded(population: Population) -> st.SearchStrategy[Case]:
    """Requests for a page with a term about a field whose words are in the index."""
    terms = st.one_of(*(terms_about(path, population) for path in FIELDS))
    return st.builds(
        lambda case, term: replace(
            case, query=Query(replace(case.query.where, nodes=(*case.query.where.nodes[:1], term)))
        ),
        cases(population),
        terms,
    )


@given(case=st.one_of(*map(worded, POPULATIONS)))
@settings(unhurried, max_examples=EXAMPLES)
def test_a_page_is_the_oracles(tenants: dict[Population, str], case: Case) -> None:
    page = wiring().directory.page(
        tenants[case.population], case.access, case.query, case.order, replace(case.page, may_end_early=False)
    )

    assert_is_the_oracles(page, case)


@pytest.mark.parametrize(
    ("q", "words"),
    [
        ("firstName:Koch", Words(("koch",))),
        ('firstName:"Koch Weber-Mann"', Words(("weber",))),
        ("firstName:(Koch,Smith)", Words(("koch", "smith"))),
        ("firstName:~^Koc", Words(("koc",), are_beginnings=True)),
        ("firstName:~^K", None),
        ("firstName:~och$", None),
        ("firstName:exists", None),
        ('firstName:"?!"', None),
        ("contactPhone:12", None),
        ('contactPhone:"+49 170 123"', Words(("170123",))),
        ('contactPhone:~"^0170 1"', Words(("1701",), are_beginnings=True)),
        ("addresses:(city:Bonn country:DE)", Words(("bonn",))),
        ("compoundLogicalQuery:(firstName:Koch OR active:true)", None),
        ("firstName:Koch lastName:Weber", None),
        ("firstName:Koch metadataCreatedAt:(>2026-01-01 AND <2026-02-01)", None),
        ("firstName:Koch metadataCreatedAt:>2026-01-01", Words(("koch",))),
    ],
)
def test_which_words_are_asked_for(tenants: dict[Population, str], q: str, words: Words | None) -> None:
    tenant = next(iter(tenants.values()))

    chosen = wiring().directory.plan_of(tenant, EVERYWHERE, parse_query(q), parse_order(None))

    assert chosen.source == words if words is not None else not isinstance(chosen.source, Words)


def test_a_tenant_without_a_whole_index_is_passed_through(api: Api) -> None:
    api.created({"firstName": "Koch"})

    chosen = wiring().directory.plan_of(
        api.tenant, EVERYWHERE, parse_query("firstName:Koch"), parse_order(None)
    )

    assert isinstance(chosen.source, IndexRange)
    assert len(api.numbers(q="firstName:Koch")) == 1


@pytest.fixture
def callers(tenant: str) -> list[Customer]:
    phones = [customer(f"c{at}", at, contact_phone=phone or None) for at, phone in enumerate(PHONES)]
    residents = settle(tenant, phones)
    keep_search(tenant)
    return residents


def test_telephone_numbers_are_found_as_they_are_written(tenant: str, callers: list[Customer]) -> None:
    quoted = [phone for phone in PHONES if phone]
    beginnings = [phone[:length] for phone, length in product(quoted, range(1, 9))]
    asked = [f'contactPhone:"{phone}"' for phone in quoted]
    asked += [f'contactPhone:~"^{_literally(each)}"' for each in dict.fromkeys(beginnings)]
    asked.append(f"contactPhone:({','.join(map(json.dumps, quoted[:5]))})")

    for q in asked:
        query = parse_query(q)
        page = wiring().directory.page(tenant, EVERYWHERE, query, parse_order(None), PageRequest())
        expected = [each.number for each in callers if query.matches({"contactPhone": each.contact_phone})]
        assert [each.number for each in page.customers] == expected, q


def _literally(text: str) -> str:
    return "".join(f"[{sign}]" if sign in "+()/" else sign for sign in text)


def test_a_list_reads_those_whom_words_name_and_says_so(api: Api, callers: list[Customer]) -> None:
    explained = api.request(explain_list.lambda_handler, EXPLAIN, {"q": 'contactPhone:"110"'}).json

    assert explained["reads"] == "index of words: customers of whom a word is '110'"
    (source,) = explained["plan"]["sources"]
    assert (source["by"], source["values"]) == ("words", ["110"])
    assert (explained["estimated"]["customers"], explained["actual"]["customers"]) == (1, 1)
    # The restrictions of the tenant, the list of the word, and the customer.
    assert explained["actual"]["requests"] == 3
    assert len(callers) > 1


def test_a_word_of_very_many_is_left_for_a_pass(
    api: Api, callers: list[Customer], monkeypatch: pytest.MonkeyPatch
) -> None:
    q = 'contactPhone:~"^0170"'
    monkeypatch.setattr(by_words, "MOST_NAMED", 1)

    explained = api.request(explain_list.lambda_handler, EXPLAIN, {"q": q}).json

    assert explained["reads"] == "index directory: all customers"
    assert api.numbers(q=q) == [each.number for each in callers if (each.contact_phone or "")[:4] == "0170"]


def test_a_caller_finds_those_of_its_restriction(api: Api, restrictions: list[str]) -> None:
    mine, theirs = restrictions
    people = [customer(each, restriction=each, contact_phone="0170 555") for each in (mine, theirs)]
    settle(api.tenant, people)
    keep_search(api.tenant)

    caller = api.as_(f"customer.customer_read--{mine}")

    assert api.numbers(q='contactPhone:"0170 555"') == sorted([mine, theirs])
    assert caller.numbers(q='contactPhone:"0170 555"') == [mine]
