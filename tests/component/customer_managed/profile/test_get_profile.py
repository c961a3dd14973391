"""GET /customer/{tenant}/me (api.md §5)."""

from collections.abc import Callable
from typing import Any

import pytest

from customer_managed.profile import get_profile
from tests.component.api import Api
from tests.component.customer_managed.own import ME, Own
from tests.component.customer_managed.storefront import Storefront

SCHEMA = "https://schemas.example.com/loyalty.json"


class TestCustomer:
    def test_sees_what_it_said_of_itself_and_its_log_in(self, own: Own, email: str) -> None:
        profile = own.get().json

        assert profile.pop("lastLogin") >= profile.pop("metadataCreatedAt")
        assert profile.pop("metadataModifiedAt")
        assert profile == {
            "id": own.number,
            "customerNumber": own.number,
            "firstName": "Anna",
            "lastName": "Weber",
            "contactEmail": email,
            "preferredLanguage": "en_US",
            "preferredCurrency": "USD",
            "preferredSite": "main",
            "businessModel": "B2C",
            "accounts": [{"id": email}],
            "metadata": {"version": 1},
        }

    def test_does_not_see_what_sellers_decide_about_it(
        self, own: Own, api: Api, restrictions: list[str]
    ) -> None:
        api.patch(own.number, {"restriction": "DE", "photoUrl": "https://example.com/anna.png"})

        profile = own.get()

        assert profile.status == 200
        assert profile.json.keys().isdisjoint(
            {"type", "active", "onHold", "restriction", "email", "photoUrl"}
        )

    def test_sees_a_change_of_a_seller_at_once(self, own: Own, api: Api) -> None:
        api.patch(own.number, {"company": "ACME"})

        assert own.get().json["company"] == "ACME"

    def test_sees_addresses_and_mixins_when_it_asks_for_them(self, own: Own) -> None:
        own.patch({"mixins": {"loyalty": {"points": 1}, "notes": {"text": "x"}}})
        own.create_address({"id": "home", "contactName": "Anna", "isDefault": True})

        plain = own.get().json
        with_all = own.get(query={"expand": "addresses, mixin:*"}).json
        with_one = own.get(query={"expand": "mixin:loyalty"}).json

        assert plain["defaultAddress"]["id"] == "home"
        assert plain.keys().isdisjoint({"addresses", "mixins"})
        assert [address["id"] for address in with_all["addresses"]] == ["home"]
        assert with_all["mixins"] == {"loyalty": {"points": 1}, "notes": {"text": "x"}}
        assert with_one["mixins"] == {"loyalty": {"points": 1}}

    def test_is_not_sent_a_version_that_it_has(self, own: Own) -> None:
        tag = own.get().headers["ETag"]

        again = own.get(headers={"If-None-Match": tag})
        own.patch({"company": "ACME"})
        later = own.get(headers={"If-None-Match": tag})

        assert (again.status, again.text, again.headers["ETag"]) == (304, "", tag)
        assert (later.status, later.headers["ETag"][:3]) == (200, '"2.')

    def test_learns_what_expand_does_not_know(self, own: Own) -> None:
        answer = own.get(query={"expand": "orders"})

        assert (answer.status, answer.json["type"]) == (400, "bad_request")
        assert "orders" in answer.json["message"]

    def test_of_a_restriction_sees_itself(
        self, own: Own, api: Api, restrictions: list[str], configure: Callable[[str, object], None]
    ) -> None:
        configure("enableSyncBetweenRestrictionsAndSiteCodes", True)
        api.patch(own.number, {"restriction": "DE"})

        assert own.get().status == 200


class TestAnonymousVisitor:
    @pytest.mark.parametrize(
        ("query", "more"),
        [
            ({}, {}),
            ({"expand": "accounts"}, {}),
            ({"expand": "addresses,accounts,mixin:*"}, {"addresses": [], "mixins": {}}),
        ],
    )
    def test_learns_that_it_is_nobody(
        self, storefront: Storefront, query: dict[str, str], more: dict[str, Any]
    ) -> None:
        answer = storefront.call(get_profile.lambda_handler, f"GET {ME}", query=query)

        assert answer.status == 200
        assert answer.json == {
            "id": "00000000",
            "customerNumber": "00000000",
            "firstName": "Anonymous",
            "lastName": "Anonymous",
            "accounts": [],
            **more,
        }
        assert "ETag" not in answer.headers

    def test_learns_what_expand_does_not_know(self, storefront: Storefront) -> None:
        answer = storefront.call(get_profile.lambda_handler, f"GET {ME}", query={"expand": "orders"})

        assert answer.status == 400
