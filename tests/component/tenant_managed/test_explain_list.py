"""POST /customers/explain: how a list is read and what it costs (api.md §4, Lists)."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from shared.adapters.dynamodb.lists.directory import Directory
from shared.adapters.dynamodb.lists.explaining import estimate
from shared.adapters.dynamodb.lists.explaining.explainer import Explainer
from shared.adapters.dynamodb.lists.read_budget import ReadLimits
from shared.runtime.wiring import wiring
from tenant_managed.customers import explain_list, list_customers
from tests.component.api import Answer, Api
from tests.component.wire import Wire

ROUTE = "POST /customer/{tenant}/customers/explain"


def explain(api: Api, body: Any = None, **options: Any) -> Answer:
    return api.request(explain_list.lambda_handler, ROUTE, body, **options)


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def customers(api: Api) -> None:
    for name in ("Maier", "Meyer", "Koch"):
        api.created({"lastName": name, "company": "ACME"})


@pytest.mark.usefixtures("customers")
def test_a_plan_is_told_in_words_and_in_members(api: Api) -> None:
    answer = explain(api, {"q": "lastName:~^M", "sort": "lastName:desc"})

    assert answer.status == 200
    explained = answer.json
    assert explained["reads"] == "index by_name: customers whose lastName begins with 'm'"
    assert explained["order"] == (
        "by lastName descending: in the order of the index, read backwards; a page that reads too much ends "
        "early, and 'next' goes on"
    )
    (source,) = explained["plan"]["sources"]
    assert source == {
        "by": "beginnings",
        "index": "by_name",
        "field": "lastName",
        "partitions": source["partitions"],
        "values": ["m"],
        "more": 0,
    }
    assert explained["plan"]["orderedBy"] == "index"
    assert explained["plan"]["tested"] == ["lastName"]
    assert explained["plan"]["fetchedWhole"] == "read"
    assert explained["estimated"]["customers"] == explained["actual"]["customers"] == 2
    assert explained["cheaper"] == []


@pytest.mark.usefixtures("customers")
@pytest.mark.parametrize(
    ("q", "sort"),
    [(None, None), ("active:true", None), ("lastName:~^M", "lastName"), ("company:ACME", "firstName")],
)
def test_the_actual_cost_is_that_of_the_list(api: Api, wire: Wire, q: str | None, sort: str | None) -> None:
    query = {name: value for name, value in (("q", q), ("sort", sort)) if value is not None}
    with wire.counting() as requests:
        api.call(wire.through(list_customers.lambda_handler), "GET", "/customers", query=query)
    of_list = Counter(requests)

    explained = explain(api, {"q": q, "sort": sort}).json

    # The tenant's settings, which a warm process knows, are read by GetItem.
    assert explained["actual"]["requests"] == of_list["Query"] + of_list["BatchGetItem"]
    assert 0 < explained["actual"]["readUnits"] <= explained["estimated"]["readUnits"]
    assert explained["actual"]["requests"] <= explained["estimated"]["requests"]


@pytest.mark.usefixtures("customers")
def test_a_list_that_is_rejected_for_its_cost_is_explained(api: Api) -> None:
    parts = wiring()
    directory = Directory(parts.table, parts.tenants, ReadLimits(units=0))
    explainer = Explainer(parts.table, parts.tenants, directory)
    handler = replace(
        explain_list.lambda_handler, uses=lambda _: replace(parts.explanation_ports, lists=explainer)
    )

    refused = api.request(handler, ROUTE, {"q": "firstName:Bo", "sort": "title"}).json
    ended = api.request(handler, ROUTE, {"q": "firstName:Bo"}).json

    assert "cannot be served for so many customers" in refused["actual"]["refused"]
    assert "customers" not in refused["actual"]
    assert [advice["code"] for advice in ended["cheaper"]] == ["narrow", "narrow_creation"]
    assert (refused["plan"]["mayEndEarly"], ended["plan"]["mayEndEarly"]) == (False, True)
    # All three are read at once, so the page comes to the end of the list.
    assert (ended["actual"]["customers"], ended["actual"]["scanned"]) == (0, 3)
    assert "endsEarly" not in ended["actual"]


@pytest.mark.usefixtures("customers")
def test_of_very_many_customers_not_all_are_counted(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(estimate, "MAX_COUNTED", 2)

    counted = explain(api, {"q": "active:true"}).json["estimated"]
    of_page = explain(api).json["estimated"]

    assert (counted["customers"], counted["atLeast"]) == (2, True)
    assert "atLeast" not in of_page


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"q": "lastName:("}, "position 11"),
        ({"q": "shoeSize:44"}, "shoeSize"),
        ({"sort": "lastName:up"}, "position 10"),
    ],
)
def test_what_is_wrong_is_400_as_in_a_list(api: Api, body: dict[str, str], told: str) -> None:
    answer = explain(api, body)

    assert (answer.status, answer.json["message"]) == (400, api.listed(query=body).json["message"])
    assert told in answer.json["message"]


def test_members_that_are_not_texts_are_named(api: Api) -> None:
    answer = explain(api, {"q": 1, "sort": ["lastName"]})

    assert (answer.status, sorted(map(str, answer.problems))) == (400, ["q", "sort"])


def test_without_a_body_it_is_the_list_of_all(api: Api) -> None:
    assert explain(api).json["reads"] == "index directory: all customers"
