"""How many requests each operation makes to DynamoDB (architecture.md, Request budgets)."""

from collections import Counter
from typing import Any

import pytest

from customer_managed.sessions import (
    begin_visit,
    log_in,
    log_out,
    refresh_session,
    refresh_visit,
    validate_token,
)
from tenant_managed.addresses import (
    add_address_tags,
    create_address,
    delete_address,
    get_address,
    list_addresses,
    remove_address_tags,
    update_address,
    upsert_address,
)
from tenant_managed.customers import (
    create_customer,
    delete_customer,
    explain_list,
    get_customer,
    invite_customer,
    list_customers,
    update_customer,
    upsert_customer,
)
from tenant_managed.sessions import end_session, end_sessions, list_sessions, log_in_for_customer
from tests.component.api import Api
from tests.component.customer_managed.storefront import Storefront
from tests.component.identity.oauth import stored_client
from tests.component.tenants import set_value
from tests.component.wire import Wire


@pytest.fixture
def wire(api: Api) -> Wire:
    """A wire whose configuration cache is warm."""
    set_value(api.tenant, "restrictions", ["DE", "FR"])
    wire = Wire()
    wire.wiring.tenants.of(api.tenant)
    return wire


def test_get_makes_one_request(api: Api, wire: Wire) -> None:
    number = api.created({"contactEmail": "anna@example.com"})

    with wire.counting() as requests:
        api.call(wire.through(get_customer.lambda_handler), "GET", "/customers/", number)

    assert requests == Counter(GetItem=1)


def test_create_makes_one_request(api: Api, wire: Wire) -> None:
    body = {"contactEmail": "anna@example.com", "restriction": "DE"}

    with wire.counting() as requests:
        api.call(wire.through(create_customer.lambda_handler), "POST", "/customers", body=body)

    assert requests == Counter(TransactWriteItems=1)


def test_update_and_replacement_make_two_requests(api: Api, wire: Wire) -> None:
    number = api.created({"contactEmail": "anna@example.com"})

    with wire.counting() as requests:
        api.call(
            wire.through(update_customer.lambda_handler), "PATCH", "/customers/", number, {"title": "Dr"}
        )
    assert requests == Counter(GetItem=1, UpdateItem=1)

    with wire.counting() as requests:
        body = {"contactEmail": "other@example.com"}
        api.call(wire.through(upsert_customer.lambda_handler), "PUT", "/customers/", number, body)
    assert requests == Counter(GetItem=1, TransactWriteItems=1)


def test_a_change_that_changes_nothing_only_reads(api: Api, wire: Wire) -> None:
    number = api.created({"title": "Dr"})

    with wire.counting() as requests:
        api.call(
            wire.through(update_customer.lambda_handler), "PATCH", "/customers/", number, {"title": "Dr"}
        )

    assert requests == Counter(GetItem=1)


def test_delete_makes_two_requests(api: Api, wire: Wire) -> None:
    number = api.created({"contactEmail": "anna@example.com"})

    with wire.counting() as requests:
        api.call(wire.through(delete_customer.lambda_handler), "DELETE", "/customers/", number)

    assert requests == Counter(GetItem=1, TransactWriteItems=1)


ADDRESSES = "/customer/{tenant}/customers/{customerNumber}/addresses"
ADDRESS = f"{ADDRESSES}/{{addressId}}"
READ, CHANGED = Counter(GetItem=1), Counter(GetItem=1, UpdateItem=1)


