"""Pages of one company's contacts: two requests each, in the order of creation, however many there are."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from shared.adapters.dynamodb.order_keys import contact_order_key
from shared.domain.callers.access import EVERYWHERE
from shared.domain.companies.queries import BY_CREATION, CONTACT_ASSIGNMENT_MEMBERS, equals
from shared.domain.query.conditions import all_of
from shared.domain.query.evaluation import Query
from shared.ports.lists import PageRequest
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.companies.api import MANAGE_CONTACTS, AssignmentApi, CompanyApi
from tests.component.lost_answers import OverWire
from tests.component.wire import Wire

Store = Callable[..., str]
OF_COMPANY = {"legalEntity.id": "L1"}


@pytest.fixture
def assignments(api: Api) -> AssignmentApi:
    return AssignmentApi(api.as_(MANAGE_CONTACTS))


@pytest.fixture
def over(tenant: str, wire: Wire) -> AssignmentApi:
    return AssignmentApi(OverWire(tenant, wire=wire).as_(MANAGE_CONTACTS))


@pytest.fixture
def wire(tenant: str) -> Wire:
    return Wire.warm(tenant)


@pytest.fixture
def ids(companies: CompanyApi, assignments: AssignmentApi, store: Store) -> list[str]:
    """The ids of a company's assignments in the order of their creation, which no id has, among others'."""
    companies.created("Bakery", id="L1")
    companies.created("Other", id="L1a")
    found = []
    for entry in ("z", "m", "a-b", "x" * 66, "q", "b", "y"):
        found.append(assignments.created("L1", store(first_name=f"of {entry[:3]}"), id=entry))
        assignments.created("L1a", store())
    return found


def walked(assignments: AssignmentApi, **query: str) -> list[str]:
    found: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        answer = assignments.listed(**OF_COMPANY, **query, **cursor)
        assert answer.status == 200, answer.text
        found += [each["id"] for each in answer.json]
        if "X-Next-Cursor" not in answer.headers:
            return found
        cursor = {"next": answer.headers["X-Next-Cursor"]}


@pytest.mark.parametrize("size", ["1", "2", "3", "7", "100"])
def test_they_come_in_the_order_of_creation_or_in_the_reverse(
    ids: list[str], assignments: AssignmentApi, size: str
) -> None:
    assert walked(assignments, pageSize=size) == ids
    assert walked(assignments, pageSize=size, sort="metadata.createdAt:desc") == ids[::-1]
    assert walked(assignments, pageSize=size, type="CONTACT") == ids
    assert walked(assignments, pageSize=size, sort="metadata.createdAt:desc", type="CONTACT") == ids[::-1]
    assert walked(assignments, pageSize=size, type="BILLING") == []
    assert sorted(walked(assignments, pageSize=size, sort="id")) == sorted(ids)


def test_a_page_by_number_is_the_same(ids: list[str], assignments: AssignmentApi) -> None:
    answer = assignments.listed(**OF_COMPANY, pageNumber="2", pageSize="3")

    assert [each["id"] for each in answer.json] == ids[3:6]


def test_it_takes_two_requests_that_read_no_more_than_the_page(
    ids: list[str], over: AssignmentApi, wire: Wire, assignments: AssignmentApi, store: Store
) -> None:
    def read() -> tuple[Counter[str], list[Any]]:
        with wire.counting() as requests:
            answer = over.listed(**OF_COMPANY, pageSize="3")
        return Counter(requests), answer.json

    few, shown = read()
    for _ in range(30):
        assignments.created("L1", store())
    many, again = read()

    assert few == many == Counter(Query=1, BatchGetItem=1)
    assert again == shown
    assert [each["id"] for each in shown] == ids[:3]
    assert shown[0]["legalEntity"] == {"id": "L1", "name": "Bakery"}
    assert shown[0]["customer"]["name"] == "of z"
    with wire.counting() as requests:
        over.listed(**OF_COMPANY, pageSize="16", fields="customer.name")
    assert sum(requests.values()) == 2


def test_read_units_do_not_grow_with_the_company(
    ids: list[str], tenant: str, assignments: AssignmentApi, store: Store
) -> None:
    def units() -> float:
        asked = equals(("legalEntity.id",), "L1", CONTACT_ASSIGNMENT_MEMBERS)
        request = PageRequest(size=3, complete=True)
        page, budget = wiring().contact_assignment_directory.metered_page(
            tenant, EVERYWHERE, Query(all_of([asked])), BY_CREATION, request
        )
        assert len(list(page.customers)) == 3
        return budget.units

    before = units()
    for _ in range(60):
        assignments.created("L1", store())

    assert units() == before
    assert ids


@pytest.mark.parametrize("length", [1, 36, 60, 256])
def test_a_key_fits_however_long_ids_are(length: int) -> None:
    entity_id, entry, number = "\U0001f980" * 256, "x" * length, "1" * 66
    key = contact_order_key(entity_id, "2026-11-30T09:00:00.000Z", entry, number)

    assert len(key.encode()) <= 1024
    assert key.rpartition("#")[2] in {number, ""}
