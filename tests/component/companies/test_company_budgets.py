"""How many requests each operation on companies makes to DynamoDB (architecture.md, Request budgets)."""

from collections import Counter

import pytest

from shared.domain.callers.access import EVERYWHERE, LegalEntityReference
from shared.domain.companies.queries import BY_CREATION, LEGAL_ENTITY_MEMBERS, equals
from shared.domain.query.conditions import all_of
from shared.domain.query.evaluation import Query
from shared.domain.query.order import parse_order
from shared.domain.query.parser import parse_query
from shared.ports.lists import PageRequest
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.companies.api import (
    MANAGE,
    MANAGE_LOCATIONS,
    READ_OWN,
    CompanyApi,
    LocationApi,
)
from tests.component.lost_answers import OverWire
from tests.component.stored_customers import customer_of
from tests.component.tenants import set_value
from tests.component.tokens import session_id_for
from tests.component.wire import Wire

READ, WRITTEN = Counter(GetItem=1), Counter(GetItem=1, TransactWriteItems=1)


@pytest.fixture
def wire(tenant: str) -> Wire:
    set_value(tenant, "restrictions", ["DE"])
    return Wire.warm(tenant)


@pytest.fixture
def over(tenant: str, wire: Wire) -> CompanyApi:
    return CompanyApi(OverWire(tenant, wire=wire).as_(MANAGE))


def test_a_company_is_read_in_one_request_however_many_locations_it_has(
    companies: CompanyApi, over: CompanyApi, wire: Wire, locations: LocationApi
) -> None:
    entity_id = companies.created(entitiesAddresses=[{"id": locations.created()} for _ in range(3)])

    with wire.counting() as requests:
        assert over.get(entity_id).status == 200

    assert requests == READ


def test_a_customer_s_token_adds_one(
    companies: CompanyApi, api: Api, tenant: str, wire: Wire, store: object
) -> None:
    entity_id = companies.created()
    number = store(legal_entities=(LegalEntityReference(entity_id),))  # type: ignore[operator]
    customer = customer_of(tenant, number)
    over = OverWire(tenant, wire=wire).of_customer(number, session_id_for(customer), READ_OWN)

    with wire.counting() as requests:
        assert CompanyApi(over).get(entity_id).status == 200

    assert sum(requests.values()) == 2


def test_a_company_that_stands_alone_is_created_by_one_write(over: CompanyApi, wire: Wire) -> None:
    with wire.counting() as requests:
        over.created()

    assert requests == Counter(GetItem=1, PutItem=1)


def test_a_subsidiary_reads_what_is_above_it(companies: CompanyApi, over: CompanyApi, wire: Wire) -> None:
    parent = companies.created()

    with wire.counting() as requests:
        over.created(parentId=parent)

    assert requests == Counter(GetItem=2, TransactWriteItems=1)


def test_a_change_is_a_read_and_a_write(companies: CompanyApi, over: CompanyApi, wire: Wire) -> None:
    entity_id = companies.created()

    with wire.counting() as requests:
        over.put(entity_id, {"name": "New", "type": "COMPANY"})
    assert requests == WRITTEN
    with wire.counting() as requests:
        over.put(entity_id, {"name": "New", "type": "COMPANY"})
    assert requests == READ
    with wire.counting() as requests:
        over.delete(entity_id)
    assert requests == Counter(GetItem=1, Query=1, TransactWriteItems=1)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # The names of the partitions, and a query for each of the two.
        ({"fields": "name"}, Counter(GetItem=1, Query=2)),
        ({}, Counter(GetItem=1, Query=2, BatchGetItem=1)),
        ({"sort": "name"}, Counter(GetItem=1, Query=2, BatchGetItem=1)),
        ({"name": "n5"}, Counter(GetItem=1, Query=2, BatchGetItem=1)),
        ({"legalInfo.registrationId": "HRB 5"}, Counter(GetItem=1, Query=2, BatchGetItem=1)),
        ({"parentId": "nobody"}, Counter(GetItem=1, Query=2)),
        ({"id": "c5"}, Counter(BatchGetItem=1)),
    ],
)
@pytest.mark.parametrize("number", [1, 40])
def test_a_page_costs_the_same_however_many_companies_there_are(
    companies: CompanyApi,
    over: CompanyApi,
    wire: Wire,
    query: dict[str, str],
    expected: Counter[str],
    number: int,
) -> None:
    for position in range(5, 5 + number):
        registration = {"registrationId": f"HRB {position}"}
        companies.created(f"n{position}", id=f"c{position}", legalInfo=registration)

    with wire.counting() as requests:
        over.listed(pageSize="4", **query)

    assert requests == expected


PAGES: tuple[tuple[tuple[str, str] | None, str | None, str | None], ...] = (
    (None, None, None),
    (("name", "n3"), None, None),
    (("parentId", "c3"), None, None),
    (("legalInfo.registrationId", "HRB 3"), None, None),
    (None, "name:n3", None),
    (None, 'legalInfo.registrationId:"HRB 3" type:COMPANY', None),
    (None, None, "name:desc"),
    (None, None, "legalInfo.registrationId"),
)
"""A plain filter, `q` and `sort`."""


def test_a_page_reads_the_same_units_however_many_companies_there_are(
    companies: CompanyApi, tenant: str
) -> None:
    def units(plain: tuple[str, str] | None, q: str | None, sort: str | None) -> float:
        members = LEGAL_ENTITY_MEMBERS
        further = [equals((plain[0],), plain[1], members)] if plain is not None else []
        query = Query(all_of([parse_query(q, members).where, *further]))
        page, budget = wiring().company_directory.metered_page(
            tenant,
            EVERYWHERE,
            query,
            parse_order(sort, members, BY_CREATION),
            PageRequest(size=3, complete=True),
        )
        assert list(page.customers)
        return budget.units

    def grow(positions: range) -> None:
        for each in positions:
            companies.created(f"n{each}", id=f"c{each}", legalInfo={"registrationId": f"HRB {each}"})

    grow(range(10))
    for each in range(3):
        companies.created(f"below {each}", parentId="c3")
    few = [units(*page) for page in PAGES]
    grow(range(10, 100))

    assert [units(*page) for page in PAGES] == few


def test_a_location_is_written_with_all_companies_that_have_it(
    companies: CompanyApi, locations: LocationApi, tenant: str, wire: Wire
) -> None:
    location_id = locations.created()
    for _ in range(3):
        companies.created(entitiesAddresses=[{"id": location_id}])
    over = LocationApi(OverWire(tenant, wire=wire).as_(MANAGE_LOCATIONS))

    with wire.counting() as requests:
        over.put(location_id, {"type": "OFFICE", "contactDetails": {"city": "Kiel"}})

    assert requests == Counter(GetItem=1, BatchGetItem=1, TransactWriteItems=1)