@pytest.mark.parametrize(
    ("operation", "route", "options", "expected"),
    [
        (list_addresses, f"GET {ADDRESSES}", {}, READ),
        (get_address, f"GET {ADDRESS}", {}, READ),
        (create_address, f"POST {ADDRESSES}", {"body": {"contactName": "Bo"}}, CHANGED),
        (upsert_address, f"PUT {ADDRESS}", {"body": {"city": "Bonn"}}, CHANGED),
        (upsert_address, f"PUT {ADDRESS}", {"body": {"contactName": "Bo"}, "addressId": "new"}, CHANGED),
        (update_address, f"PATCH {ADDRESS}", {"body": {"isDefault": True}}, CHANGED),
        (update_address, f"PATCH {ADDRESS}", {"body": {"contactName": "Anna"}}, READ),
        (delete_address, f"DELETE {ADDRESS}", {}, CHANGED),
        (add_address_tags, f"POST {ADDRESS}/tags", {"query": "tags=A"}, CHANGED),
        (remove_address_tags, f"DELETE {ADDRESS}/tags", {"query": "tags=A"}, READ),
    ],
)
def test_an_address_is_read_in_one_request_and_changed_in_two(
    api: Api, wire: Wire, operation: Any, route: str, options: dict[str, Any], expected: Counter[str]
) -> None:
    of_home = {"customerNumber": api.created(), "addressId": "home"}
    api.request(upsert_address.lambda_handler, f"PUT {ADDRESS}", {"contactName": "Anna"}, **of_home)

    with wire.counting() as requests:
        answer = api.request(wire.through(operation.lambda_handler), route, **{**of_home, **options})

    assert answer.status in {200, 201, 204}
    assert requests == expected


def test_an_idempotency_key_makes_the_change_of_an_address_a_transaction(api: Api, wire: Wire) -> None:
    handler, body = wire.through(create_address.lambda_handler), {"contactName": "Bo"}
    number = api.created()

    with wire.counting() as requests:
        api.request(
            handler, f"POST {ADDRESSES}", body, customerNumber=number, headers={"Idempotency-Key": "one"}
        )

    assert requests == Counter(GetItem=1, TransactWriteItems=1)


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


@pytest.fixture
def visitor(api: Api) -> Storefront:
    """A storefront whose visitor has a token already."""
    client = stored_client(api.tenant, "", public=True)
    storefront = Storefront(api.tenant, client.id)
    assert storefront.visit
    return storefront


def test_a_visit_reads_the_client_alone_and_its_refresh_nothing(wire: Wire, visitor: Storefront) -> None:
    with wire.counting() as requests:
        visitor.public(wire.through(begin_visit.lambda_handler), "login")
    assert requests == Counter(GetItem=1)

    with wire.counting() as requests:
        token = visitor.visit["refresh_token"]
        visitor.public(wire.through(refresh_visit.lambda_handler), "refresh", refresh_token=token)
    assert requests == Counter()


LOG_IN = "POST /customer/{tenant}/login"


def test_a_log_in_makes_four_requests(api: Api, wire: Wire, visitor: Storefront) -> None:
    body = {"email": "anna@example.com", "password": "a long pass phrase"}
    api.created({"contactEmail": body["email"], "password": body["password"]})

    with wire.counting() as requests:
        answer = visitor.call(wire.through(log_in.lambda_handler), LOG_IN, body)

    assert answer.status == 200
    assert requests == Counter(BatchGetItem=1, UpdateItem=1, Query=1, TransactWriteItems=1)


def test_so_does_one_that_fails(api: Api, wire: Wire, visitor: Storefront) -> None:
    handler = wire.through(log_in.lambda_handler)
    visitor.call(handler, LOG_IN, {"email": "anna@example.com", "password": "the first of the window"})

    with wire.counting() as requests:
        answer = visitor.call(handler, LOG_IN, {"email": "anna@example.com", "password": "wrong"})

    assert answer.status == 401
    assert requests == Counter(BatchGetItem=1, Query=1, UpdateItem=2)


def test_one_that_has_to_wait_only_reads(wire: Wire, visitor: Storefront) -> None:
    handler = wire.through(log_in.lambda_handler)
    for guess in range(5):
        visitor.call(handler, LOG_IN, {"email": "anna@example.com", "password": f"guess {guess}"})

    with wire.counting() as requests:
        answer = visitor.call(handler, LOG_IN, {"email": "anna@example.com", "password": "wrong"})

    assert answer.status == 429
    assert requests == Counter(BatchGetItem=1)


