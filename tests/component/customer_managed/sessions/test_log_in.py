"""POST /customer/{tenant}/login."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from customer_managed.credentials import change_password
from customer_managed.profile import get_profile
from customer_managed.sessions import log_in
from shared.domain.callers.access import LegalEntityReference
from shared.domain.instants import instant_from, now
from shared.domain.log_in.account import NewAccount
from shared.runtime.wiring import wiring
from tests.component.api import Answer, Api
from tests.component.customer_managed.sessions.refused_accounts import (
    bcrypt_hash,
    customer_with,
    hybris_hash,
    native_hash,
    retain_legacy_hashes,
)
from tests.component.customer_managed.sessions.stored import sessions_of
from tests.component.customer_managed.storefront import PASSWORD, Storefront, claims_of, context_of, own_id
from tests.component.stored_accounts import stored_account

ROUTE = "POST /customer/{tenant}/login"
WRONG = {"status": 401, "type": "unauthorized", "message": "E-mail address or password is wrong."}
SCOPE = (
    "customer.customerprofile_view customer.customerprofile_edit "
    "customer.customer_read_own customer.customer_manage_own customermanagement.legalentity_read_own"
)


def test_a_customer_who_signs_up_can_log_in_and_refresh_and_log_out(
    storefront: Storefront, email: str
) -> None:
    created = storefront.sign_up(email)
    tokens = storefront.logged_in(email)
    refreshed = storefront.refresh(tokens["refresh_token"])
    out = storefront.log_out(refreshed.json["access_token"])
    again = storefront.log_out(tokens["access_token"])

    assert [created.status, refreshed.status, out.status, again.status] == [201, 200, 204, 401]


class TestTokens:
    def test_they_come_in_the_present_and_in_the_deprecated_members(
        self, storefront: Storefront, email: str
    ) -> None:
        storefront.sign_up(email)

        answer = storefront.log_in(email)

        tokens = answer.json
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert tokens == {
            "access_token": tokens["accessToken"],
            "accessToken": tokens["accessToken"],
            "saas_token": tokens["saasToken"],
            "saasToken": tokens["saasToken"],
            "refresh_token": tokens["refreshToken"],
            "refreshToken": tokens["refreshToken"],
            "token_type": "Bearer",
            "expires_in": 14400,
            "expiresIn": 14400,
            "refresh_token_expires_in": 30 * 24 * 3600,
            "refreshTokenExpiresIn": 30 * 24 * 3600,
            "session_id": storefront.visit["sessionId"],
            "initialPassword": "false",
        }

    def test_the_access_token_says_who_the_customer_is_and_what_it_may_do(
        self, storefront: Storefront, email: str
    ) -> None:
        number = storefront.sign_up(email).json["id"]

        claims = claims_of(storefront.logged_in(email)["access_token"])

        assert claims["iss"] == "https://customers.test"
        assert claims["sub"] == claims["customerNumber"] == number
        assert claims["tenant"] == storefront.tenant
        assert claims["scope"] == f"tenant={storefront.tenant} {SCOPE}"
        assert claims["client_id"] == storefront.client_id
        assert claims["sessionId"] == storefront.visit["sessionId"]
        assert claims["email"] == email
        assert claims["exp"] - claims["iat"] == 14400

    def test_the_saas_token_says_who_the_customer_is_and_opens_nothing_here(
        self, storefront: Storefront, email: str
    ) -> None:
        number = storefront.sign_up(email).json["id"]
        saas_token = storefront.logged_in(email)["saas_token"]

        assert claims_of(saas_token)["sub"] == number
        assert claims_of(saas_token)["exp"] > claims_of(saas_token)["iat"]
        assert context_of(saas_token) == {"fault": "invalid"}

    def test_their_lifetime_is_configurable(
        self, storefront: Storefront, email: str, configure: Callable[[str, object], None]
    ) -> None:
        configure("token.accessSeconds", 600)
        storefront.sign_up(email)

        tokens = storefront.logged_in(email)

        claims = claims_of(tokens["access_token"])
        assert (tokens["expires_in"], claims["exp"] - claims["iat"]) == (600, 600)

    def test_a_password_of_the_sellers_choice_is_called_initial(
        self, storefront: Storefront, api: Api, email: str
    ) -> None:
        api.created({"contactEmail": email, "password": PASSWORD})

        assert storefront.logged_in(email)["initialPassword"] == "true"

    @pytest.mark.parametrize(("companies", "chosen"), [((), None), (("L1",), "L1"), (("L1", "L2"), None)])
    def test_a_customer_of_one_company_begins_in_its_name(
        self, storefront: Storefront, email: str, companies: tuple[str, ...], chosen: str | None
    ) -> None:
        entities = tuple(LegalEntityReference(company) for company in companies)
        customer_with(
            storefront.tenant, email, NewAccount(password_hash=native_hash()), legal_entities=entities
        )

        assert claims_of(storefront.logged_in(email)["access_token"]).get("legalEntityId") == chosen


class TestLastLogin:
    def test_it_is_set_and_shown_to_sellers_and_to_the_customer(
        self, storefront: Storefront, api: Api, email: str
    ) -> None:
        number = storefront.sign_up(email).json["id"]
        assert "lastLogin" not in api.get(number).json
        before = now()

        tokens = storefront.logged_in(email)

        shown = api.get(number).json["lastLogin"]
        assert before <= instant_from(shown) <= now() + timedelta(seconds=1)
        route = "GET /customer/{tenant}/me"
        me = storefront.call(get_profile.lambda_handler, route, token=tokens["access_token"])
        assert me.json["lastLogin"] == shown

    def test_it_does_not_change_the_customer(self, storefront: Storefront, api: Api, email: str) -> None:
        number = storefront.sign_up(email).json["id"]
        before = api.get(number)

        storefront.logged_in(email)

        after = api.get(number)
        assert {k: v for k, v in after.json.items() if k != "lastLogin"} == before.json

    def test_a_failed_log_in_leaves_it_alone(self, storefront: Storefront, api: Api, email: str) -> None:
        number = storefront.sign_up(email).json["id"]

        storefront.log_in(email, "another password")

        assert "lastLogin" not in api.get(number).json

    def test_a_change_of_the_customer_keeps_it(self, storefront: Storefront, api: Api, email: str) -> None:
        number = storefront.sign_up(email).json["id"]
        storefront.logged_in(email)
        shown = api.get(number).json["lastLogin"]

        api.patch(number, {"title": "Dr"})

        assert api.get(number).json["lastLogin"] == shown


class TestPasswords:
    def test_the_address_may_be_written_in_any_case(self, storefront: Storefront, email: str) -> None:
        storefront.sign_up(email)

        tokens = storefront.logged_in(email.upper())

        assert claims_of(tokens["access_token"])["email"] == email

    @pytest.mark.parametrize("other", [PASSWORD.upper(), PASSWORD + " ", PASSWORD[:-1], "x"])
    def test_another_password_is_401(self, storefront: Storefront, email: str, other: str) -> None:
        storefront.sign_up(email)

        answer = storefront.log_in(email, other)

        assert (answer.status, answer.json) == (401, WRONG)

    def test_an_imported_hash_is_replaced_by_a_native_one(self, storefront: Storefront, email: str) -> None:
        customer_with(storefront.tenant, email, NewAccount(password_hash=bcrypt_hash()))

        storefront.logged_in(email)

        account = stored_account(storefront.tenant, email)
        assert account is not None
        assert wiring().password_verifier.is_current(account.password_hash or "")
        assert storefront.log_in(email).status == 200

    def test_a_legacy_hash_works_while_it_is_retained(self, storefront: Storefront, email: str) -> None:
        retain_legacy_hashes(storefront.tenant)
        customer_with(storefront.tenant, email, NewAccount(password_hash=hybris_hash(), legacy=True))

        assert storefront.log_in(email, "another password").status == 401
        assert storefront.log_in(email).status == 200
        assert storefront.log_in(email).status == 200

    def test_an_account_of_another_tenant_is_unknown(
        self, storefront: Storefront, email: str, other_tenant: str
    ) -> None:
        customer_with(other_tenant, email, NewAccount(password_hash=native_hash()))

        assert storefront.log_in(email).status == 401

    def test_a_password_that_is_changed_while_it_is_checked_opens_nothing(
        self, storefront: Storefront, email: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        storefront.sign_up(email)
        elsewhere = storefront.logged_in(email, token=storefront.new_visit()["access_token"])
        change = {"currentPassword": PASSWORD, "newPassword": "another pass phrase"}
        of_customer = wiring().sessions.of_customer

        def after_the_change(tenant: str, number: str) -> Any:
            route, token = "POST /customer/{tenant}/password/change", elsewhere["access_token"]
            assert storefront.call(change_password.lambda_handler, route, change, token=token).status == 204
            return of_customer(tenant, number)

        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(wiring().sessions, "of_customer", after_the_change)
            answer = storefront.log_in(email)

        assert answer.status == 401
        assert [session.id for session in sessions_of(elsewhere["access_token"])] == [own_id(elsewhere)]
        assert storefront.log_in(email, "another pass phrase").status == 200


class TestBodies:
    @pytest.mark.parametrize(
        ("body", "fields"),
        [
            (None, {"email", "password"}),
            ({}, {"email", "password"}),
            ({"email": "a@example.com"}, {"password"}),
            ({"email": "", "password": ""}, {"email", "password"}),
            ({"email": None, "password": None}, {"email", "password"}),
            ({"email": 1, "password": ["x"]}, {"email", "password"}),
            ({"email": {"$ne": ""}, "password": True}, {"email", "password"}),
        ],
    )
    def test_a_member_that_is_missing_or_not_a_text_is_400(
        self, storefront: Storefront, body: object, fields: set[str]
    ) -> None:
        answer = storefront.call(log_in.lambda_handler, ROUTE, body)

        assert (answer.status, answer.json["type"]) == (400, "validation_failure")
        assert answer.problems.keys() == fields

    @pytest.mark.parametrize(
        "raw", ["[]", '"x"', "{", '{"email": "\\ud800", "password": "x"}', "\ud800", b"\xff"]
    )
    def test_a_body_that_is_not_a_json_object_is_400(self, storefront: Storefront, raw: str | bytes) -> None:
        answer = storefront.call(log_in.lambda_handler, ROUTE, raw=raw)

        assert (answer.status, answer.json["type"]) == (400, "bad_request")

    @pytest.mark.parametrize(
        ("email", "password"),
        [
            ("no address", "x"),
            ("x" * 10_000, "x"),
            (f"{'x' * 10_000}@example.com", "x"),
            ("a@example.com", "x" * 10_000),
            ("a@example.com", "\0"),
            ("a#b\0c@example.com", "x"),
            ("пример@пример.рф", "пароль"),
            ("😀", "😀" * 3000),
        ],
    )
    def test_nothing_is_said_of_the_form_of_either(
        self, storefront: Storefront, email: str, password: str
    ) -> None:
        answer = storefront.log_in(email, password)

        assert (answer.status, answer.json) == (401, WRONG)

    def test_another_media_type_is_415(self, storefront: Storefront) -> None:
        answer = storefront.call(
            log_in.lambda_handler, ROUTE, raw="email=a", content_type="application/x-www-form-urlencoded"
        )

        assert answer.status == 415


def test_a_locked_out_answer_quotes_nothing(storefront: Storefront, email: str) -> None:
    answers: list[Answer] = [storefront.log_in(email, f"canary-{number}") for number in range(7)]

    assert {answer.status for answer in answers} == {401, 429}
    assert all(email not in answer.text and "canary" not in answer.text for answer in answers)
