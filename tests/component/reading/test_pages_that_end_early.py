"""Pages that end before they are full: following `next` finds everybody all the same."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from shared.adapters.dynamodb.lists import passes
from shared.adapters.dynamodb.lists.directory import Directory
from shared.adapters.dynamodb.lists.read_budget import ReadLimits
from shared.runtime.wiring import wiring
from shared.use_cases.customers.every_customer import every_customer
from tests.component.api import Api
from tests.component.reading import oracle
from tests.component.reading.cases import Case, cases
from tests.component.reading.oracle_checks import EXAMPLES, unhurried
from tests.component.reading.populations import Population
from tests.component.reading.writers import meanwhile

POPULATIONS = [Population(1, 240), Population(2, 150, shards=4)]
SLIGHT = ReadLimits(units=1)
# Few lists end early, and which of them do is only known once they are planned.
choosy = settings(unhurried, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@pytest.fixture(scope="module")
def tenants(engine_url: str) -> dict[Population, str]:
    """The tenants in which the populations live."""
    return {each: each.settle() for each in POPULATIONS}


@pytest.fixture(scope="module")
def few_rows_to_an_answer() -> Iterator[None]:
    """Answers of DynamoDB have ten rows instead of a megabyte."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passes, "_WHOLE_ANSWERS", 0)
        patch.setattr(passes, "_FEWEST_ROWS", 10)
        yield


@pytest.fixture
def slight(few_rows_to_an_answer: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of a list may read one unit."""
    monkeypatch.setattr(wiring().directory, "_limits", SLIGHT)


@given(case=st.one_of(*map(cases, POPULATIONS)), size=st.sampled_from([7, 60]))
@settings(choosy, max_examples=EXAMPLES // 5)
def test_following_the_cursor_gives_the_oracles_sequence(
    few_rows_to_an_answer: None, tenants: dict[Population, str], case: Case, size: int
) -> None:
    directory = Directory(wiring().table, wiring().tenants, SLIGHT)
    tenant = tenants[case.population]
    chosen = directory.plan_of(tenant, case.access, case.query, case.order)
    assume(chosen.filtered if chosen.ordered else passes.pass_instead(chosen, case.access))
    request = replace(case.page, number=1, size=size, after=None, with_total=False, may_end_early=True)

    walked: list[str] = []
    while True:
        page = directory.page(tenant, case.access, case.query, case.order, request)
        numbers = [customer.number for customer in page.customers]
        assert len(numbers) <= size
        walked += numbers
        if page.next_position is None:
            break
        assert page.next_position != request.after, "the list does not go on"
        request = replace(request, after=page.next_position, walk=page.walk)

    assert walked == [customer.number for customer in oracle.sequence(case)]


@pytest.mark.usefixtures("slight")
def test_a_page_without_a_hit_goes_on_and_says_how_many_were_looked_at(api: Api) -> None:
    for number in range(60):
        api.created({"mixins": {"shop": {"rank": int(number == 45)}}})
    query: dict[str, Any] = {"q": "mixins.shop.rank:1"}

    answers = [api.listed(query=query)]
    while "X-Next-Cursor" in answers[-1].headers:
        answers.append(api.listed(query={**query, "next": answers[-1].headers["X-Next-Cursor"]}))

    assert {answer.status for answer in answers} == {200}
    assert (answers[0].json, len(answers) > 2) == ([], True)
    assert [len(answer.json) for answer in answers if answer.json] == [1]
    assert sum(int(answer.headers["X-Scanned"]) for answer in answers) >= 60
    assert "X-Scanned" not in api.listed().headers


@pytest.mark.usefixtures("slight")
def test_who_has_changed_since_is_found_page_by_page_among_any_number(api: Api) -> None:
    numbers = [api.created({"title": "Dr"}) for _ in range(40)]
    at = max(api.get(number).json["metadataModifiedAt"] for number in numbers)
    for number in numbers[::9]:
        api.patch(number, {"title": "Prof"})

    answers = [api.listed(query={"q": f"metadataModifiedAt:>{at}"})]
    while (after := answers[-1].headers.get("X-Next-Cursor")) is not None:
        answers.append(api.listed(query={"q": f"metadataModifiedAt:>{at}", "next": after}))

    assert len(answers) > 1
    assert {answer.status for answer in answers} == {200}
    assert sorted(each["id"] for answer in answers for each in answer.json) == sorted(numbers[::9])


@pytest.mark.usefixtures("slight")
def test_what_looks_at_all_customers_is_given_all_of_them(api: Api) -> None:
    numbers = [api.created({"title": "Dr"}) for _ in range(35)]

    found = [each.number for each in every_customer(wiring().directory, api.tenant, "title:Dr")]

    assert sorted(found) == sorted(numbers)


@pytest.mark.usefixtures("slight")
@pytest.mark.parametrize("query", [{}, {"sort": "metadataCreatedAt:desc"}])
def test_an_index_that_leads_to_too_many_is_left_for_a_pass(api: Api, query: dict[str, str]) -> None:
    for number in range(12):
        api.created({"lastName": f"S{number}"})
    everybody = api.numbers(**query)
    weber = api.created({"lastName": "Weber"})

    walked = [each for page in pages(api, {"q": "lastName:~^S", **query}) for each in page]

    assert walked == everybody
    assert weber not in walked


WALKS: list[dict[str, Any]] = [
    {"q": "mixins.shop.rank:(>=0 AND <2)"},
    {
        "q": "title:exists compoundLogicalQuery:((active:true) OR (onHold:true))",
        "sort": "metadataCreatedAt:desc",
    },
    {"q": "lastName:~^k active:true", "sort": "lastName"},
    {"q": "lastName:~^k active:true", "sort": "lastName:desc"},
]


@pytest.mark.usefixtures("slight")
@pytest.mark.parametrize("query", WALKS, ids=str)
def test_a_walk_meets_once_everybody_while_others_come_go_and_change(
    api: Api, query: dict[str, Any], restrictions: list[str]
) -> None:
    random = Random(7)

    def body(**more: Any) -> dict[str, Any]:
        restriction = random.choice([*restrictions, None])
        return {"lastName": f"K{random.randrange(50)}", "title": "Dr", "restriction": restriction, **more}

    def created(count: int) -> list[str]:
        return [api.created(body(mixins={"shop": {"rank": random.randrange(2)}})) for _ in range(count)]

    staying, leaving = created(50), created(20)
    for _ in range(20):
        api.created(body(title=None, lastName="Weber"))

    def leavers() -> Iterator[None]:
        for number in leaving:
            assert api.delete(number).status == 202
            yield

    def newcomers() -> Iterator[None]:
        while True:
            api.created(body())
            yield

    def renamed() -> Iterator[None]:
        others = Random(8)
        while True:
            name = f"K{others.randrange(50)}"
            assert api.patch(others.choice(staying), {"lastName": name}).status == 200
            yield

    with meanwhile(leavers, newcomers, renamed, renamed):
        walked = list(itertools.chain.from_iterable(pages(api, query)))

    assert len(walked) == len(set(walked))
    assert set(staying) <= set(walked)


def pages(api: Api, query: dict[str, Any]) -> Iterator[list[str]]:
    cursor: dict[str, str] = {}
    while True:
        answer = api.listed(query={**query, **cursor, "pageSize": 7})
        assert answer.status == 200, answer.text
        yield [customer["id"] for customer in answer.json]
        if "X-Next-Cursor" not in answer.headers:
            return
        cursor = {"next": answer.headers["X-Next-Cursor"]}
