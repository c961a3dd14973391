"""Log-in accounts: the e-mail, the password, and what makes one (api.md §4, Account)."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.adapters.dynamodb.items.account import AccountItem
from shared.adapters.dynamodb.items.one_time_token import OneTimeTokenItem
from shared.adapters.dynamodb.keys import account_key, one_time_token_key
from shared.adapters.dynamodb.table import Table
from tests.component.api import EVERYTHING, Api


def reset_message(table: Table, tenant: str, number: str) -> Any:
    raw = table.get(one_time_token_key(tenant, number, "PASSWORD_RESET"))
    return OneTimeTokenItem.from_raw_data(raw) if raw is not None else None


def account(table: Table, tenant: str, email: str) -> Any:
    raw = table.get(account_key(tenant, email))
    return AccountItem.from_raw_data(raw) if raw is not None else None


class TestNewAccount:
    def test_the_contact_email_becomes_the_log_in(self, api: Api) -> None:
        number = api.created({"contactEmail": "Anna@Example.com"})

        customer = api.get(number, query={"expand": "accounts"}).json

        assert customer["email"] == "Anna@Example.com"
        assert customer["accounts"] == [{"id": "Anna@Example.com"}]

    def test_without_contact_email_there_is_no_account(self, api: Api) -> None:
        customer = api.get(api.created({}), query={"expand": "accounts"}).json

        assert "email" not in customer
        assert customer["accounts"] == []

    @pytest.mark.parametrize(
        "email", ["anna@example.com", "ANNA@EXAMPLE.COM", "\uff41nna@example.com", "Anna@example.com"]
    )
    def test_an_email_is_one_account_however_it_is_written(self, api: Api, email: str) -> None:
        api.created({"contactEmail": "Anna@Example.com"})

        answer = api.create({"id": "second", "contactEmail": email})

        assert (answer.status, answer.json["type"]) == (409, "conflict_resource")
        assert answer.json["message"] == f"Duplicate account '{email}' for tenant '{api.tenant}'."
        assert api.get("second").status == 404

    def test_a_contact_has_no_account_and_shares_its_email(self, api: Api) -> None:
        api.created({"contactEmail": "anna@example.com"})

        for _ in range(2):
            number = api.created({"contactEmail": "anna@example.com", "type": "CONTACT"})

            contact = api.get(number, query={"expand": "accounts"}).json
            assert contact["contactEmail"] == "anna@example.com"
            assert "email" not in contact
            assert contact["accounts"] == []

    def test_a_contact_does_not_take_an_email_from_customers(self, api: Api) -> None:
        api.created({"contactEmail": "anna@example.com", "type": "CONTACT"})

        assert api.create({"contactEmail": "anna@example.com"}).status == 201


class TestPassword:
    @pytest.mark.parametrize("password", ["stone7", "ü€😀wall9" * 16])
    def test_it_is_hashed_and_marked_as_initial(self, api: Api, table: Table, password: str) -> None:
        number = api.created({"contactEmail": "anna@example.com", "password": password})

        stored = account(table, api.tenant, "anna@example.com")
        assert stored.password_hash.startswith("$argon2id$")
        assert stored.initial_password is True
        assert password not in str(stored.raw())
        assert reset_message(table, api.tenant, number) is None

    def test_it_is_never_shown(self, api: Api) -> None:
        number = api.created({"contactEmail": "anna@example.com", "password": "correct horse"})

        answer = api.get(number, query={"expand": "addresses,accounts,mixin"})

        assert "password" not in answer.text
        assert "correct horse" not in answer.text

    @pytest.mark.parametrize("password", ["", "12345", "x" * 129])
    def test_one_that_is_too_short_or_too_long_is_400_and_not_repeated(self, api: Api, password: str) -> None:
        answer = api.create({"contactEmail": "anna@example.com", "password": password})

        assert answer.status == 400
        assert list(answer.problems) == ["password"]
        assert not password or password not in answer.text

    @pytest.mark.parametrize(
        "body", [{"lastName": "Koch"}, {"contactEmail": "anna@example.com", "type": "CONTACT"}]
    )
    def test_without_an_account_to_open_it_is_400(self, api: Api, body: dict[str, Any]) -> None:
        answer = api.create({**body, "password": "correct horse"})

        assert answer.status == 400
        assert list(answer.problems) == ["password"]


class TestResetMessage:
    def test_it_goes_out_to_an_account_without_password(
        self, api: Api, table: Table, configure: Callable[[str, object], None]
    ) -> None:
        configure("customer.passwordreset.redirecturl", "https://shop.example/reset")
        profile = {"preferredLanguage": "de_DE", "preferredSite": "berlin"}

        number = api.created({"contactEmail": "Anna@Example.com", **profile})

        message = reset_message(table, api.tenant, number)
        assert (message.email, message.language, message.site, message.redirect_url) == (
            "Anna@Example.com",
            "de_DE",
            "berlin",
            "https://shop.example/reset",
        )
        assert account(table, api.tenant, "anna@example.com").password_hash is None

    @pytest.mark.parametrize("flag", ["false", "FALSE"])
    def test_it_can_be_left_out(self, api: Api, table: Table, flag: str) -> None:
        body = {"contactEmail": "anna@example.com"}

        number = api.created(body, query={"sendPasswordResetNotifications": flag})

        assert reset_message(table, api.tenant, number) is None

    @pytest.mark.parametrize("body", [{}, {"contactEmail": "anna@example.com", "type": "CONTACT"}])
    def test_it_is_not_sent_where_there_is_no_account(
        self, api: Api, table: Table, body: dict[str, Any]
    ) -> None:
        assert reset_message(table, api.tenant, api.created(body)) is None

    @pytest.mark.parametrize("query", ["yes", "", "1"])
    def test_a_flag_that_is_neither_true_nor_false_is_400(self, api: Api, query: str) -> None:
        answer = api.create({}, query={"sendPasswordResetNotifications": query})

        assert (answer.status, answer.json["type"]) == (400, "bad_request")
        assert "sendPasswordResetNotifications" in answer.json["message"]


class TestLaterContactEmails:
    def test_the_first_contact_email_creates_it(self, api: Api, table: Table) -> None:
        number = api.created({})

        assert api.patch(number, {"contactEmail": "Anna@Example.com"}).status == 200

        customer = api.get(number, query=EVERYTHING).json
        assert customer["email"] == "Anna@Example.com"
        assert customer["accounts"] == [{"id": "Anna@Example.com"}]
        stored = account(table, api.tenant, "anna@example.com")
        assert stored.customer_number == number
        assert api.create({"contactEmail": "anna@example.com"}).status == 409

    def test_a_later_one_changes_the_profile_and_not_the_log_in(self, api: Api) -> None:
        number = api.created({"contactEmail": "anna@example.com"})

        assert api.patch(number, {"contactEmail": "new@example.com"}).status == 200

        customer = api.get(number, query=EVERYTHING).json
        assert customer["contactEmail"] == "new@example.com"
        assert customer["email"] == "anna@example.com"
        assert customer["accounts"] == [{"id": "anna@example.com"}]
        assert api.create({"contactEmail": "anna@example.com"}).status == 409
        assert api.create({"contactEmail": "new@example.com"}).status == 409

    @pytest.mark.parametrize("email", ["taken@example.com", "TAKEN@example.com"])
    @pytest.mark.parametrize("before", [{}, {"contactEmail": "anna@example.com"}])
    def test_another_customers_log_in_is_409(self, api: Api, before: dict[str, Any], email: str) -> None:
        api.created({"contactEmail": "taken@example.com"})
        number = api.created(before)
        profile = api.get(number, query=EVERYTHING).json

        answer = api.patch(number, {"contactEmail": email})

        assert (answer.status, answer.json["type"]) == (409, "conflict_resource")
        assert answer.json["message"] == f"Duplicate account '{email}' for tenant '{api.tenant}'."
        assert api.get(number, query=EVERYTHING).json == profile

    def test_ones_own_log_in_may_be_written_differently_or_come_back(self, api: Api) -> None:
        number = api.created({"contactEmail": "anna@example.com"})

        for email in ("ANNA@example.com", "other@example.com", "anna@example.com"):
            assert api.patch(number, {"contactEmail": email}).status == 200
            assert api.get(number).json["contactEmail"] == email

    def test_another_customers_contact_email_is_not_free_although_it_is_not_a_log_in(self, api: Api) -> None:
        first, second = api.created({"contactEmail": "a@example.com"}), api.created({})
        api.patch(first, {"contactEmail": "office@example.com"})

        assert api.patch(second, {"contactEmail": "office@example.com"}).status == 409

    def test_a_contacts_email_need_not_be_free(self, api: Api) -> None:
        api.created({"contactEmail": "anna@example.com"})
        number = api.created({"type": "CONTACT"})

        assert api.patch(number, {"contactEmail": "anna@example.com"}).status == 200
        assert "email" not in api.get(number).json


class TestType:
    @pytest.mark.parametrize("patch", [{}, {"contactEmail": "new@example.com"}])
    def test_a_contact_that_becomes_a_customer_gets_its_account_and_no_mail(
        self, api: Api, table: Table, patch: dict[str, str]
    ) -> None:
        number = api.created({"type": "CONTACT", "contactEmail": "anna@example.com"})

        assert api.patch(number, {"type": "CUSTOMER", **patch}).status == 200

        customer = api.get(number, query=EVERYTHING).json
        email = patch.get("contactEmail", "anna@example.com")
        assert (customer["email"], customer["accounts"]) == (email, [{"id": email}])
        assert reset_message(table, api.tenant, number) is None

    def test_it_is_409_where_the_email_is_taken(self, api: Api) -> None:
        api.created({"contactEmail": "anna@example.com"})
        number = api.created({"type": "CONTACT", "contactEmail": "Anna@example.com"})

        answer = api.patch(number, {"type": "CUSTOMER"})

        assert (answer.status, answer.json["type"]) == (409, "conflict_resource")
        assert api.get(number).json["type"] == "CONTACT"

    def test_a_customer_with_an_account_cannot_become_a_contact(self, api: Api) -> None:
        number = api.created({"contactEmail": "anna@example.com"})

        answer = api.patch(number, {"type": "CONTACT"})

        assert (answer.status, list(answer.problems)) == (400, ["type"])

    def test_one_without_can_and_then_keeps_out_of_accounts(self, api: Api) -> None:
        number = api.created({})

        assert api.patch(number, {"type": "CONTACT", "contactEmail": "anna@example.com"}).status == 200

        assert api.get(number, query=EVERYTHING).json["accounts"] == []
