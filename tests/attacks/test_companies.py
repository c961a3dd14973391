"""Companies: what a caller who is limited, or a customer, may learn of others by writing and asking."""

import secrets
from collections.abc import Callable
from typing import Any

import pytest

from shared.domain.callers.access import LegalEntityReference
from shared.runtime.wiring import wiring
from tests.component.api import Answer, Api
from tests.component.companies.api import MANAGE, READ_OWN, CompanyApi
from tests.component.stored_customers import customer_of
from tests.component.tokens import session_id_for

Store = Callable[..., str]


@pytest.fixture
def companies(api: Api, restrictions: list[str]) -> CompanyApi:
    assert restrictions == ["DE", "FR"]
    return CompanyApi(api.as_(MANAGE))


@pytest.fixture
def german(api: Api) -> CompanyApi:
    """A caller who is limited to companies of one restriction."""
    return CompanyApi(api.as_(f"{MANAGE}--DE"))


def told(answer: Answer, *ids: str) -> str:
    """What an answer says, with the ids that the caller named itself replaced."""
    text = answer.text
    for each in ids:
        text = text.replace(each, "?")
    return text


@pytest.mark.parametrize("restriction", [["FR"], [], None])
def test_a_parent_that_the_caller_may_not_see_is_as_if_absent(
    companies: CompanyApi, german: CompanyApi, restriction: list[str] | None
) -> None:
    foreign = companies.created(restrictions=restriction)
    mine = german.created()
    body = {"name": "X", "type": "SUBSIDIARY"}

    created = german.create({**body, "parentId": foreign})
    moved = german.put(mine, {**body, "parentId": foreign})
    absent = german.create({**body, "parentId": "nobody"})

    assert (created.status, moved.status) == (400, 400)
    assert told(created, foreign) == told(moved, foreign, mine).replace(',"resourceId":"?"', "")
    assert told(created, foreign) == told(absent, "nobody")


def test_a_refused_deletion_names_no_subsidiary_that_the_caller_may_not_see(
    companies: CompanyApi, german: CompanyApi
) -> None:
    mine = german.created()
    foreign = companies.created(parentId=mine, restrictions=["FR"])

    assert (german.delete(mine).status, foreign in german.delete(mine).text) == (409, False)
    visible = german.created(parentId=mine)
    assert (visible in german.delete(mine).text, foreign in german.delete(mine).text) == (True, False)


def test_neither_filters_nor_orders_nor_totals_tell_of_others(
    companies: CompanyApi, german: CompanyApi
) -> None:
    mine = german.created("Mine")
    companies.created("Theirs", id="theirs", restrictions=["FR"], legalInfo={"registrationId": "HRB 1"})

    for query in (
        {"id": "theirs"},
        {"name": "Theirs"},
        {"legalInfo.registrationId": "HRB 1"},
        {"q": "restrictions:FR"},
        {"q": "restrictions:missing"},
        {"q": "id:(theirs,nobody)"},
        {"q": "compoundLogicalQuery:((id:theirs) OR (name:~Theirs))"},
    ):
        assert german.ids(**query) == [], query
    assert german.ids(sort="name") == german.ids(sort="legalInfo.registrationId") == [mine]


def test_a_customer_cannot_reach_others_companies_by_any_call(
    api: Api, companies: CompanyApi, store: Store, tenant: str
) -> None:
    mine, theirs = companies.created("Mine"), companies.created("Theirs")
    number = store(legal_entities=(LegalEntityReference(mine),))
    customer = customer_of(tenant, number)
    own = CompanyApi(api.of_customer(number, session_id_for(customer), READ_OWN))

    assert own.ids(q=f"id:({mine},{theirs})") == [mine]
    assert own.ids(q="name:~The") == own.ids(name="Theirs") == []
    assert own.search({"q": f"id:{theirs}"}).json == []
    statuses = [
        own.get(theirs).status,
        own.hierarchy(mine).status,
        own.put(mine, {"name": "X", "type": "COMPANY"}).status,
        own.delete(mine).status,
        own.create({"name": "X"}).status,
    ]
    assert statuses == [404, 403, 403, 403, 403]


@pytest.mark.parametrize(
    "entity_id", ["a#b", "#ENTITY", "x" * 256, "é" * 256, "0", "..", "a/b", "ADMIN.x", "C#1001"]
)
def test_an_id_of_an_event_is_an_id_whatever_it_contains(
    companies: CompanyApi, tenant: str, entity_id: str
) -> None:
    from shared.domain.customers.legal_entities import named
    from shared.domain.instants import now

    name = secrets.token_hex(4) + "ß" * 240
    revise: Any = wiring().legal_entities.revise
    revise(tenant, entity_id, lambda known: named(known, name, now(), profile={"parentId": "p" * 256}))

    assert companies.get(entity_id).json["id"] == entity_id
    assert companies.ids(name=name) == companies.ids(sort="name") == [entity_id]
    assert companies.ids(parentId="p" * 256, pageSize="1") == [entity_id]
    assert companies.put(entity_id, {"name": "New", "type": "COMPANY"}).status == 204
    assert companies.delete(entity_id).status == 204
    assert companies.ids() == []