def test_a_session_is_refreshed_in_two_requests_and_its_token_costs_one_more(
    api: Api, wire: Wire, visitor: Storefront
) -> None:
    api.created({"contactEmail": "anna@example.com", "password": "a long pass phrase"})
    tokens = visitor.logged_in("anna@example.com")
    validate = wire.through(validate_token.lambda_handler)
    refresh, out = wire.through(refresh_session.lambda_handler), wire.through(log_out.lambda_handler)

    with wire.counting() as requests:
        query = {"refreshToken": tokens["refresh_token"]}
        visitor.call(refresh, "GET /customer/{tenant}/refreshauthtoken", query=query)
    assert requests == Counter(BatchGetItem=1, PutItem=1)

    with wire.counting() as requests:
        visitor.call(refresh, "GET /customer/{tenant}/refreshauthtoken", query=query)
    assert requests == Counter(BatchGetItem=1)

    with wire.counting() as requests:
        visitor.call(validate, "GET /customer/{tenant}/validateauthtoken", token=tokens["access_token"])
    assert requests == Counter(BatchGetItem=1)

    with wire.counting() as requests:
        visitor.call(out, "GET /customer/{tenant}/logout", token=tokens["access_token"])
    assert requests == Counter(BatchGetItem=1, DeleteItem=1)


def test_an_invitation_makes_four_requests_and_is_refused_after_two(api: Api, wire: Wire) -> None:
    route = "POST /customer/{tenant}/customers/{customerNumber}/invitation"
    handler = wire.through(invite_customer.lambda_handler)
    invited = api.created({"contactEmail": "anna@example.com"})
    known = api.created({"contactEmail": "ben@example.com", "password": "a long pass phrase"})

    for number, expected in (
        (invited, Counter(GetItem=2, UpdateItem=1, PutItem=1, TransactWriteItems=1)),  # first of an hour
        (invited, Counter(GetItem=2, UpdateItem=1, TransactWriteItems=1)),
        (known, Counter(GetItem=2)),
    ):
        with wire.counting() as requests:
            api.request(handler, route, customerNumber=number)
        assert requests == expected


def test_sessions_are_read_in_one_request_and_ended_in_one_more(
    api: Api, wire: Wire, visitor: Storefront
) -> None:
    number = api.created({"contactEmail": "anna@example.com", "password": "a long pass phrase"})
    sessions = "/customer/{tenant}/customers/{customerNumber}/sessions"
    first, *_ = [visitor.logged_in_elsewhere("anna@example.com") for _ in range(4)]
    of_one = {"customerNumber": number, "sessionId": first["session_id"]}

    for operation, route, options, expected in (
        (list_sessions, f"GET {sessions}", {"customerNumber": number}, Counter(Query=1)),
        (end_session, f"DELETE {sessions}/{{sessionId}}", of_one, Counter(Query=1, DeleteItem=1)),
        (
            end_sessions,
            f"DELETE {sessions}",
            {"customerNumber": number},
            Counter(Query=1, TransactWriteItems=1),
        ),
        (end_sessions, f"DELETE {sessions}", {"customerNumber": number}, Counter(Query=1)),
    ):
        with wire.counting() as requests:
            answer = api.request(wire.through(operation.lambda_handler), route, **options)
        assert answer.status in {200, 204}
        assert requests == expected


def test_a_log_in_for_a_customer_makes_three_requests_and_two_without_a_notice(api: Api, wire: Wire) -> None:
    body = {"customerNumber": api.created({"contactEmail": "anna@example.com"})}
    handler = wire.through(log_in_for_customer.lambda_handler)
    caller, route = api.as_("customer.assistedBuying_manage"), "POST /customer/{tenant}/assisted-buying-login"
    caller.request(handler, route, body)  # the first notice of an hour begins to count

    for notifies, expected in (
        (True, Counter(Query=1, UpdateItem=1, TransactWriteItems=1)),
        (False, Counter(Query=1, TransactWriteItems=1)),
    ):
        set_value(api.tenant, "assistedBuying.notify", notifies)
        wire.wiring.tenants.of(api.tenant)
        with wire.counting() as requests:
            assert caller.request(handler, route, body).status == 200
        assert requests == expected
