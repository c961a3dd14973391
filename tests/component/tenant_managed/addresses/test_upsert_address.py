"""PUT /customers/{customerNumber}/addresses/{addressId} (api.md §1 and §4, Addresses)."""

import time
from typing import Any

import pytest

from tests.component.api import MERGE_PATCH
from tests.component.tenant_managed.addresses.calls import WHOLE, Addresses


class TestCreation:
    def test_an_unknown_id_is_created(self, addresses: Addresses) -> None:
        answer = addresses.put("home", WHOLE)

        path = f"/customer/{addresses.api.tenant}/customers/{addresses.number}/addresses/home"
        assert (answer.status, answer.json, answer.headers["Location"]) == (201, {"id": "home"}, path)
        metadata = WHOLE["metadata"] | {"version": 1}
        assert addresses.get("home").json == WHOLE | {"id": "home", "metadata": metadata}
        assert addresses.versions() == (2, {"home": 1})

    @pytest.mark.parametrize("body", [None, {}, {"contactName": None}, {"contactName": ""}])
    def test_it_needs_a_contact_name(self, addresses: Addresses, body: Any) -> None:
        answer = addresses.put("home", body)

        assert (answer.status, list(answer.problems)) == (400, ["contactName"])
        assert addresses.shown() == {}

    def test_with_a_version_there_is_none_that_it_could_be(self, addresses: Addresses) -> None:
        answer = addresses.put("home", {"contactName": "Anna", "metadata": {"version": 1}})

        assert (answer.status, answer.json["type"]) == (409, "conflict_resource")
        assert (list(answer.problems), addresses.shown()) == (["metadata.version"], {})

    def test_with_if_none_match_it_creates_and_replaces_nothing(self, addresses: Addresses) -> None:
        created = addresses.put("home", {"contactName": "Anna"}, headers={"If-None-Match": "*"})
        replaced = addresses.put("home", {"contactName": "Bo"}, headers={"If-None-Match": "*"})

        assert (created.status, replaced.status) == (201, 412)
        assert addresses.shown()["home"]["contactName"] == "Anna"

    @pytest.mark.parametrize("tag", ['"1"', "*"])
    def test_with_if_match_there_is_nothing_to_match(self, addresses: Addresses, tag: str) -> None:
        answer = addresses.put("home", {"contactName": "Anna"}, headers={"If-Match": tag})

        assert (answer.status, answer.json["type"]) == (412, "precondition_failed")
        assert addresses.shown() == {}

    def test_400_comes_before_412(self, addresses: Addresses) -> None:
        assert addresses.put("home", {}, headers={"If-Match": "*"}).status == 400

    def test_an_id_in_the_body_is_ignored(self, addresses: Addresses) -> None:
        addresses.put("home", {"contactName": "Anna", "id": "office"})

        assert addresses.shown().keys() == {"home"}

    def test_for_an_unknown_customer_it_is_404(self, addresses: Addresses) -> None:
        assert addresses.put("home", {"contactName": "Anna"}, customerNumber="unknown").status == 404


class TestReplacement:
    def test_what_is_absent_is_cleared_except_name_and_default(self, addresses: Addresses) -> None:
        addresses.put("home", WHOLE)

        bodies: list[dict[str, Any]] = [{"city": "Bonn"}, {**dict.fromkeys(WHOLE), "city": "Köln"}]
        for version, body in enumerate(bodies, start=2):
            answer = addresses.put("home", body)

            assert (answer.status, answer.text) == (204, "")
            assert addresses.get("home").json == {
                "id": "home",
                "contactName": WHOLE["contactName"],
                "city": body["city"],
                "isDefault": True,
                "metadata": {"version": version},
            }

    def test_mixins_and_tags_are_replaced_whole(self, addresses: Addresses) -> None:
        addresses.put("home", WHOLE)

        addresses.put("home", {"mixins": {"gate": {"x": None}}, "tags": ["GIFTS", "GIFTS"]})

        address = addresses.get("home").json
        assert (address["mixins"], address["tags"]) == ({"gate": {"x": None}}, ["GIFTS"])

    def test_the_name_cannot_be_emptied(self, addresses: Addresses) -> None:
        addresses.put("home", WHOLE)

        answer = addresses.put("home", {"contactName": ""})

        assert (answer.status, list(answer.problems)) == (400, ["contactName"])
        assert addresses.get("home").json["contactName"] == WHOLE["contactName"]

    def test_what_was_read_can_be_sent_back_and_changes_nothing(self, addresses: Addresses) -> None:
        addresses.put("home", WHOLE)
        before = addresses.api.get(addresses.number, query={"expand": "addresses"}).json
        time.sleep(0.002)

        assert addresses.put("home", addresses.get("home").json).status == 204

        assert addresses.api.get(addresses.number, query={"expand": "addresses"}).json == before

    def test_other_addresses_stay_as_they_are(self, addresses: Addresses) -> None:
        other = addresses.created(**WHOLE)
        before = addresses.get(other).json
        addresses.put("home", {"contactName": "Anna"})

        addresses.put("home", {"city": "Bonn"})

        assert addresses.get(other).json == before
        assert addresses.versions() == (4, {other: 1, "home": 2})


class TestVersion:
    def test_the_current_one_of_the_address_is_accepted_and_another_one_is_409(
        self, addresses: Addresses
    ) -> None:
        addresses.created()
        addresses.put("home", WHOLE)
        body = {"city": "Bonn", "metadata": {"version": 1}}

        assert addresses.put("home", body).status == 204
        answer = addresses.put("home", body)

        assert (answer.status, answer.json["type"]) == (409, "conflict_resource")
        assert "metadata.version" in answer.problems

    @pytest.mark.parametrize(("tag", "status"), [("{}", 204), ("*", 204), ('"1"', 412), ('"0", {}', 204)])
    def test_if_match_is_about_the_address(self, addresses: Addresses, tag: str, status: int) -> None:
        addresses.put("home", WHOLE)

        expected = {"If-Match": tag.format(addresses.get("home").headers["ETag"])}
        assert addresses.put("home", {"city": "Bonn"}, headers=expected).status == status

    def test_400_comes_before_412_and_412_before_409(self, addresses: Addresses) -> None:
        addresses.put("home", WHOLE)
        stale: dict[str, Any] = {"headers": {"If-Match": '"7"'}}

        assert addresses.put("home", {"city": 5, "metadata": {"version": 7}}, **stale).status == 400
        assert addresses.put("home", {"metadata": {"version": 7}}, **stale).status == 412
        assert addresses.put("home", {"metadata": {"version": 7}}).status == 409


def test_a_merge_patch_is_415(addresses: Addresses) -> None:
    addresses.put("home", WHOLE)

    assert addresses.put("home", {"city": "Bonn"}, content_type=MERGE_PATCH).status == 415
