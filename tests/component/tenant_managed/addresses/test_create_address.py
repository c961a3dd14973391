"""POST /customers/{customerNumber}/addresses (api.md §1 and §4, Addresses)."""

import re
import time
from typing import Any

import pytest

from tests.component.api import MERGE_PATCH
from tests.component.tenant_managed.addresses.calls import WHOLE, Addresses
from tests.component.tenant_managed.examples import nested

KEY = {"Idempotency-Key": "one"}


class TestAnswer:
    def test_it_has_the_id_and_where_the_address_is(self, addresses: Addresses) -> None:
        answer = addresses.create({"contactName": "Anna"})

        id_ = answer.json["id"]
        path = f"/customer/{addresses.api.tenant}/customers/{addresses.number}/addresses/{id_}"
        assert (answer.status, answer.json) == (201, {"id": id_})
        assert answer.headers["Location"] == path
        assert re.fullmatch("[0-9a-f]{24}", id_)

    def test_an_id_of_ones_own_is_kept(self, addresses: Addresses) -> None:
        assert addresses.created(id="Home_1-a") == "Home_1-a"
        assert addresses.get("Home_1-a").status == 200

    @pytest.mark.parametrize("id_", ["", "a b", "x" * 67, "ü", 5])
    def test_one_that_is_not_an_id_is_400(self, addresses: Addresses, id_: Any) -> None:
        answer = addresses.create({"contactName": "Anna", "id": id_})

        assert (answer.status, list(answer.problems)) == (400, ["id"])

    def test_an_id_that_is_in_use_is_409(self, addresses: Addresses) -> None:
        addresses.created(id="home")

        answer = addresses.create({"contactName": "Bo", "id": "home"})

        assert (answer.status, answer.json["type"]) == (409, "conflict_resource")
        assert answer.json["message"] == "Address 'home' already exists."
        assert addresses.get("home").json["contactName"] == "Anna"

    def test_another_customers_address_may_have_the_same_id(self, addresses: Addresses) -> None:
        addresses.created(id="home")
        other = Addresses(addresses.api, addresses.api.created())

        assert other.created(id="home", city="Bonn") == "home"
        assert "city" not in addresses.get("home").json

    def test_of_an_unknown_customer_it_is_404(self, addresses: Addresses) -> None:
        answer = addresses.create({"contactName": "Anna"}, customerNumber="unknown")

        assert (answer.status, answer.json["type"]) == (404, "resource_not_found")


class TestMembers:
    def test_all_of_them_are_stored_as_given(self, addresses: Addresses) -> None:
        id_ = addresses.created(**WHOLE)

        metadata = WHOLE["metadata"] | {"version": 1}
        assert addresses.get(id_).json == WHOLE | {"id": id_, "metadata": metadata}

    def test_what_is_not_given_is_not_there(self, addresses: Addresses) -> None:
        nothing = {name: None for name in WHOLE if name != "contactName"}

        for id_ in (addresses.created(), addresses.created(**nothing), addresses.created(country="")):
            assert addresses.get(id_).json == {
                "id": id_,
                "contactName": "Anna",
                "isDefault": False,
                "metadata": {"version": 1},
            }

    @pytest.mark.parametrize("body", [None, {}, {"contactName": None}, {"contactName": ""}])
    def test_a_contact_name_is_needed(self, addresses: Addresses, body: Any) -> None:
        answer = addresses.create(body)

        assert (answer.status, answer.json["type"]) == (400, "validation_failure")
        assert answer.problems.keys() == {"contactName"}
        assert "is required" in answer.problems["contactName"]

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"contactName": 5}, "contactName"),
            ({"city": "x" * 257}, "city"),
            ({"street": "a\nb"}, "street"),
            ({"country": "de"}, "country"),
            ({"country": "XX"}, "country"),
            ({"country": "DEU"}, "country"),
            ({"isDefault": "true"}, "isDefault"),
            ({"isDefault": 1}, "isDefault"),
            ({"tags": "A"}, "tags"),
            ({"tags": ["A", 5]}, "tags.1"),
            ({"tags": [None]}, "tags.0"),
            ({"mixins": []}, "mixins"),
            ({"mixins": nested(21)}, "mixins"),
            ({"metadata": {"mixins": {"a": "ftp://example.com"}}}, "metadata.mixins.a"),
            ({"metadata": {"version": "1"}}, "metadata.version"),
        ],
    )
    def test_one_that_is_wrong_is_named_and_nothing_is_created(
        self, addresses: Addresses, body: dict[str, Any], field: str
    ) -> None:
        answer = addresses.create({"contactName": "Anna", **body})

        assert (answer.status, list(answer.problems)) == (400, [field])
        assert addresses.shown() == {}

    def test_kosovo_is_a_country(self, addresses: Addresses) -> None:
        assert addresses.get(addresses.created(country="XK")).json["country"] == "XK"

    @pytest.mark.parametrize(("given", "meant"), [("EL", "GR"), ("UK", "GB")])
    def test_the_code_of_the_standard_is_named(self, addresses: Addresses, given: str, meant: str) -> None:
        answer = addresses.create({"contactName": "Anna", "country": given})

        assert answer.status == 400
        assert answer.problems == {
            "country": f"must be {meant}, the code of ISO 3166-1 for that country",
        }

    def test_every_problem_is_named_at_once(self, addresses: Addresses) -> None:
        answer = addresses.create({"city": 5, "country": "xx"})

        assert answer.problems.keys() == {"contactName", "city", "country"}

    def test_what_is_unknown_or_read_only_is_ignored_and_so_is_a_version(self, addresses: Addresses) -> None:
        id_ = addresses.created(unknown=1, metadata={"version": 7, "createdAt": "now"})

        assert addresses.get(id_).json["metadata"] == {"version": 1}

    def test_tags_are_a_set_of_at_most_fifty(self, addresses: Addresses) -> None:
        fifty = [f"T{number}" for number in range(50)]

        assert addresses.get(addresses.created(tags=[*fifty, *fifty])).json["tags"] == fifty
        answer = addresses.create({"contactName": "Anna", "tags": [*fifty, "one more"]})
        assert (answer.status, list(answer.problems)) == (400, ["tags"])


