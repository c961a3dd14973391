"""/customer/{tenant}/me/addresses (api.md §5): as sellers have them, but of the customer who calls."""

from typing import Any

import pytest

from tests.component.api import MERGE_PATCH, Answer, Api
from tests.component.customer_managed.own import Own, signed_up
from tests.component.customer_managed.storefront import Storefront
from tests.component.rivals import RIVALS, at_once, statuses
from tests.component.tenant_managed.addresses.calls import WHOLE, Addresses

HOME = {"id": "home", "contactName": "Anna"}
KEY = {"Idempotency-Key": "one"}


class TestCreate:
    def test_says_where_the_new_address_is(self, own: Own, tenant: str) -> None:
        answer = own.create_address(WHOLE)

        address_id = answer.json["id"]
        assert answer.status == 201
        assert answer.headers["Location"] == f"/customer/{tenant}/me/addresses/{address_id}"
        assert own.address(address_id).json == {
            **WHOLE,
            "id": address_id,
            "metadata": {**WHOLE["metadata"], "version": 1},
        }

    def test_is_seen_by_sellers_at_once(self, own: Own, api: Api) -> None:
        own.create_address(HOME)

        seen = Addresses(api, own.number)
        assert seen.shown() == own.shown()
        assert seen.versions() == (2, {"home": 1})

    def test_of_one_that_is_there_is_409(self, own: Own) -> None:
        own.create_address(HOME)

        answer = own.create_address(HOME)

        assert (answer.status, answer.json["type"]) == (409, "conflict_resource")

    @pytest.mark.parametrize(
        "body",
        [None, {}, {"contactName": None}, {"contactName": ""}, {"street": "Gartenweg", "country": "DE"}],
    )
    def test_needs_no_name(self, own: Own, api: Api, body: Any) -> None:
        answer = own.create_address(body)

        assert answer.status == 201
        (shown,) = own.shown().values()
        assert "contactName" not in shown
        assert Addresses(api, own.number).shown() == own.shown()

    def test_without_a_name_can_be_replaced_and_changed_by_everybody_and_be_given_one(
        self, own: Own, api: Api
    ) -> None:
        sellers = Addresses(api, own.number)
        own.create_address({"id": "home"})

        changes = [
            own.replace_address("home", {"city": "Bonn"}),
            own.update_address("home", {"zipCode": "53111"}),
            own.tag_address("home", {"tags": "BILLING"}),
            sellers.put("home", {"city": "Köln", "tags": ["BILLING"]}),
            sellers.patch("home", {"zipCode": "50667"}),
            own.replace_address("home", {**own.shown()["home"], "city": "Bonn"}),
        ]
        assert [change.status for change in changes] == [204, 200, 204, 204, 200, 204]
        assert own.shown()["home"].items() >= {"city": "Bonn", "zipCode": "50667"}.items()

        assert own.update_address("home", {"contactName": "Anna"}).status == 200
        for name in (None, ""):
            assert own.update_address("home", {"contactName": name}).problems.keys() == {"contactName"}
        own.replace_address("home", {"city": "Bonn"})
        assert own.shown()["home"]["contactName"] == "Anna"

    @pytest.mark.parametrize("body", [{}, {"contactName": None}, {"contactName": ""}])
    def test_needs_one_where_a_seller_creates_it(self, own: Own, api: Api, body: Any) -> None:
        sellers = Addresses(api, own.number)

        for answer in (sellers.create(body), sellers.put("home", body)):
            assert (answer.status, set(answer.problems)) == (400, {"contactName"})

    def test_of_a_default_address_unmakes_the_other(self, own: Own) -> None:
        own.create_address({**HOME, "isDefault": True})

        own.create_address({**HOME, "id": "work", "isDefault": True})

        assert {id_: address["isDefault"] for id_, address in own.shown().items()} == {
            "home": False,
            "work": True,
        }
        assert own.get().json["defaultAddress"]["id"] == "work"

    def test_with_the_same_key_happens_once(self, own: Own) -> None:
        first = own.create_address({"contactName": "Anna"}, headers=KEY)

        again = own.create_address({"contactName": "Anna"}, headers=KEY)
        other = own.create_address({"contactName": "Bo"}, headers=KEY)

        assert (again.status, again.json, again.headers) == (201, first.json, first.headers)
        assert (other.status, other.json["type"]) == (422, "idempotency_key_reused")
        assert own.shown().keys() == {first.json["id"]}

    def test_with_the_key_of_another_customer_is_another_call(
        self, own: Own, storefront: Storefront, email: str
    ) -> None:
        other = signed_up(storefront, f"other.{email}")

        answers = [of.create_address(HOME, headers=KEY) for of in (own, other)]

        assert [answer.status for answer in answers] == [201, 201]
        assert own.shown().keys() == other.shown().keys() == {"home"}


class TestRead:
    def test_the_default_address_comes_first(self, own: Own) -> None:
        own.create_address(HOME)
        own.create_address({**HOME, "id": "work", "isDefault": True})

        assert sorted(own.shown()) == ["home", "work"]
        assert own.addresses().json[0]["id"] == own.get().json["defaultAddress"]["id"]

    def test_a_version_that_the_client_has_is_not_sent_again(self, own: Own) -> None:
        own.create_address(HOME)
        tag = own.address("home").headers["ETag"]

        again = own.address("home", headers={"If-None-Match": tag})
        own.update_address("home", {"city": "Bonn"})
        later = own.address("home", headers={"If-None-Match": tag})

        assert (again.status, again.text) == (304, "")
        assert (later.status, later.headers["ETag"][:3]) == (200, '"2.')


