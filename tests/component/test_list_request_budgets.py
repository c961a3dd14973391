"""How many requests lists make to DynamoDB (architecture.md, Request budgets)."""

from collections import Counter

import pytest

from tenant_managed.customers import (
    explain_list,
    list_customers,
    update_customer,
)
from tests.component.api import Api
from tests.component.tenants import set_value
from tests.component.wire import Wire


@pytest.fixture
def wire(api: Api) -> Wire:
    set_value(api.tenant, "restrictions", ["DE", "FR"])
    return Wire.warm(api.tenant)


def test_the_default_list_makes_one_request_per_stream(api: Api, wire: Wire) -> None:
    for restriction in (None, "DE", "FR"):
        api.created({"restriction": restriction})
    handler = wire.through(list_customers.lambda_handler)

    with wire.counting() as requests:
        limited = api.as_("customer.customer_read--DE").call(handler, "GET", "/customers")
    assert requests == Counter(Query=1)
    assert limited.headers["Count"] == "1"

    with wire.counting() as requests:
        wide = api.call(handler, "GET", "/customers")
    assert requests == Counter(GetItem=1, Query=3)  # the list of realms, and each of them
    assert wide.headers["Count"] == "3"


def test_an_explanation_counts_what_a_list_reads_and_reads_it(api: Api, wire: Wire) -> None:
    api.created({"restriction": "DE"})
    handler, german = wire.through(explain_list.lambda_handler), api.as_("customer.customer_read--DE")

    for body, expected in (
        ({}, Counter(Query=2)),
        ({"q": "active:true"}, Counter(Query=2, BatchGetItem=1)),
        ({"sort": "lastName"}, Counter(Query=2, BatchGetItem=1)),
        ({"q": "id:1"}, Counter(BatchGetItem=1)),
    ):
        with wire.counting() as requests:
            german.request(handler, "POST /customer/{tenant}/customers/explain", body)
        assert requests == expected


def test_documents_of_a_list_come_a_hundred_at_a_time(api: Api, wire: Wire) -> None:
    for _ in range(101):
        api.created({"restriction": "DE"})
    handler = wire.through(list_customers.lambda_handler)

    with wire.counting() as requests:
        query = {"expand": "addresses", "pageSize": 101}
        api.as_("customer.customer_read--DE").call(handler, "GET", "/customers", query=query)

    assert requests == Counter(Query=1, BatchGetItem=2)


def test_documents_are_read_of_the_page_alone_where_the_index_serves_filter_and_order(
    api: Api, wire: Wire
) -> None:
    for _ in range(101):
        api.created({"restriction": "DE", "mixins": {"a": {"b": 1}}})
    handler = wire.through(list_customers.lambda_handler)

    with wire.counting() as requests:
        query = {"q": "active:true", "sort": "lastName", "expand": "mixin:*", "pageSize": 2}
        page = api.as_("customer.customer_read--DE").call(handler, "GET", "/customers", query=query)

    assert [customer["mixins"] for customer in page.json] == [{"a": {"b": 1}}] * 2
    assert requests == Counter(Query=1, BatchGetItem=1)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"sort": "lastName"}, Counter(Query=1, BatchGetItem=1)),
        (
            {"sort": "company:desc"},
            Counter(Query=2, BatchGetItem=1),
        ),  # those with a company, then those without
        ({"sort": "metadataCreatedAt:desc"}, Counter(Query=1)),
        ({"sort": "firstName"}, Counter(Query=1, BatchGetItem=1)),  # the page, as it is now
        ({"q": "lastName:Weber"}, Counter(Query=1, BatchGetItem=1)),
        ({"q": "lastName:~^We", "sort": "lastName"}, Counter(Query=1, BatchGetItem=1)),
        ({"q": "firstName:Anna"}, Counter(Query=1, BatchGetItem=1)),
        ({"q": "metadataCreatedAt:>2026-01-01"}, Counter(Query=1, BatchGetItem=1)),
        ({"q": "mixins.a.b:1"}, Counter(Query=1, BatchGetItem=1)),
        ({"q": "id:(1001,1002)"}, Counter(BatchGetItem=1)),
        ({"q": "email:anna@example.com"}, Counter(BatchGetItem=2)),
        ({"q": "b2b.legalEntities.id:none"}, Counter(Query=1)),
    ],
)
def test_a_list_reads_what_its_plan_says(
    api: Api, wire: Wire, query: dict[str, str], expected: Counter[str]
) -> None:
    for position in range(3):
        email = f"anna{position or ''}@example.com"
        names = {"firstName": "Anna", "lastName": "Weber", "company": "ACME"}
        api.created({"id": f"100{position}", "contactEmail": email, "restriction": "DE", **names})
    handler = wire.through(list_customers.lambda_handler)

    with wire.counting() as requests:
        answer = api.as_("customer.customer_read--DE").call(handler, "GET", "/customers", query=query)

    assert answer.status == 200
    assert requests == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", Counter(Query=1)),
        ("lastName", Counter(Query=2, BatchGetItem=1)),
        ("lastName:desc", Counter(Query=2, BatchGetItem=1)),
        ("firstName", Counter(Query=1, BatchGetItem=1)),
    ],
)
def test_a_page_that_goes_on_reads_the_places_that_customers_had(
    api: Api, wire: Wire, sort: str, expected: Counter[str]
) -> None:
    for name in "abcdef":
        api.created({"id": name, "firstName": name, "lastName": name, "restriction": "DE"})
    caller, query = api.as_("customer.customer_read--DE"), {"sort": sort, "pageSize": 2}
    first = caller.call(list_customers.lambda_handler, "GET", "/customers", query=query)
    query["next"] = first.headers["X-Next-Cursor"]

    with wire.counting() as requests:
        answer = caller.call(wire.through(list_customers.lambda_handler), "GET", "/customers", query=query)

    assert sorted(customer["lastName"] for customer in answer.json) == ["c", "d"]
    assert requests == expected


def test_a_change_of_a_text_that_is_indexed_leaves_word_of_the_place(api: Api, wire: Wire) -> None:
    number = api.created({"lastName": "Weber"})

    with wire.counting() as requests:
        answer = api.call(
            wire.through(update_customer.lambda_handler), "PATCH", "/customers/", number, {"lastName": "Koch"}
        )

    assert answer.status == 200
    assert requests == Counter(GetItem=1, PutItem=1, UpdateItem=1)


def test_a_total_is_counted_among_keys(api: Api, wire: Wire) -> None:
    api.created({"restriction": "DE"})
    handler = wire.through(list_customers.lambda_handler)

    with wire.counting() as requests:
        answer = api.as_("customer.customer_read--DE").call(
            handler, "GET", "/customers", headers={"X-Total-Count": "true"}
        )

    assert answer.headers["X-Total-Count"] == "1"
    assert requests == Counter(Query=2)