class TestCustomer:
    def test_it_shows_the_address_and_is_a_version_further(self, addresses: Addresses) -> None:
        before = addresses.api.get(addresses.number).json
        time.sleep(0.002)

        id_ = addresses.created(city="Bonn")

        after = addresses.api.get(addresses.number, query={"expand": "addresses"}).json
        assert after.pop("addresses") == [addresses.get(id_).json]
        assert after.pop("metadataModifiedAt") > before.pop("metadataModifiedAt")
        assert after == before | {"metadata": {"version": 2}}

    def test_a_default_address_is_the_customers(self, addresses: Addresses) -> None:
        id_ = addresses.created(isDefault=True)

        customer = addresses.api.get(addresses.number).json
        assert customer["defaultAddress"] == addresses.get(id_).json
        assert [row["defaultAddress"]["id"] for row in addresses.api.listed().json] == [id_]


class TestLimits:
    def test_a_customer_has_at_most_two_hundred_addresses(self, addresses: Addresses) -> None:
        for number in range(200):
            addresses.created(id=str(number))

        answers = [addresses.create({"contactName": "Anna", **new}) for new in ({}, {"id": "7"})]
        answers.append(addresses.put("new", {"contactName": "Anna"}))

        for answer in answers:
            assert (answer.status, answer.json["type"]) == (400, "validation_failure")
            assert answer.problems == {None: "a customer can have at most 200 addresses"}
        assert len(addresses.shown()) == 200
        assert addresses.put("7", {"city": "Bonn"}).status == 204

    def test_the_customers_size_may_come_first(self, addresses: Addresses) -> None:
        addresses.created(mixins={"a": "x" * 200_000})

        answer = addresses.create({"contactName": "Anna", "mixins": {"a": "x" * 200_000}})

        assert (answer.status, answer.json["type"]) == (400, "validation_failure")
        assert "358400 bytes" in answer.problems[None]
        assert len(addresses.shown()) == 1


class TestIdempotencyKey:
    @pytest.mark.parametrize("body", [{"contactName": "Anna"}, {"contactName": "Anna", "id": "home"}])
    def test_a_repeated_call_gets_the_first_answer_and_creates_nothing(
        self, addresses: Addresses, body: dict[str, Any]
    ) -> None:
        first = addresses.create(body, headers=KEY)

        again = addresses.create(body, headers=KEY)

        assert (again.status, again.json, again.headers) == (201, first.json, first.headers)
        assert addresses.versions() == (2, {first.json["id"]: 1})

    def test_the_first_answer_is_repeated_when_the_address_is_gone(self, addresses: Addresses) -> None:
        first = addresses.create({"contactName": "Anna"}, headers=KEY)
        addresses.delete(first.json["id"])

        again = addresses.create({"contactName": "Anna"}, headers=KEY)

        assert (again.status, again.json) == (201, first.json)
        assert addresses.shown() == {}

    def test_another_body_is_422(self, addresses: Addresses) -> None:
        addresses.create({"contactName": "Anna"}, headers=KEY)

        answer = addresses.create({"contactName": "Bo"}, headers=KEY)

        assert (answer.status, answer.json["type"]) == (422, "idempotency_key_reused")
        assert len(addresses.shown()) == 1

    def test_a_refusal_is_repeated_even_when_it_would_succeed_now(self, addresses: Addresses) -> None:
        addresses.created(id="home")
        refused = addresses.create({"contactName": "Bo", "id": "home"}, headers=KEY)
        addresses.delete("home")

        again = addresses.create({"contactName": "Bo", "id": "home"}, headers=KEY)

        assert (refused.status, again.status, again.json) == (409, 409, refused.json)

    def test_customers_do_not_share_keys(self, addresses: Addresses) -> None:
        other = Addresses(addresses.api, addresses.api.created())

        answers = [of.create({"contactName": "Anna"}, headers=KEY) for of in (addresses, other)]

        assert answers[0].json != answers[1].json
        assert (len(addresses.shown()), len(other.shown())) == (1, 1)


def test_a_merge_patch_is_415(addresses: Addresses) -> None:
    assert addresses.create({"contactName": "Anna"}, content_type=MERGE_PATCH).status == 415
