"""PUT /customers/{customerNumber} (api.md §1 and §4)."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from shared.adapters.dynamodb.keys import one_time_token_key
from shared.adapters.dynamodb.table import Table
from shared.domain.callers.access import LegalEntityReference
from shared.domain.customers.address import Address
from shared.domain.instants import instant_from
from tests.component.api import EVERYTHING, MERGE_PATCH, Api
from tests.component.tenant_managed.examples import PROFILE, SCHEMA

MINIMUM = {"contactEmail": PROFILE["contactEmail"], "type": "CUSTOMER"}


def shown(api: Api, number: str) -> dict[str, Any]:
    """All of the customer but what every change changes."""
    customer: dict[str, Any] = api.get(number, query=EVERYTHING).json
    del customer["metadataModifiedAt"]
    return customer


@pytest.fixture(params=["application/json", MERGE_PATCH])
def media_type(request: pytest.FixtureRequest) -> str:
    """Replacing, and merging."""
    return str(request.param)


class TestCreation:
    def test_an_unknown_number_is_created_as_by_post(self, api: Api, media_type: str) -> None:
        posted = api.created({**PROFILE, "contactEmail": "posted@example.com"})

        answer = api.put("1001", PROFILE, content_type=media_type)

        assert (answer.status, answer.json) == (201, {"id": "1001"})
        assert answer.headers["Location"] == f"/customer/{api.tenant}/customers/1001"
        created, expected = shown(api, "1001"), shown(api, posted)
        own = {"id", "customerNumber", "contactEmail", "email", "accounts", "metadataCreatedAt", "mixins"}
        assert {m: v for m, v in created.items() if m not in own} == {
            m: v for m, v in expected.items() if m not in own
        }
        assert created["accounts"] == [{"id": PROFILE["contactEmail"]}]

    def test_a_merge_patch_creates_without_the_nulls_of_its_mixins(self, api: Api) -> None:
        mixins = {"loyalty": {"points": None, "tier": "gold", "list": [None]}, "gone": None}

        api.put("1001", {"mixins": mixins, "title": None}, content_type=MERGE_PATCH)
        api.put("1002", {"mixins": mixins, "title": None})

        assert shown(api, "1001")["mixins"] == {"loyalty": {"tier": "gold", "list": [None]}}
        assert shown(api, "1002")["mixins"] == mixins

    def test_an_empty_body_creates_a_customer_with_defaults(self, api: Api) -> None:
        assert api.put("1001").status == 201

        assert api.get("1001").json["metadata"] == {"version": 1}

    def test_state_can_be_given(self, api: Api) -> None:
        api.put("1001", {"active": False, "onHold": True})

        customer = api.get("1001").json
        assert (customer["active"], customer["onHold"]) == (False, True)

    @pytest.mark.parametrize("media_type", ["application/json", MERGE_PATCH])
    def test_with_a_version_there_is_none_that_it_could_be(self, api: Api, media_type: str) -> None:
        answer = api.put("1001", {"metadata": {"version": 1}}, content_type=media_type)

        assert (answer.status, answer.json["type"]) == (409, "conflict_resource")
        assert list(answer.problems) == ["metadata.version"]
        assert api.get("1001").status == 404

    @pytest.mark.parametrize("media_type", ["application/json", MERGE_PATCH])
    def test_with_if_none_match_it_creates_and_replaces_nothing(self, api: Api, media_type: str) -> None:
        only_new: dict[str, Any] = {"content_type": media_type, "headers": {"If-None-Match": "*"}}

        created = api.put("1001", {"title": "first"}, **only_new)
        replaced = api.put("1001", {"title": "second"}, **only_new)

        assert (created.status, replaced.status, replaced.json["type"]) == (201, 412, "precondition_failed")
        assert api.get("1001").json["title"] == "first"

    @pytest.mark.parametrize("tag", ['"1"', "*"])
    def test_a_client_that_expects_a_customer_learns_that_none_exists(self, api: Api, tag: str) -> None:
        answer = api.put("1001", {}, headers={"If-Match": tag})

        assert answer.status == 412
        assert api.get("1001").status == 404

    def test_the_number_is_that_of_the_path(self, api: Api) -> None:
        api.put("1001", {"id": "1002", "customerNumber": "1003"})

        assert api.numbers() == ["1001"]

    @pytest.mark.parametrize(("number", "status"), [("x" * 66, 201), ("x" * 67, 400), ("00000000", 400)])
    def test_a_number_has_66_characters_at_most(self, api: Api, number: str, status: int) -> None:
        assert api.put(number, {}).status == status

    def test_a_taken_email_is_409_and_creates_nothing(self, api: Api) -> None:
        api.created({"contactEmail": "anna@example.com"})

        answer = api.put("1001", {"contactEmail": "ANNA@example.com"})

        assert (answer.status, answer.json["type"]) == (409, "conflict_resource")
        assert api.get("1001").status == 404

    @pytest.mark.parametrize(("flag", "sent"), [("true", True), ("false", False)])
    def test_the_reset_message_is_the_flags_to_decide(
        self, api: Api, table: Table, flag: str, sent: bool
    ) -> None:
        query = {"sendPasswordResetNotifications": flag}

        api.put("1001", {"contactEmail": "anna@example.com"}, query=query)

        assert (table.get(one_time_token_key(api.tenant, "1001", "PASSWORD_RESET")) is not None) is sent

    def test_a_password_is_not_a_member_of_put(self, api: Api) -> None:
        assert api.put("1001", {"contactEmail": "a@example.com", "password": 1}).status == 201


class TestReplacement:
    def test_it_is_204_and_empty(self, api: Api) -> None:
        number = api.created({})

        answer = api.put(number, {"title": "Dr"})

        assert (answer.status, answer.text) == (204, "")
        assert api.get(number).json["title"] == "Dr"

    @pytest.mark.parametrize("body", [MINIMUM, {**dict.fromkeys(PROFILE), **MINIMUM}])
    def test_what_is_absent_is_cleared_or_takes_its_default(self, api: Api, body: dict[str, Any]) -> None:
        number = api.created(PROFILE)
        created_at = api.get(number).json["metadataCreatedAt"]

        assert api.put(number, body).status == 204

        assert shown(api, number) == {
            "id": number,
            "customerNumber": number,
            "contactEmail": PROFILE["contactEmail"],
            "email": PROFILE["contactEmail"],
            "accounts": [{"id": PROFILE["contactEmail"]}],
            "preferredLanguage": "en_US",
            "preferredCurrency": "USD",
            "preferredSite": "main",
            "type": "CUSTOMER",
            "active": True,
            "onHold": False,
            "businessModel": "B2C",
            "addresses": [],
            "mixins": PROFILE["mixins"],
            "metadata": {"mixins": {"loyalty": SCHEMA}, "version": 2},
            "metadataCreatedAt": created_at,
        }

    @pytest.mark.usefixtures("restrictions")
    @pytest.mark.parametrize("value", ["absent", None])
    @pytest.mark.parametrize("member", ["contactEmail", "active", "onHold", "type", "restriction"])
    def test_some_members_stay_where_they_are_absent_or_null(
        self, api: Api, member: str, value: str | None
    ) -> None:
        body = {"contactEmail": "a@example.com", "type": "CONTACT", "restriction": "DE"}
        api.put("1001", {**body, "active": False, "onHold": True})
        before = api.get("1001").json

        api.put("1001", {"title": "Dr"} | ({} if value == "absent" else {member: value}))

        assert api.get("1001").json[member] == before[member]

    @pytest.mark.parametrize("member", ["contactEmail", "type"])
    def test_an_empty_text_means_absent(self, api: Api, member: str) -> None:
        api.put("1001", {"contactEmail": "a@example.com", "type": "CONTACT"})
        before = api.get("1001").json

        assert api.put("1001", {member: ""}).status == 204

        assert api.get("1001").json[member] == before[member]

    def test_what_only_the_service_writes_stays(self, api: Api, store: Callable[..., str]) -> None:
        number = store(
            legal_entities=(LegalEntityReference("L1", "Bakery"),),
            addresses=(Address(id="a", texts={"contactName": "Anna"}),),
            default_address_id="a",
            last_login=instant_from("2026-01-31T09:30:00.250Z"),
        )
        before = shown(api, number)

        api.put(number, {"title": "Dr", "addresses": [], "b2b": {"legalEntities": []}})

        assert shown(api, number) == before | {"title": "Dr", "metadata": {"version": 2}}

    def test_what_was_read_can_be_sent_back(self, api: Api, media_type: str) -> None:
        body = {**PROFILE, "mixins": {"loyalty": {"points": 1, "tiers": ["gold", None]}}}
        number = api.created(body)
        before = api.get(number, query=EVERYTHING).json
        time.sleep(0.002)

        assert api.put(number, before, content_type=media_type).status == 204

        assert api.get(number, query=EVERYTHING).json == before

    @pytest.mark.parametrize(
        "expand", ["", "addresses,accounts", "mixin:loyalty", "mixin:unknown", "mixin:loyalty,mixin:unknown"]
    )
    def test_what_was_read_with_some_of_its_mixins_erases_no_others(
        self, api: Api, media_type: str, expand: str
    ) -> None:
        """Given two mixins, when all that an answer shows is put back, then nothing changes."""
        number = api.created({**PROFILE, "mixins": {"loyalty": {"points": 1}, "note": "as given"}})
        before = api.get(number, query=EVERYTHING).json
        (listed,) = api.listed(query={"q": f"id:{number}", "expand": expand}).json
        read = api.get(number, query={"expand": expand}).json

        assert listed == read
        assert api.put(number, read, content_type=media_type).status == 204
        assert api.patch(number, read).status == 200

        assert api.get(number, query=EVERYTHING).json == before

    def test_a_mixin_that_was_shown_can_be_removed_by_leaving_it_out(self, api: Api) -> None:
        number = api.created({"mixins": {"a": {"x": 1}, "b": {"y": 1}}, "lastName": "Koch"})
        read = api.get(number, query={"expand": "mixin:a"}).json
        assert read["metadata"] == {"version": 1, "expandedMixins": ["a"]}

        assert api.put(number, {**read, "mixins": {"c": {}}}).status == 204

        assert shown(api, number)["mixins"] == {"b": {"y": 1}, "c": {}}

    @pytest.mark.parametrize("body", [{"mixins": {}}, {"mixins": {}, "metadata": {"mixins": {}}}])
    def test_mixins_and_schemas_are_cleared_by_empty_objects_alone(
        self, api: Api, body: dict[str, Any]
    ) -> None:
        number = api.created({"lastName": "Koch", "mixins": {"a": 1}, "metadata": {"mixins": {"a": SCHEMA}}})
        api.put(number, {"lastName": "Koch", "mixins": None, "metadata": {"mixins": None, "version": 1}})
        assert api.get(number, query=EVERYTHING).json["metadata"]["version"] == 1

        api.put(number, {"lastName": "Koch", **body})

        customer = api.get(number, query=EVERYTHING).json
        schemas = {} if "metadata" in body else {"mixins": {"a": SCHEMA}}
        assert (customer["mixins"], customer["metadata"]) == ({}, {**schemas, "version": 2})

    def test_nulls_within_mixins_are_as_given_and_change_nothing_when_sent_back(self, api: Api) -> None:
        number = api.created(PROFILE)
        before = api.get(number, query=EVERYTHING).json

        api.put(number, before)

        assert api.get(number, query=EVERYTHING).json == before

    def test_mixins_and_schemas_are_replaced_whole(self, api: Api) -> None:
        number = api.created({"mixins": {"a": {"x": 1}, "b": {}}, "metadata": {"mixins": {"a": SCHEMA}}})

        api.put(number, {"mixins": {"a": {"y": 1}}, "metadata": {"mixins": {"b": SCHEMA, "c": None}}})

        customer = shown(api, number)
        assert customer["mixins"] == {"a": {"y": 1}}
        assert customer["metadata"] == {"mixins": {"b": SCHEMA}, "version": 2}

    def test_a_registration_id_needs_names_and_company_in_the_same_body(self, api: Api) -> None:
        number = api.created(PROFILE)

        answer = api.put(number, {"b2b": {"companyRegistrationId": "HRB 2"}, "lastName": "Koch"})

        assert (answer.status, list(answer.problems)) == (400, ["firstName", "company"])

    def test_a_customer_with_an_account_cannot_become_a_contact(self, api: Api) -> None:
        number = api.created({"contactEmail": "anna@example.com"})

        answer = api.put(number, {"type": "CONTACT"})

        assert (answer.status, list(answer.problems)) == (400, ["type"])

    def test_a_contact_that_becomes_a_customer_gets_an_account_and_no_mail(
        self, api: Api, table: Table
    ) -> None:
        number = api.created({"contactEmail": "anna@example.com", "type": "CONTACT"})

        api.put(number, {"type": "CUSTOMER"}, query={"sendPasswordResetNotifications": "true"})

        assert api.get(number).json["email"] == "anna@example.com"
        assert table.get(one_time_token_key(api.tenant, number, "PASSWORD_RESET")) is None

    def test_another_customers_log_in_is_409(self, api: Api) -> None:
        api.created({"contactEmail": "taken@example.com"})
        number = api.created({"contactEmail": "anna@example.com"})

        assert api.put(number, {"contactEmail": "Taken@example.com"}).status == 409
        assert api.get(number).json["contactEmail"] == "anna@example.com"


class TestMerge:
    def test_only_what_is_named_changes(self, api: Api) -> None:
        number = api.created(PROFILE)
        before = shown(api, number)

        patch = {"title": "Prof", "middleName": None, "mixins": {"loyalty": {"points": 11}}}
        assert api.put(number, patch, content_type=MERGE_PATCH).status == 204

        expected = before | {"title": "Prof", "metadata": before["metadata"] | {"version": 2}}
        del expected["middleName"]
        expected["mixins"]["loyalty"]["points"] = 11
        assert shown(api, number) == expected

    def test_a_contact_email_cannot_be_cleared(self, api: Api) -> None:
        number = api.created(PROFILE)

        answer = api.put(number, {"contactEmail": None}, content_type=MERGE_PATCH)

        assert (answer.status, list(answer.problems)) == (400, ["contactEmail"])


class TestVersion:
    def test_it_grows_with_each_change_and_with_nothing_else(self, api: Api, media_type: str) -> None:
        number = api.created({})

        for title, expected in [("a", 2), ("a", 2), ("b", 3), ("b", 3)]:
            api.put(number, {"title": title}, content_type=media_type)
            assert api.get(number).json["metadata"]["version"] == expected

    def test_the_current_one_is_accepted_and_another_one_is_409(self, api: Api, media_type: str) -> None:
        number = api.created({})
        body = {"title": "new", "metadata": {"version": 1}}

        assert api.put(number, body, content_type=media_type).status == 204
        answer = api.put(number, body, content_type=media_type)

        assert (answer.status, answer.json["type"]) == (409, "conflict_resource")

    @pytest.mark.parametrize(("tag", "status"), [("{}", 204), ("*", 204), ('"1"', 412), ('"0", {}', 204)])
    def test_if_match_is_respected(self, api: Api, media_type: str, tag: str, status: int) -> None:
        number = api.created({})

        expected = {"If-Match": tag.format(api.get(number).headers["ETag"])}
        answer = api.put(number, {"title": "Dr"}, content_type=media_type, headers=expected)

        assert answer.status == status

    def test_400_comes_before_412_and_412_before_409(self, api: Api) -> None:
        number = api.created({"contactEmail": "anna@example.com"})
        stale = {"If-Match": '"7"'}

        assert api.put(number, {"type": "CONTACT"}, headers=stale).status == 400
        assert api.put(number, {"metadata": {"version": 7}}, headers=stale).status == 412
