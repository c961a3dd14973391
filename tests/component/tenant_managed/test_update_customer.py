"""PATCH /customers/{customerNumber} (api.md §1 and §4)."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from shared.domain.callers.access import LegalEntityReference
from shared.domain.customers.address import Address
from shared.domain.instants import instant_from
from tests.component.api import EVERYTHING, MERGE_PATCH, Api
from tests.component.tenant_managed.examples import PROFILE, nested

COMPANY = {"firstName": "Anna", "lastName": "Weber", "company": "Bakery"}


def shown(api: Api, number: str) -> dict[str, Any]:
    """All of the customer but what every change changes."""
    customer: dict[str, Any] = api.get(number, query=EVERYTHING).json
    del customer["metadataModifiedAt"]
    return customer


def version(api: Api, number: str) -> int:
    return int(api.get(number).json["metadata"]["version"])


@pytest.fixture(params=["application/json", MERGE_PATCH])
def media_type(request: pytest.FixtureRequest) -> str:
    """Either media type: both take the same members and mean the same."""
    return str(request.param)


class TestAnswer:
    def test_it_is_empty(self, api: Api, media_type: str) -> None:
        number = api.created({})

        answer = api.patch(number, {"title": "Dr"}, content_type=media_type)

        assert (answer.status, answer.text) == (200, "")
        assert api.get(number).json["title"] == "Dr"

    @pytest.mark.parametrize("options", [{}, {"raw": ""}, {"body": {}}])
    def test_an_empty_body_changes_nothing(self, api: Api, options: dict[str, Any]) -> None:
        number = api.created(PROFILE)
        before = api.get(number, query=EVERYTHING).json

        assert api.patch(number, **options).status == 200

        assert api.get(number, query=EVERYTHING).json == before

    def test_of_an_unknown_number_it_is_404_and_creates_nothing(self, api: Api) -> None:
        assert api.patch("1001", {"title": "Dr"}).status == 404
        assert api.get("1001").status == 404

    def test_of_a_deleted_number_it_is_404(self, api: Api) -> None:
        number = api.created({})
        api.delete(number)

        assert api.patch(number, {"title": "Dr"}).status == 404


class TestMembers:
    @pytest.mark.parametrize(
        ("member", "value"),
        [
            *((member, "x") for member in ("title", "firstName", "middleName", "lastName", "company")),
            ("title", ""),
            ("contactPhone", "+1"),
            ("contactEmail", "new@example.com"),
            ("photoUrl", "https://example.com/new.png"),
            ("preferredLanguage", "fr_FR"),
            ("preferredCurrency", "CHF"),
            ("preferredSite", "paris"),
            ("active", False),
            ("onHold", True),
            ("b2b", {"companyRegistrationId": "HRB 9"}),
        ],
    )
    def test_one_that_is_named_is_set_and_no_other_is_touched(
        self, api: Api, media_type: str, member: str, value: Any
    ) -> None:
        number = api.created(PROFILE)
        before = shown(api, number)

        answer = api.patch(number, {member: value}, content_type=media_type)

        assert answer.status == 200, answer.text
        metadata = before["metadata"] | {"version": 2}
        assert shown(api, number) == before | {member: value, "metadata": metadata}

    def test_what_only_the_service_writes_stays(self, api: Api, store: Callable[..., str]) -> None:
        number = store(
            legal_entities=(LegalEntityReference("L1"),),
            addresses=(Address(id="a", texts={"contactName": "Anna"}),),
            default_address_id="a",
            last_login=instant_from("2026-01-31T09:30:00.250Z"),
        )
        before = shown(api, number)

        read_only: dict[str, Any] = {
            "id": "other",
            "customerNumber": "other",
            "email": "other@example.com",
            "accounts": [],
            "addresses": [],
            "defaultAddress": None,
            "businessModel": "B2C",
            "metadataCreatedAt": "2020-01-01T00:00:00.000Z",
            "lastLogin": None,
        }
        api.patch(number, {**read_only, "b2b": {"legalEntities": []}, "title": "Dr"})

        metadata = before["metadata"] | {"version": 2}
        assert shown(api, number) == before | {"title": "Dr", "metadata": metadata}

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"lastName": 5}, "lastName"),
            ({"active": "true"}, "active"),
            ({"active": 1}, "active"),
            ({"onHold": ""}, "onHold"),
            ({"mixins": ["x"]}, "mixins"),
            ({"mixins": nested(21)}, "mixins"),
            ({"b2b": []}, "b2b"),
            ({"metadata": 1}, "metadata"),
            ({"metadata": {"version": 0.5}}, "metadata.version"),
            ({"type": "X"}, "type"),
            ({"preferredCurrency": "usd"}, "preferredCurrency"),
        ],
    )
    def test_one_that_is_wrong_is_named_and_nothing_changes(
        self, api: Api, media_type: str, body: dict[str, Any], field: str
    ) -> None:
        number = api.created(PROFILE)
        before = shown(api, number)

        answer = api.patch(number, {"title": "new", **body}, content_type=media_type)

        assert (answer.status, answer.json["type"]) == (400, "validation_failure")
        assert list(answer.problems) == [field]
        assert shown(api, number) == before


class TestNull:
    @pytest.mark.parametrize("member", ["title", "middleName", "contactPhone", "photoUrl", "b2b", "mixins"])
    def test_it_clears_what_has_no_default(self, api: Api, media_type: str, member: str) -> None:
        number = api.created(PROFILE)
        before = shown(api, number)

        answer = api.patch(number, {member: None}, content_type=media_type)

        assert answer.status == 200
        after = shown(api, number)
        assert not after.pop(member, None)
        del before[member]
        assert after == before | {"metadata": before["metadata"] | {"version": 2}}

    def test_it_clears_names_and_company_of_a_customer_without_registration(self, api: Api) -> None:
        number = api.created(PROFILE)

        names = ["firstName", "lastName", "company"]
        assert api.patch(number, {**dict.fromkeys(names), "b2b": None}).status == 200

        assert api.get(number).json.keys().isdisjoint({*names, "b2b"})

    @pytest.mark.parametrize(
        ("member", "default"),
        [
            ("preferredLanguage", "en_US"),
            ("preferredCurrency", "USD"),
            ("preferredSite", "main"),
            ("active", True),
            ("onHold", False),
        ],
    )
    def test_it_gives_what_has_a_default_the_default(
        self, api: Api, media_type: str, member: str, default: Any
    ) -> None:
        number = api.created(PROFILE)
        api.patch(number, {"active": False, "onHold": True})

        assert api.patch(number, {member: None}, content_type=media_type).status == 200

        assert api.get(number).json[member] == default

    @pytest.mark.parametrize(
        "member", ["preferredLanguage", "preferredCurrency", "preferredSite", "photoUrl"]
    )
    def test_an_empty_text_clears_too_where_it_means_absent(self, api: Api, member: str) -> None:
        number = api.created(PROFILE)

        api.patch(number, {member: ""})

        assert api.get(number).json.get(member) == api.get(api.created({})).json.get(member)

    def test_it_makes_a_contact_a_customer(self, api: Api) -> None:
        number = api.created({"type": "CONTACT"})

        api.patch(number, {"type": None})

        assert api.get(number).json["type"] == "CUSTOMER"

    @pytest.mark.parametrize("value", [None, ""])
    @pytest.mark.parametrize("type_", ["CUSTOMER", "CONTACT"])
    def test_it_is_refused_for_a_contact_email_that_is_set(
        self, api: Api, media_type: str, type_: str, value: str | None
    ) -> None:
        number = api.created({"contactEmail": "anna@example.com", "type": type_})

        answer = api.patch(number, {"contactEmail": value}, content_type=media_type)

        assert (answer.status, list(answer.problems)) == (400, ["contactEmail"])
        assert api.get(number).json["contactEmail"] == "anna@example.com"

    def test_it_is_nothing_for_what_is_not_set(self, api: Api) -> None:
        number = api.created({})
        nothing = ["title", "contactEmail", "photoUrl", "b2b", "mixins", "metadata", "restriction", "type"]

        assert api.patch(number, dict.fromkeys(nothing)).status == 200

        assert version(api, number) == 1


class TestRegistration:
    def test_it_is_the_result_that_needs_names_and_company(self, api: Api) -> None:
        number = api.created(COMPANY)

        assert api.patch(number, {"b2b": {"companyRegistrationId": "HRB 1"}}).status == 200

    @pytest.mark.parametrize("value", [None, ""])
    @pytest.mark.parametrize("member", ["firstName", "lastName", "company"])
    def test_they_cannot_go_while_it_stays(self, api: Api, member: str, value: str | None) -> None:
        number = api.created({**COMPANY, "b2b": {"companyRegistrationId": "HRB 1"}})

        answer = api.patch(number, {member: value})

        assert (answer.status, list(answer.problems)) == (400, [member])

    def test_a_registration_id_stays_when_b2b_does_not_name_it(self, api: Api) -> None:
        number = api.created(PROFILE)

        api.patch(number, {"b2b": {}})
        assert api.get(number).json["b2b"] == PROFILE["b2b"]

        api.patch(number, {"b2b": {"companyRegistrationId": None}})
        assert "b2b" not in api.get(number).json


class TestVersion:
    def test_it_grows_by_one_with_each_change(self, api: Api) -> None:
        number = api.created({})

        for expected, title in enumerate(["a", "b", "", None], start=2):
            api.patch(number, {"title": title})
            assert version(api, number) == expected

    def test_a_change_is_dated_and_the_creation_stays(self, api: Api) -> None:
        number = api.created({})
        before = api.get(number).json
        time.sleep(0.002)

        api.patch(number, {"title": "Dr"})

        after = api.get(number).json
        assert after["metadataCreatedAt"] == before["metadataCreatedAt"]
        assert after["metadataModifiedAt"] > before["metadataModifiedAt"]

    def test_what_changes_nothing_leaves_version_and_date(self, api: Api) -> None:
        number = api.created(PROFILE)
        before = api.get(number, query=EVERYTHING).json
        time.sleep(0.002)

        # In a patch, a null within a mixin would clear what it names.
        for patch in (before, PROFILE):
            assert api.patch(number, {**patch, "mixins": {"note": "as given"}}).status == 200

        assert api.get(number, query=EVERYTHING).json == before

    def test_the_current_one_is_accepted(self, api: Api, media_type: str) -> None:
        number = api.created({})

        for current in (1, 2, 3):
            body = {"title": f"{current}", "metadata": {"version": current}}
            assert api.patch(number, body, content_type=media_type).status == 200

    @pytest.mark.parametrize("sent", [0, 1, 3, -2, 10**30])
    @pytest.mark.parametrize("title", ["new", "old"])
    def test_another_one_is_409_even_if_nothing_would_change(self, api: Api, sent: int, title: str) -> None:
        number = api.created({})
        api.patch(number, {"title": "old"})

        answer = api.patch(number, {"title": title, "metadata": {"version": sent}})

        assert (answer.status, answer.json["type"]) == (409, "conflict_resource")
        assert list(answer.problems) == ["metadata.version"]
        assert api.get(number).json["title"] == "old"

    def test_null_says_nothing_of_it(self, api: Api) -> None:
        number = api.created({})

        assert api.patch(number, {"title": "x", "metadata": {"version": None}}).status == 200


class TestIfMatch:
    @pytest.mark.parametrize("tag", ["{}", "*", '"1", {}'])
    def test_the_current_one_is_accepted(self, api: Api, tag: str) -> None:
        number = api.created({})
        api.patch(number, {"title": "old"})

        expected = {"If-Match": tag.format(api.get(number).headers["ETag"])}
        assert api.patch(number, {"title": "new"}, headers=expected).status == 200

    @pytest.mark.parametrize("tag", ["{}", '"2"', ""])
    def test_another_one_is_412(self, api: Api, tag: str) -> None:
        number = api.created({})
        expected = {"If-Match": tag.format(api.get(number).headers["ETag"])}
        api.patch(number, {"title": "old"})

        answer = api.patch(number, {"title": "new"}, headers=expected)

        assert (answer.status, answer.json["type"]) == (412, "precondition_failed")
        assert api.get(number).json["title"] == "old"

    def test_400_comes_before_412_and_412_before_409(self, api: Api) -> None:
        number = api.created({"contactEmail": "anna@example.com"})
        stale = {"If-Match": '"7"'}

        assert api.patch(number, {"lastName": 1}, headers=stale).status == 400
        assert api.patch(number, {"contactEmail": None}, headers=stale).status == 400
        assert api.patch(number, {"metadata": {"version": 7}}, headers=stale).status == 412
        assert api.patch("unknown", {}, headers=stale).status == 404
