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
    export_customer,
    get_customer,
    invite_customer,
    list_history,
    restore_customer,
    update_customer,
    upsert_customer,
)
from tenant_managed.sessions import end_session, end_sessions, list_sessions, log_in_for_customer
from tests.component.api import Api
from tests.component.customer_managed.storefront import Storefront
from tests.component.identity.oauth import stored_client
from tests.component.stored_customers import customer_of
from tests.component.tenants import set_value
from tests.component.wire import Wire
from tools.rehearsal.stored import keep_history


@pytest.fixture
def wire(api: Api) -> Wire:
    set_value(api.tenant, "restrictions", ["DE", "FR"])
    return Wire.warm(api.tenant)


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


def test_a_page_of_a_history_is_two_requests_an_export_four_and_a_restoration_one_or_two_more(
    api: Api, wire: Wire
) -> None:
    number = api.created({"lastName": "Weber"})
    states = [customer_of(api.tenant, number)]
    for name in ("Meyer", "Koch"):
        api.patch(number, {"lastName": name})
        states.append(customer_of(api.tenant, number))
    keep_history(*states)
    history = "/customer/{tenant}/customers/{customerNumber}/history"
    export = "GET /customer/{tenant}/customers/{customerNumber}/export"

    for operation, route, options, expected in (
        (list_history, f"GET {history}", {"query": {"pageSize": 2}}, Counter(GetItem=1, Query=1)),
        # What there is before and behind the history, and the history.
        (export_customer, export, {}, Counter(GetItem=1, Query=3)),
        (
            restore_customer,
            f"POST {history}/{{version}}/restore",
            {"version": "2"},
            # The last name is in an index: word is left of the former place.
            Counter(GetItem=1, Query=1, PutItem=1, UpdateItem=1),
        ),
    ):
        with wire.counting() as requests:
            answer = api.request(
                wire.through(operation.lambda_handler), route, customerNumber=number, **options
            )
        assert answer.status in {200, 204}
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
