"""PATCH and PUT /customer/{tenant}/me (api.md §5): both merge."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.adapters.dynamodb.keys import customer_key
from shared.adapters.dynamodb.table import Table
from tests.component.api import MERGE_PATCH, Answer, Api
from tests.component.customer_managed.own import Own, signed_up
from tests.component.customer_managed.storefront import Storefront
from tests.component.rivals import RIVALS, at_once, statuses

MEBIBYTE = 1024 * 1024
Change = Callable[..., Answer]


@pytest.fixture(params=[Own.patch, Own.put], ids=["patch", "put"])
def change(request: pytest.FixtureRequest, own: Own) -> Change:
    """Changes the customer in either way."""
    method: Change = request.param
    return lambda body=None, **options: method(own, body, **options)


class TestMerge:
    def test_changes_what_is_named_and_nothing_else(self, own: Own, change: Change) -> None:
        before = own.get(query={"expand": "mixin:*"}).json

        answer = change({"lastName": "Koch", "mixins": {"loyalty": {"points": 1}}})

        after = own.get(query={"expand": "mixin:*"}).json
        changed = {"lastName", "mixins", "metadata", "metadataModifiedAt"}
        assert answer.status == 200
        assert (after["lastName"], after["mixins"]) == ("Koch", {"loyalty": {"points": 1}})
        assert {name: value for name, value in after.items() if name not in changed} == {
            name: value for name, value in before.items() if name not in changed
        }

    def test_answers_with_the_profile_as_it_is_then(self, own: Own, change: Change) -> None:
        answer = change({"company": "ACME"})

        assert (answer.headers["ETag"], answer.json) == (own.get().headers["ETag"], own.get().json)

    def test_expands_the_answer_as_get_does(self, own: Own, change: Change) -> None:
        answer = change({"mixins": {"loyalty": {"points": 1}}}, query={"expand": "mixin:loyalty"})

        assert answer.json["mixins"] == {"loyalty": {"points": 1}}

    def test_merges_mixins_member_by_member(self, own: Own, change: Change) -> None:
        change({"mixins": {"loyalty": {"points": 1, "tier": "gold"}}})

        change({"mixins": {"loyalty": {"points": 2}, "notes": {"text": "x"}}})

        mixins = own.get(query={"expand": "mixin:*"}).json["mixins"]
        assert mixins == {"loyalty": {"points": 2, "tier": "gold"}, "notes": {"text": "x"}}

    @pytest.mark.parametrize("body", [None, {}, {"firstName": "Anna"}])
    def test_of_the_same_values_changes_nothing(self, own: Own, change: Change, body: Any) -> None:
        answer = change(body)

        assert (answer.status, own.version()) == (200, 1)

    def test_takes_back_what_was_read(self, own: Own, change: Change) -> None:
        own.create_address({"contactName": "Anna", "isDefault": True})
        read = own.get(query={"expand": "addresses,mixin:*"}).json

        answer = change(read)

        assert (answer.status, own.version()) == (200, 2)

    def test_is_written_down_as_the_customers_own(
        self, own: Own, change: Change, tenant: str, table: Table
    ) -> None:
        change({"company": "ACME"})

        item = table.get(customer_key(tenant, own.number))
        assert item is not None
        assert item["updatedBy"] == {"S": own.number}


class TestWhatOthersDecide:
    @pytest.mark.parametrize(
        "members",
        [
            {"type": "CONTACT", "active": False, "onHold": True, "restriction": "DE"},
            {"photoUrl": "https://example.com/anna.png", "id": "1", "email": "other@example.com"},
            {"accounts": [], "addresses": [], "businessModel": "B2B", "password": "another pass phrase"},
            {"b2b": {"legalEntities": [{"id": "L1"}]}},
        ],
    )
    def test_is_unknown_here_and_ignored(
        self, own: Own, api: Api, change: Change, restrictions: list[str], members: dict[str, Any]
    ) -> None:
        before = api.get(own.number, query={"expand": "accounts"}).json

        answer = change(members)

        assert answer.status == 200
        assert api.get(own.number, query={"expand": "accounts"}).json == before

    def test_is_ignored_whatever_its_type(self, own: Own, change: Change) -> None:
        assert change({"active": "no", "type": 5, "restriction": []}).status == 200


class TestNull:
    def test_clears_in_a_patch(self, own: Own) -> None:
        own.patch({"company": "ACME", "mixins": {"loyalty": {"points": 1, "tier": "gold"}}})

        for content_type in ("application/json", MERGE_PATCH):
            own.patch({"company": "ACME"})
            answer = own.patch({"company": None, "firstName": None}, content_type=content_type)
            assert answer.status == 200
            assert answer.json.keys().isdisjoint({"company", "firstName"})
        own.patch({"mixins": {"loyalty": {"points": None}}})

        assert own.get(query={"expand": "mixin:*"}).json["mixins"] == {"loyalty": {"tier": "gold"}}

    def test_means_absent_in_a_put(self, own: Own) -> None:
        own.patch({"company": "ACME", "b2b": {"companyRegistrationId": "HRB 1"}})
        own.patch(
            {"mixins": {"loyalty": {"points": 1}}, "metadata": {"mixins": {"loyalty": "https://x.test"}}}
        )
        before = own.get(query={"expand": "mixin:*"}).json

        answer = own.put(
            {
                "company": None,
                "contactEmail": None,
                "b2b": {"companyRegistrationId": None},
                "mixins": {"loyalty": {"points": None}, "notes": None},
                "metadata": {"mixins": {"loyalty": None}, "version": None},
            },
            query={"expand": "mixin:*"},
        )

        assert (answer.status, answer.json) == (200, before)

    def test_clears_in_a_put_that_is_a_merge_patch(self, own: Own) -> None:
        answer = own.put({"firstName": None}, content_type=MERGE_PATCH)

        assert answer.status == 200
        assert "firstName" not in answer.json


class TestContactEmail:
    @pytest.mark.parametrize("value", [None, ""])
    def test_cannot_be_unset(self, own: Own, email: str, value: str | None) -> None:
        for answer in (
            own.patch({"contactEmail": value}),
            own.put({"contactEmail": value}, content_type=MERGE_PATCH),
        ):
            assert (answer.status, answer.json["type"]) == (400, "validation_failure")
            assert answer.problems.keys() == {"contactEmail"}
        assert own.get().json["contactEmail"] == email

    def test_changes_where_messages_go_but_not_the_log_in(
        self, own: Own, storefront: Storefront, change: Change, email: str
    ) -> None:
        answer = change({"contactEmail": f"new.{email}"})

        assert answer.status == 200
        assert (answer.json["contactEmail"], answer.json["accounts"]) == (f"new.{email}", [{"id": email}])
        assert storefront.log_in(email).status == 200
        assert storefront.log_in(f"new.{email}").status == 401

    def test_is_never_another_customers_log_in(
        self, own: Own, storefront: Storefront, change: Change, email: str
    ) -> None:
        signed_up(storefront, f"other.{email}")

        answer = change({"contactEmail": f"OTHER.{email}"})

        assert (answer.status, answer.json["type"]) == (409, "conflict_resource")
        assert own.get().json["contactEmail"] == email


class TestRules:
    def test_a_company_needs_names(self, own: Own, change: Change) -> None:
        answer = change({"b2b": {"companyRegistrationId": "HRB 1"}})

        assert answer.status == 400
        assert answer.problems.keys() == {"company"}
        assert change({"b2b": {"companyRegistrationId": "HRB 1"}, "company": "ACME"}).status == 200

    @pytest.mark.parametrize(
        ("member", "value"),
        [("firstName", 5), ("preferredCurrency", "eur"), ("contactEmail", "anna"), ("mixins", [])],
    )
    def test_a_member_of_a_wrong_kind_is_named(self, change: Change, member: str, value: Any) -> None:
        answer = change({member: value})

        assert (answer.status, answer.json["type"]) == (400, "validation_failure")
        assert answer.problems.keys() == {member}

    def test_the_restriction_stays_when_the_site_changes_although_it_follows_a_sellers_change(
        self,
        own: Own,
        api: Api,
        change: Change,
        restrictions: list[str],
        configure: Callable[[str, object], None],
    ) -> None:
        configure("enableSyncBetweenRestrictionsAndSiteCodes", True)
        api.patch(own.number, {"restriction": "DE"})
        api.patch(own.number, {"restriction": None, "preferredSite": "DE"})

        answer = change({"preferredSite": "FR"})

        assert answer.status == 200
        assert api.get(own.number).json["restriction"] == "DE"
        api.patch(own.number, {"preferredSite": "main"})
        api.patch(own.number, {"preferredSite": "FR"})
        assert api.get(own.number).json["restriction"] == "FR"


class TestVersion:
    def test_another_one_in_the_body_is_409(self, own: Own, change: Change) -> None:
        answer = change({"company": "ACME", "metadata": {"version": 2}})

        assert (answer.status, own.version()) == (409, 1)
        assert change({"company": "ACME", "metadata": {"version": 1}}).status == 200

    def test_another_one_in_if_match_is_412(self, own: Own, change: Change) -> None:
        answer = change({"company": "ACME"}, headers={"If-Match": '"2"'})

        assert (answer.status, own.version()) == (412, 1)
        known = {"If-Match": own.get().headers["ETag"]}
        assert change({"company": "ACME"}, headers=known).status == 200


class TestRequest:
    def test_413_and_415_come_before_400(self, change: Change) -> None:
        query = {"expand": "orders"}

        assert change(raw="x" * (4 * MEBIBYTE + 1), query=query).status == 413
        assert change(raw=b"\xff", content_type="text/plain", query=query).status == 415
        assert change({}, query=query).status == 400

    @pytest.mark.parametrize("raw", ["[]", "{", '{"title":"a","title":"a"}', b"\xff"])
    def test_a_body_that_is_not_a_json_object_is_400(self, change: Change, raw: str | bytes) -> None:
        answer = change(raw=raw)

        assert (answer.status, answer.json["type"]) == (400, "bad_request")


def test_the_customer_and_a_seller_who_change_it_at_once_lose_nothing(own: Own, api: Api) -> None:
    def either(rival: int) -> Answer:
        body = {"mixins": {"m": {f"m{rival}": rival}}}
        return own.patch(body) if rival % 2 else api.patch(own.number, body)

    answers = at_once(either)

    assert statuses(answers) == {200: RIVALS}
    mixins = own.get(query={"expand": "mixin:*"}).json["mixins"]
    assert mixins == {"m": {f"m{rival}": rival for rival in range(RIVALS)}}
    assert own.version() == 1 + RIVALS
