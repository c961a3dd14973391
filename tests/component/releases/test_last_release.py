"""This release and the last one serve the same customers from one table (architecture.md, Shapes)."""

from collections.abc import Iterator
from typing import Any

import pytest

from configuration import get_configuration, update_configuration
from customer_managed.sessions import log_in, refresh_session
from customer_managed.sign_up import sign_up
from shared.adapters.dynamodb.keys import customer_key
from shared.runtime.wiring import wiring
from tenant_managed.addresses import list_addresses, update_address
from tenant_managed.customers import create_customer, get_customer, list_customers, update_customer
from tests.component.api import EVERYTHING, Api, Handler
from tests.component.configuration.api import MANAGE, PATH
from tests.component.customer_managed.storefront import PASSWORD, Storefront
from tests.component.releases.last_release import LastRelease, last_release
from tests.component.tenant_managed.addresses.calls import ONE, ROUTE, WHOLE
from tests.component.tenant_managed.examples import PROFILE

LOG_IN = "POST /customer/{tenant}/login"


@pytest.fixture(scope="module")
def last(tmp_path_factory: pytest.TempPathFactory, engine_url: str) -> Iterator[LastRelease]:
    with last_release(tmp_path_factory.mktemp("last-release")) as running:
        yield running


def both(last: LastRelease, handler: Handler, name: str) -> dict[str, Handler]:
    """Return a function of either release."""
    return {"this": handler, "last": last.function(name)}


@pytest.fixture
def creates(last: LastRelease) -> dict[str, Handler]:
    return both(last, create_customer.lambda_handler, "tenant_managed.customers.create_customer")


@pytest.fixture
def reads(last: LastRelease) -> dict[str, Handler]:
    return both(last, get_customer.lambda_handler, "tenant_managed.customers.get_customer")


@pytest.fixture
def patches(last: LastRelease) -> dict[str, Handler]:
    return both(last, update_customer.lambda_handler, "tenant_managed.customers.update_customer")


@pytest.mark.parametrize(("first", "second"), [("this", "last"), ("last", "this")])
def test_a_customer_of_one_is_the_same_for_the_other(
    api: Api, creates: dict[str, Handler], reads: dict[str, Handler], first: str, second: str
) -> None:
    created = api.call(creates[first], "POST", "/customers", body={**PROFILE, "id": "1001"})
    assert created.status == 201, created.text

    shown = [
        api.call(reads[each], "GET", "/customers/", "1001", query=EVERYTHING) for each in (first, second)
    ]

    assert [answer.status for answer in shown] == [200, 200]
    assert shown[0].json["lastName"] == shown[1].json["lastName"] == PROFILE["lastName"]
    assert shown[0].json["mixins"] == shown[1].json["mixins"] == PROFILE["mixins"]
    assert shown[0].headers["ETag"] == shown[1].headers["ETag"]


def test_writes_in_turns_lose_nothing_of_each_other(
    api: Api, creates: dict[str, Handler], patches: dict[str, Handler], reads: dict[str, Handler]
) -> None:
    api.call(creates["this"], "POST", "/customers", body={**PROFILE, "id": "1001"})
    texts = {"title": "this", "middleName": "last", "company": "this", "contactPhone": "last"}

    for member, release in texts.items():
        answer = api.call(patches[release], "PATCH", "/customers/", "1001", {member: f"by {release}"})
        assert answer.status == 200, answer.text

    for handler in reads.values():
        shown = api.call(handler, "GET", "/customers/", "1001", query=EVERYTHING).json
        assert {member: shown[member] for member in texts} == {m: f"by {each}" for m, each in texts.items()}
        assert shown["mixins"] == PROFILE["mixins"]
        assert shown["metadata"]["version"] == 1 + len(texts)
    raw: Any = wiring().table.get(customer_key(api.tenant, "1001"))
    assert "schema" in raw
    assert "movedAt" in raw  # since the change of the company, which the last one's change came after


