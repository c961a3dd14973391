"""How many requests operations on oneself make to DynamoDB: one for the session, then as those of sellers."""

from collections import Counter
from typing import Any

import pytest

from customer_managed.addresses import (
    add_own_address_tags,
    create_own_address,
    delete_own_address,
    get_own_address,
    list_own_addresses,
    remove_own_address_tags,
    replace_own_address,
    update_own_address,
)
from customer_managed.profile import get_profile, merge_profile, update_profile
from customer_managed.sessions import end_other_sessions, end_own_session, list_own_sessions
from tenant_managed.customers import delete_customer, get_customer, update_customer
from tests.component.customer_managed.own import ADDRESS, ADDRESSES, ME, TAGS, Own
from tests.component.customer_managed.storefront import SESSIONS, claims_of
from tests.component.legal_entities.client_management import ClientManagement
from tests.component.wire import Wire

READ = Counter(BatchGetItem=1, GetItem=1)
CHANGED = READ + Counter(UpdateItem=1)


@pytest.fixture
def wire(own: Own, monkeypatch: pytest.MonkeyPatch) -> Wire:
    """A wire that the check of the session takes too; the configuration is cached."""
    wire = Wire()
    wire.wiring.tenants.of(own.storefront.tenant)
    return wire


@pytest.mark.parametrize(
    ("operation", "route", "options", "expected"),
    [
        (get_profile, f"GET {ME}", {}, READ),
        (get_profile, f"GET {ME}", {"query": "expand=addresses,mixin:*"}, READ),
        (update_profile, f"PATCH {ME}", {"body": {"title": "Dr"}}, CHANGED),
        (update_profile, f"PATCH {ME}", {"body": {"lastName": "Weber"}}, READ),
        (merge_profile, f"PUT {ME}", {"body": {"title": "Dr"}}, CHANGED),
        (
            merge_profile,
            f"PUT {ME}",
            {"body": {"contactEmail": "another@example.com"}},
            READ + Counter(TransactWriteItems=1),
        ),
        (list_own_addresses, f"GET {ADDRESSES}", {}, READ),
        (get_own_address, f"GET {ADDRESS}", {}, READ),
        (create_own_address, f"POST {ADDRESSES}", {"body": {"contactName": "Bo"}}, CHANGED),
        (
            create_own_address,
            f"POST {ADDRESSES}",
            {"body": {"contactName": "Bo"}, "headers": {"Idempotency-Key": "one"}},
            READ + Counter(TransactWriteItems=1),
        ),
        (replace_own_address, f"PUT {ADDRESS}", {"body": {"city": "Bonn"}}, CHANGED),
        (replace_own_address, f"PUT {ADDRESS}", {"body": {}, "addressId": "unknown"}, READ),
        (update_own_address, f"PATCH {ADDRESS}", {"body": {"isDefault": True}}, CHANGED),
        (delete_own_address, f"DELETE {ADDRESS}", {}, CHANGED),
        (add_own_address_tags, f"POST {TAGS}", {"query": "tags=A"}, CHANGED),
        (remove_own_address_tags, f"DELETE {TAGS}", {"query": "tags=A"}, READ),
    ],
)
def test_what_concerns_oneself_is_read_in_two_requests_and_changed_in_three(
    own: Own, wire: Wire, operation: Any, route: str, options: dict[str, Any], expected: Counter[str]
) -> None:
    own.create_address({"id": "home", "contactName": "Anna"})
    parameters = {"addressId": "home"} if "{addressId}" in route else {}

    with wire.counting() as requests:
        own.call(wire.through(operation.lambda_handler), route, **{**parameters, **options})

    assert requests == expected


@pytest.mark.parametrize(
    ("operation", "route", "writes"),
    [
        (list_own_sessions, f"GET {SESSIONS}", Counter()),
        (end_other_sessions, f"DELETE {SESSIONS}", Counter(TransactWriteItems=1)),
        (end_own_session, f"DELETE {SESSIONS}/{{sessionId}}", Counter(DeleteItem=1)),
    ],
)
def test_ones_own_sessions_are_read_in_two_requests_and_ended_in_three(
    own: Own, wire: Wire, operation: Any, route: str, writes: Counter[str]
) -> None:
    email = claims_of(own.token)["email"]
    elsewhere = own.storefront.logged_in_elsewhere(email)
    parameters = {"sessionId": elsewhere["session_id"]} if "{sessionId}" in route else {}

    with wire.counting() as requests:
        own.call(wire.through(operation.lambda_handler), route, **parameters)

    assert requests == Counter(BatchGetItem=1, Query=1) + writes


def test_an_anonymous_visitor_costs_no_request(own: Own, wire: Wire) -> None:
    with wire.counting() as requests:
        answer = own.storefront.call(wire.through(get_profile.lambda_handler), f"GET {ME}")

    assert answer.json["customerNumber"] == "00000000"
    assert requests == Counter()


COLLEAGUE = "/customer/{tenant}/customers/{customerNumber}"


@pytest.mark.parametrize(
    ("operation", "method", "whom", "expected"),
    [
        (get_customer, "GET", "colleague", READ),
        (get_customer, "GET", "oneself", READ),
        (update_customer, "PATCH", "oneself", CHANGED),
        # One more, for the role in the company.
        (update_customer, "PATCH", "colleague", CHANGED + Counter(BatchGetItem=1)),
        (delete_customer, "DELETE", "colleague", READ + Counter(BatchGetItem=2, TransactWriteItems=1)),
    ],
)
def test_a_role_is_read_only_where_a_colleague_is_changed(
    own: Own, wire: Wire, store: Any, operation: Any, method: str, whom: str, expected: Counter[str]
) -> None:
    told = ClientManagement(own.storefront.tenant)
    store(number="colleague")
    told.tell(told.assigned(own.number), told.assigned("colleague"))
    number = own.number if whom == "oneself" else "colleague"
    handler = wire.through(operation.lambda_handler)
    body = {"title": "Dr"} if method == "PATCH" else None

    with wire.counting() as requests:
        answer = own.call(handler, f"{method} {COLLEAGUE}", body, parameters={"customerNumber": number})

    assert answer.status in {200, 202}, answer.text
    assert requests == expected
