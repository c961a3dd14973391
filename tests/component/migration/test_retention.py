"""GET, POST and DELETE /config/password-migration-retention (api.md §4, Retention)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from shared.domain.log_in.retention import Retention
from shared.runtime.wiring import wiring
from tenant_managed.migration import configure_retention, delete_retention, get_retention
from tests.component.api import Answer, Api
from tests.component.migration.imports import account_of, imported, waiting_item, with_hash, with_legacy_hash

ROUTE = "/customer/{tenant}/config/password-migration-retention"
NOT_CONFIGURED = "No password migration retention is configured for this tenant."


def get(api: Api) -> Answer:
    return api.request(get_retention.lambda_handler, f"GET {ROUTE}")


def post(api: Api, body: Any) -> Answer:
    return api.request(configure_retention.lambda_handler, f"POST {ROUTE}", body)


def delete(api: Api) -> Answer:
    return api.request(delete_retention.lambda_handler, f"DELETE {ROUTE}")


@pytest.fixture(autouse=True)
def retention_ends_with_the_test(retain: Callable[..., Retention]) -> None:
    """Whatever a test configures."""


class TestConfiguring:
    def test_what_is_given_is_kept_and_shown(self, api: Api, today: date) -> None:
        body = {
            "retentionEndDate": str(today + timedelta(days=90)),
            "emailReminderDate": str(today),
            "emailNotificationsEnabled": False,
        }

        answer = post(api, {**body, "unknown": 1})

        assert (answer.status, answer.json) == (200, body)
        assert (get(api).status, get(api).json) == (200, body)

    def test_what_is_not_given_has_its_default(self, api: Api, today: date) -> None:
        end = today + timedelta(days=90)

        answer = post(api, {"retentionEndDate": str(end), "emailReminderDate": None})

        assert answer.json == {
            "retentionEndDate": str(end),
            "emailReminderDate": str(end - timedelta(days=7)),
            "emailNotificationsEnabled": True,
        }

    def test_another_one_takes_the_place_of_the_first(self, api: Api, today: date) -> None:
        post(api, {"retentionEndDate": str(today + timedelta(days=9)), "emailNotificationsEnabled": False})

        second = post(api, {"retentionEndDate": str(today + timedelta(days=30))})

        assert get(api).json == second.json
        assert second.json["emailNotificationsEnabled"] is True

    @pytest.mark.parametrize("offset", [0, -1])
    def test_the_end_is_in_the_future(self, api: Api, today: date, offset: int) -> None:
        answer = post(api, {"retentionEndDate": str(today + timedelta(days=offset))})

        assert (answer.status, answer.json["type"]) == (400, "validation_failure")
        assert answer.problems == {"retentionEndDate": "must be later than today (UTC)"}

    @pytest.mark.parametrize("offset", [-1, 30, 31])
    def test_the_reminder_comes_before_the_end(self, api: Api, today: date, offset: int) -> None:
        end, reminder = today + timedelta(days=30), today + timedelta(days=offset)

        answer = post(api, {"retentionEndDate": str(end), "emailReminderDate": str(reminder)})

        assert answer.status == 400
        assert answer.problems.keys() == {"emailReminderDate"}

    @pytest.mark.parametrize(
        "value",
        [None, 5, "", "soon", "2099-1-31", "20990131", "2099-W01-1", "2099-02-30", "2099-01-31T00:00:00Z",
         "２０９９-01-31", " 2099-01-31", ["2099-01-31"]],
    )  # fmt: skip
    def test_a_day_is_written_in_one_way_only(self, api: Api, value: object) -> None:
        answer = post(api, {"retentionEndDate": value})

        assert answer.status == 400
        assert answer.problems.keys() == {"retentionEndDate"}
        assert get(api).status == 404

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"emailReminderDate": 20990130}, "emailReminderDate"),
            ({"emailReminderDate": ""}, "emailReminderDate"),
            ({"emailNotificationsEnabled": "true"}, "emailNotificationsEnabled"),
            ({"emailNotificationsEnabled": 1}, "emailNotificationsEnabled"),
        ],
    )
    def test_a_member_of_a_wrong_type_is_refused(self, api: Api, change: dict[str, Any], field: str) -> None:
        answer = post(api, {"retentionEndDate": "2099-01-31", **change})

        assert answer.status == 400
        assert answer.problems.keys() == {field}

    def test_the_end_is_required(self, api: Api) -> None:
        assert post(api, {}).problems.keys() == {"retentionEndDate"}


class TestReading:
    def test_without_a_configuration_it_is_404(self, api: Api) -> None:
        answer = get(api)

        assert (answer.status, answer.json["message"]) == (404, NOT_CONFIGURED)

    def test_that_of_another_tenant_is_not_found(
        self, api: Api, other_tenant: str, retain: Callable[..., Retention]
    ) -> None:
        retain()

        assert get(Api(other_tenant, grants=api.grants)).status == 404
        assert get(api).status == 200


class TestDeleting:
    def test_it_is_gone(self, api: Api, retain: Callable[..., Retention]) -> None:
        retain()
        imported(api, with_hash())

        assert delete(api).status == 204
        assert get(api).status == 404

    def test_without_a_configuration_there_is_nothing_to_delete(self, api: Api) -> None:
        answer = delete(api)

        assert (answer.status, answer.json["message"]) == (404, NOT_CONFIGURED)

    def test_it_stays_while_a_legacy_hash_is_left(self, api: Api, retain: Callable[..., Retention]) -> None:
        retain()
        imported(api, with_legacy_hash())

        answer = delete(api)

        assert (answer.status, answer.json["type"]) == (400, "validation_failure")
        assert answer.json["message"] == (
            "Configuration removal is not possible until password migration is concluded."
        )
        assert get(api).status == 200

    def test_neither_deleted_nor_rehashed_accounts_hold_it_up(
        self, api: Api, retain: Callable[..., Retention]
    ) -> None:
        retain()
        deleted, _, _ = imported(
            api,
            with_legacy_hash("anna@example.com"),
            with_legacy_hash("ben@example.com"),
            with_legacy_hash("cleo@example.com", id="1003"),
        )
        api.delete(deleted)
        wiring().accounts.rehash(account_of(api, "ben@example.com"), "$argon2id$native")
        api.delete("1003")
        imported(api, with_hash("cleo@example.com"))

        assert delete(api).status == 204
        assert waiting_item(api, "anna@example.com") is None
        assert waiting_item(api, "cleo@example.com") is None

    def test_every_account_is_found_wherever_it_lies(
        self, api: Api, retain: Callable[..., Retention]
    ) -> None:
        retain()
        numbers = imported(api, *(with_legacy_hash(f"anna{n}@example.com") for n in range(60)))

        for number in numbers:
            assert delete(api).status == 400
            api.delete(number)

        assert delete(api).status == 204


class TestAccess:
    def test_reading_takes_import_read(self, api: Api, retain: Callable[..., Retention]) -> None:
        retain()

        assert get(api.as_("customer.import_read")).status == 200
        assert get(api.as_("customer.customer_read")).status == 403

    def test_writing_takes_import_manage(self, api: Api, retain: Callable[..., Retention]) -> None:
        retain()
        reader = api.as_("customer.import_read")

        assert post(reader, {"retentionEndDate": "2099-01-31"}).status == 403
        assert delete(reader).status == 403

    def test_a_caller_limited_to_restrictions_is_refused(
        self, api: Api, restrictions: list[str], retain: Callable[..., Retention]
    ) -> None:
        retain()
        limited = api.as_("customer.import_manage--DE")

        answers = [get(limited), post(limited, {"retentionEndDate": "2099-01-31"}), delete(limited)]

        assert [answer.status for answer in answers] == [403, 403, 403]
