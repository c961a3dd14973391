"""Who reaches which addresses, and what is checked in which order (api.md §1 and §2)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from shared.domain.callers.access import LegalEntityReference
from tests.component.api import Answer, Api
from tests.component.tenant_managed.addresses.calls import Addresses

READ, MANAGE = "customer.customer_read", "customer.customer_manage"
MEBIBYTE = 1024 * 1024
Call = Callable[..., Answer]

OPERATIONS: dict[str, tuple[str, Call]] = {
    "list": (READ, Addresses.listed),
    "create": (MANAGE, lambda of, **options: of.create(**{"body": {"contactName": "Bo"}, **options})),
    "get": (READ, lambda of, **options: of.get("home", **options)),
    "upsert": (MANAGE, lambda of, **options: of.put("home", **options)),
    "update": (MANAGE, lambda of, **options: of.patch("home", **options)),
    "delete": (MANAGE, lambda of, **options: of.delete("home", **options)),
    "tag": (MANAGE, lambda of, **options: of.tag("home", **{"query": "tags=A", **options})),
    "untag": (MANAGE, lambda of, **options: of.untag("home", **{"query": "tags=A", **options})),
}
WITH_BODY = ("create", "upsert", "update")
OF_ONE = ("get", "upsert", "update", "delete", "tag", "untag")


@pytest.fixture(params=OPERATIONS)
def operation(request: pytest.FixtureRequest) -> str:
    """Each of the eight operations."""
    return str(request.param)


@pytest.fixture
def call(operation: str) -> Call:
    return OPERATIONS[operation][1]


@pytest.fixture
def home(api: Api, restrictions: list[str]) -> Addresses:
    """A customer of restriction `DE` with one address, `home`."""
    addresses = Addresses(api, api.created({"restriction": "DE"}))
    addresses.created(id="home")
    return addresses


def as_(home: Addresses, api: Api) -> Addresses:
    return replace(home, api=api)


class TestScope:
    def test_one_that_is_missing_is_named_before_anything_of_the_request(
        self, home: Addresses, operation: str
    ) -> None:
        scope, call = OPERATIONS[operation]
        api = home.api.as_(f"{MANAGE}_own", "customer.import_manage", "customer.customerprofile_edit")

        answer = call(as_(home, api), raw=b"\xff", content_type="text/plain", customerNumber="ü")

        assert answer.status == 403
        assert answer.json["details"] == [{"message": f"missing scope: {scope}"}]

    def test_reading_is_enough_to_read_and_managing_for_all(self, home: Addresses, operation: str) -> None:
        scope, call = OPERATIONS[operation]

        assert (call(as_(home, home.api.as_(READ))).status == 403) is (scope == MANAGE)
        assert call(as_(home, home.api.as_(MANAGE))).status in {200, 201, 204}

    def test_a_customers_own_scopes_are_for_other_operations(
        self, home: Addresses, call: Call, store: Callable[..., str]
    ) -> None:
        number = store(legal_entities=(LegalEntityReference("L1"),))
        api = home.api.as_(f"{READ}_own", f"{MANAGE}_own")

        assert call(replace(home, api=api, number=number)).status == 403


class TestRestriction:
    def test_a_caller_who_may_see_the_customer_may_use_its_addresses(
        self, home: Addresses, call: Call
    ) -> None:
        assert call(as_(home, home.api.as_(f"{MANAGE}--DE"))).status in {200, 201, 204}

    def test_to_others_the_customer_does_not_exist(self, home: Addresses, call: Call) -> None:
        for api in (home.api.as_(f"{MANAGE}--FR"), home.api.as_(MANAGE, restrictions={"FR"})):
            answer = call(as_(home, api))

            assert (answer.status, answer.json["message"]) == (404, f"Customer '{home.number}' not found.")
        assert home.versions() == (2, {"home": 1})

    def test_it_is_looked_at_as_it_is_now(self, home: Addresses, call: Call) -> None:
        limited = as_(home, home.api.as_(f"{MANAGE}--FR"))
        home.api.patch(home.number, {"restriction": "FR"})

        assert call(limited).status in {200, 201, 204}

    def test_another_tenants_customer_does_not_exist(
        self, home: Addresses, call: Call, other_tenant: str
    ) -> None:
        assert call(as_(home, Api(other_tenant))).status == 404
        assert call(as_(home, replace(home.api, token_tenant=other_tenant))).status == 403


class TestRequest:
    @pytest.mark.parametrize("number", ["00000000", "a b", "x" * 67])
    def test_a_number_that_no_customer_can_have_is_400(
        self, home: Addresses, call: Call, number: str
    ) -> None:
        answer = call(home, customerNumber=number)

        assert (answer.status, answer.json["type"]) == (400, "bad_request")
        assert "customerNumber" in answer.problems

    @pytest.mark.parametrize("name", OF_ONE)
    @pytest.mark.parametrize("id_", ["a b", "ü", "x" * 67, ""])
    def test_an_id_that_no_address_can_have_is_400(self, home: Addresses, name: str, id_: str) -> None:
        answer = getattr(home, name_of(name))(id_, **options_of(name), customerNumber="unknown")

        assert (answer.status, answer.json["type"]) == (400, "bad_request")
        assert "addressId" in answer.problems

    @pytest.mark.parametrize("name", WITH_BODY)
    def test_413_and_415_come_before_400_and_400_before_404(self, home: Addresses, name: str) -> None:
        def status(**options: Any) -> int:
            return OPERATIONS[name][1](home, customerNumber="ü", **options).status

        assert status(raw="x" * (4 * MEBIBYTE + 1)) == 413
        assert status(raw=b"\xff", content_type="text/plain") == 415
        assert status(raw="[]") == 400
        assert OPERATIONS[name][1](home, customerNumber="unknown", body={"city": 5}).status == 400

    @pytest.mark.parametrize("name", WITH_BODY)
    @pytest.mark.parametrize("raw", ["[]", "{", '{"city":"a","city":"a"}', b"\xff"])
    def test_a_body_that_is_not_a_json_object_is_400(
        self, home: Addresses, name: str, raw: str | bytes
    ) -> None:
        answer = OPERATIONS[name][1](home, raw=raw)

        assert (answer.status, answer.json["type"]) == (400, "bad_request")


def name_of(operation: str) -> str:
    return {"upsert": "put", "update": "patch"}.get(operation, operation)


def options_of(operation: str) -> dict[str, Any]:
    return {"query": "tags=A"} if operation in {"tag", "untag"} else {}