def test_addresses_go_from_one_to_the_other(api: Api, last: LastRelease) -> None:
    number = api.created({"lastName": "Koch"})
    create = last.function("tenant_managed.addresses.create_address")
    change: dict[str, Handler] = {
        "this": update_address.lambda_handler,
        "last": last.function("tenant_managed.addresses.update_address"),
    }
    made = api.request(create, f"POST {ROUTE}", {**WHOLE, "id": "home"}, customerNumber=number)
    assert made.status == 201, made.text

    for release, body in (("this", {"city": "Bonn"}), ("last", {"street": "A"}), ("this", {"zipCode": "1"})):
        answer = api.request(change[release], f"PATCH {ONE}", body, customerNumber=number, addressId="home")
        assert answer.status == 200, answer.text

    (address,) = api.request(list_addresses.lambda_handler, f"GET {ROUTE}", customerNumber=number).json
    changed = {"city": "Bonn", "street": "A", "zipCode": "1"}
    assert {m: v for m, v in address.items() if m not in {"id", "metadata"}} == {
        m: v for m, v in {**WHOLE, **changed}.items() if m != "metadata"
    }
    assert address["metadata"]["version"] == 4


def test_either_lists_the_customers_of_both(api: Api, last: LastRelease, creates: dict[str, Handler]) -> None:
    for number, handler in zip(("1", "2"), creates.values(), strict=True):
        api.call(handler, "POST", "/customers", body={"id": number, "lastName": f"Koch {number}"})
    listing = both(last, list_customers.lambda_handler, "tenant_managed.customers.list_customers")

    for query in ({}, {"sort": "lastName"}, {"q": "lastName:~^Koch"}):
        for handler in listing.values():
            found = api.call(handler, "GET", "/customers", query=query)
            assert [customer["id"] for customer in found.json] == ["1", "2"], (query, found.text)


@pytest.mark.parametrize(("first", "second"), [("this", "last"), ("last", "this")])
def test_a_session_of_one_is_refreshed_by_the_other(
    storefront: Storefront, email: str, last: LastRelease, first: str, second: str
) -> None:
    # Each checks the password that it has hashed: here, hashes are quicker than the last release knows.
    signs_up = both(last, sign_up.lambda_handler, "customer_managed.sign_up.sign_up")
    body = {"email": email, "password": PASSWORD}
    assert storefront.call(signs_up[first], "POST /customer/{tenant}/signup", body).status == 201
    logs_in = both(last, log_in.lambda_handler, "customer_managed.sessions.log_in")
    refreshes = both(last, refresh_session.lambda_handler, "customer_managed.sessions.refresh_session")
    begun = storefront.call(logs_in[first], LOG_IN, body)
    assert begun.status == 200, begun.text
    token = begun.json["refresh_token"]

    for release in (second, first):
        answer = storefront.call(
            refreshes[release],
            "GET /customer/{tenant}/refreshauthtoken",
            query={"refreshToken": token},
        )
        assert answer.status == 200, answer.text
        token = answer.json["refresh_token"]


def test_settings_are_read_and_changed_by_both(api: Api, last: LastRelease) -> None:
    manager = api.as_(MANAGE)
    create = last.function("configuration.create_configurations")
    route = f"{PATH}/{{propertyKey}}"
    change = both(last, update_configuration.lambda_handler, "configuration.update_configuration")
    read = both(last, get_configuration.lambda_handler, "configuration.get_configuration")
    assert manager.request(create, f"POST {PATH}", [{"key": "shop.hue", "value": 1}]).status == 201

    for value, handler in enumerate(change.values(), 2):
        answer = manager.request(handler, f"PUT {route}", {"value": value}, propertyKey="shop.hue")
        assert answer.status == 200, answer.text

    for handler in read.values():
        shown = manager.request(handler, f"GET {route}", propertyKey="shop.hue").json
        assert (shown["value"], shown["version"]) == (3, 3)
