"""GET /legal-entities, and the search."""

from collections.abc import Callable

import pytest

from shared.domain.customers.legal_entities import LegalEntity
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.companies.api import MANAGE, READ, READ_OWN, CompanyApi
from tests.component.stored_customers import customer_of
from tests.component.tokens import session_id_for

Store = Callable[..., str]


@pytest.fixture
def three(companies: CompanyApi) -> list[str]:
    """Three companies, the last of them below the first."""
    first = companies.created(
        "Zeta", id="zeta", legalInfo={"registrationId": "HRB 1"}, mixins={"a": {"b": 1}}
    )
    companies.created("Ärger", id="aerger", accountLimit={"currency": "EUR", "value": 7})
    companies.created("Arger", id="child", parentId=first)
    return ["zeta", "aerger", "child"]


def test_they_come_in_the_order_of_their_creation_as_they_are_read_alone(
    companies: CompanyApi, three: list[str]
) -> None:
    answer = companies.listed()

    assert [each["id"] for each in answer.json] == three
    assert answer.json == [companies.get(each).json for each in three]
    assert answer.headers["Count"] == "3"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"name": "Ärger"}, ["aerger"]),
        ({"name": "ärger"}, []),
        ({"name": ""}, []),
        ({"id": "child"}, ["child"]),
        ({"type": "SUBSIDIARY"}, ["child"]),
        ({"parentId": "zeta"}, ["child"]),
        ({"legalInfo.registrationId": "HRB 1"}, ["zeta"]),
        ({"legalInfo.registrationId": "HRB 1", "type": "SUBSIDIARY"}, []),
        ({"q": 'legalInfo.registrationId:"HRB 1"'}, ["zeta"]),
        ({"q": "name:~^arg", "type": "SUBSIDIARY"}, ["child"]),
        ({"q": "accountLimit.value:>5"}, ["aerger"]),
        ({"q": "mixins.a.b:1"}, ["zeta"]),
        ({"q": "parentId:missing", "sort": "name"}, ["aerger", "zeta"]),
        ({"q": "customerGroups.id:ADMIN.zeta"}, ["zeta"]),
        ({"sort": "name"}, ["child", "aerger", "zeta"]),
        ({"sort": "name:desc"}, ["zeta", "aerger", "child"]),
        ({"sort": "metadata.createdAt:desc"}, ["child", "aerger", "zeta"]),
        ({"sort": "type,name"}, ["aerger", "zeta", "child"]),
        ({"sort": "parentId"}, ["child", "aerger", "zeta"]),
    ],
)
@pytest.mark.usefixtures("three")
def test_q_and_plain_parameters_mean_the_same(
    companies: CompanyApi, query: dict[str, str], expected: list[str]
) -> None:
    assert companies.ids(**query) == expected


@pytest.mark.usefixtures("three")
def test_a_search_takes_q_in_its_body(companies: CompanyApi) -> None:
    found = companies.search({"q": "name:~^ze"}, query={"fields": "name"})

    assert found.json == [{"id": "zeta", "name": "Zeta"}]
    assert companies.search({"q": 1}).json["details"][0]["field"] == "q"


@pytest.mark.parametrize("query", [{}, {"sort": "name"}, {"sort": "type:desc,name"}])
def test_pages_go_on_by_number_and_by_cursor(
    companies: CompanyApi, three: list[str], query: dict[str, str]
) -> None:
    whole = companies.ids(**query)
    cursor = companies.listed(**query, pageSize="1").headers["X-Next-Cursor"]

    assert sorted(whole) == sorted(three)
    assert companies.ids(**query, pageSize="2", pageNumber="2") == whole[2:]
    assert companies.ids(**query, pageSize="2", next=cursor) == whole[1:]


def test_a_total_is_counted_where_it_is_asked_for(api: Api, companies: CompanyApi, three: list[str]) -> None:
    from customer_management import list_legal_entities

    answer = api.as_(READ).request(
        list_legal_entities.lambda_handler,
        "GET /customer-management/{tenant}/legal-entities",
        query={"pageSize": "1"},
        headers={"X-Total-Count": "true"},
    )

    assert (answer.headers["X-Total-Count"], answer.headers["Count"]) == (str(len(three)), "1")


@pytest.mark.parametrize(
    "query", [{"q": "nme:x"}, {"sort": "nme"}, {"pageSize": "0"}, {"next": "x"}, {"fields": "name,nme"}]
)
def test_what_cannot_be_understood_is_named(companies: CompanyApi, query: dict[str, str]) -> None:
    answer = companies.listed(**query)

    assert (answer.status, answer.json["code"], answer.json["type"]) == (400, 400, "bad_request")


@pytest.mark.usefixtures("restrictions")
def test_a_limited_caller_sees_its_restrictions_alone(companies: CompanyApi, api: Api) -> None:
    german, free = companies.created(id="1", restrictions=["DE"]), companies.created(id="2")
    french = companies.created(id="3", restrictions=["FR"])

    assert companies.ids() == [german, free, french]
    assert CompanyApi(api.as_(f"{READ}--DE")).ids() == [german]
    assert CompanyApi(api.as_(READ, restrictions={"DE", "FR"})).ids(sort="name") == sorted([german, french])


def test_a_customer_sees_the_companies_that_it_belongs_to(
    companies: CompanyApi, api: Api, store: Store, three: list[str], tenant: str
) -> None:
    from shared.domain.callers.access import LegalEntityReference

    number = store(legal_entities=tuple(map(LegalEntityReference, three[:2])))
    customer = customer_of(tenant, number)
    own = CompanyApi(api.of_customer(number, session_id_for(customer), READ_OWN))

    assert sorted(own.ids()) == sorted(three[:2])
    assert own.ids(id="child") == []
    assert [own.get(each).status for each in three] == [200, 200, 404]
    assert own.create({"name": "X"}).status == 403


def test_a_company_that_only_events_know_is_listed_too(companies: CompanyApi, tenant: str) -> None:
    from shared.domain.customers.legal_entities import named
    from shared.domain.instants import now

    wiring().legal_entities.revise(tenant, "of an event", lambda known: named(known, "Muster", now()))

    assert companies.ids(q="name:Muster") == ["of an event"]
    assert companies.get("of an event").json["metadata"]["version"] == 1


def test_what_is_deleted_or_renamed_is_found_no_more(companies: CompanyApi, three: list[str]) -> None:
    assert companies.delete("child").status == 204
    assert companies.put("zeta", {"name": "Yota", "type": "COMPANY"}).status == 204

    assert companies.ids(name="Zeta") == companies.ids(parentId="zeta") == []
    assert companies.ids(sort="name") == ["aerger", "zeta"]
    assert LegalEntity(tenant="x", id="y").exists is False
    assert CompanyApi(companies.caller.as_(MANAGE)).ids(name="Yota") == ["zeta"]