class TestReplace:
    def test_clears_what_is_not_named(self, own: Own) -> None:
        own.create_address({**WHOLE, "id": "home"})

        answer = own.replace_address("home", {"city": "Bonn", "street": None})

        assert answer.status == 204
        assert own.address("home").json == {
            "id": "home",
            "contactName": WHOLE["contactName"],
            "city": "Bonn",
            "isDefault": True,
            "metadata": {"version": 2},
        }

    def test_creates_nothing(self, own: Own) -> None:
        answer = own.replace_address("home", {"contactName": "Anna"})

        assert (answer.status, answer.json["type"]) == (404, "resource_not_found")
        assert (own.shown(), own.version()) == ({}, 1)

    def test_of_an_unknown_one_is_404_and_not_412(self, own: Own) -> None:
        answer = own.replace_address("home", {"contactName": "Anna"}, headers={"If-Match": "*"})

        assert answer.status == 404


class TestUpdate:
    @pytest.mark.parametrize("content_type", ["application/json", MERGE_PATCH])
    def test_changes_what_is_named_and_clears_what_is_null(self, own: Own, content_type: str) -> None:
        own.create_address({**HOME, "city": "Berlin", "company": "x", "street": "Lindenstraße"})

        answer = own.update_address("home", {"city": "Bonn", "street": None}, content_type=content_type)

        assert (answer.status, answer.text) == (200, "")
        assert own.address("home").json == {
            **HOME,
            "city": "Bonn",
            "isDefault": False,
            "metadata": {"version": 2},
        }


class TestDelete:
    def test_leaves_no_default_address_when_it_was_that(self, own: Own) -> None:
        own.create_address({**HOME, "isDefault": True})

        answer = own.delete_address("home")

        assert (answer.status, own.shown()) == (204, {})
        assert "defaultAddress" not in own.get().json
        assert own.delete_address("home").status == 404


class TestTags:
    def test_come_and_go(self, own: Own) -> None:
        own.create_address({**HOME, "tags": ["A"]})

        added = own.tag_address("home", "tags=B,C&tags=A")
        removed = own.untag_address("home", {"tags": "A, X"})

        assert [added.status, removed.status] == [204, 204]
        assert own.address("home").json["tags"] == ["B", "C"]

    @pytest.mark.parametrize("query", ["", "tags=", "tags=,%20"])
    def test_have_to_be_named(self, own: Own, query: str) -> None:
        own.create_address(HOME)

        assert own.tag_address("home", query).status == 400
        assert own.untag_address("home", query).status == 400


class TestVersion:
    def test_is_the_addresss_own_and_a_change_is_one_of_the_customer_too(self, own: Own) -> None:
        own.create_address(HOME)
        own.create_address({**HOME, "id": "work"})

        own.update_address("home", {"city": "Bonn"})

        versions = {id_: address["metadata"]["version"] for id_, address in own.shown().items()}
        assert (versions, own.version()) == ({"home": 2, "work": 1}, 4)

    def test_another_one_in_the_body_is_409(self, own: Own) -> None:
        own.create_address(HOME)
        stale = {"city": "Bonn", "metadata": {"version": 2}}

        assert own.update_address("home", stale).status == 409
        assert own.replace_address("home", stale).status == 409
        assert own.update_address("home", {"city": "Bonn", "metadata": {"version": 1}}).status == 200

    def test_another_one_in_if_match_is_412(self, own: Own) -> None:
        own.create_address(HOME)
        stale = {"headers": {"If-Match": '"2"'}}

        answers = [
            own.update_address("home", {"city": "Bonn"}, **stale),
            own.replace_address("home", {"city": "Bonn"}, **stale),
            own.tag_address("home", "tags=A", **stale),
            own.untag_address("home", "tags=A", **stale),
            own.delete_address("home", **stale),
        ]

        assert [answer.status for answer in answers] == [412] * 5
        known = {"If-Match": own.address("home").headers["ETag"]}
        assert own.delete_address("home", headers=known).status == 204


@pytest.mark.parametrize("address_id", ["a b", "ü", "x" * 67])
def test_an_id_that_no_address_can_have_is_400(own: Own, address_id: str) -> None:
    answer = own.address(address_id)

    assert (answer.status, answer.json["type"]) == (400, "bad_request")
    assert answer.problems.keys() == {"addressId"}


def test_the_customer_and_a_seller_who_change_different_addresses_at_once_lose_nothing(
    own: Own, api: Api
) -> None:
    seller = Addresses(api, own.number)
    for rival in range(RIVALS):
        own.create_address({"id": str(rival), "contactName": "Anna"})

    def either(rival: int) -> Answer:
        body = {"city": f"city {rival}"}
        return (own.update_address if rival % 2 else seller.patch)(str(rival), body)

    answers = at_once(either)

    assert statuses(answers) == {200: RIVALS}
    assert {id_: address["city"] for id_, address in own.shown().items()} == {
        str(rival): f"city {rival}" for rival in range(RIVALS)
    }
    assert own.version() == 1 + 2 * RIVALS
