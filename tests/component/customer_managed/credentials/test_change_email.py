"""POST /customer/{tenant}/me/accounts/internal/email/change, then /change/confirm."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from customer_managed.credentials import request_email_change
from shared.adapters.dynamodb.keys import customer_key
from shared.domain.log_in.one_time_tokens import OneTimeToken, TokenPurpose
from shared.domain.log_in.throttling import FREE_TRIES, MESSAGES
from shared.runtime.wiring import wiring
from tests.component.api import Answer, Api
from tests.component.customer_managed.credential_calls import (
    REQUEST_EMAIL_CHANGE,
    alter_token,
    confirm_change,
    request_change,
    request_reset,
    reset,
    sent_token,
    stored_token,
)
from tests.component.customer_managed.own import Own, signed_up
from tests.component.customer_managed.storefront import PASSWORD, Storefront
from tests.component.rivals import RIVALS, at_once, statuses


@pytest.fixture
def new_email(email: str) -> str:
    return f"new-{email}"


@pytest.fixture
def token(own: Own, email: str, new_email: str) -> str:
    """The token of the message that confirms the new address."""
    return asked_for(own, email, new_email)


def asked_for(own: Own, email: str, new_email: str, **members: Any) -> str:
    answer = request_change(own, email, new_email, **members)
    assert answer.status == 204, answer.text
    return sent_token(own.storefront.tenant, own.number, TokenPurpose.EMAIL_CHANGE)


def stored_change(own: Own) -> OneTimeToken | None:
    return stored_token(own.storefront.tenant, own.number, TokenPurpose.EMAIL_CHANGE)


class TestTheRequest:
    def test_changes_nothing_by_itself(self, own: Own, email: str, new_email: str) -> None:
        before = own.get().json

        answer = request_change(own, email, new_email)

        assert (answer.status, answer.text) == (204, "")
        assert own.get().json == before
        assert own.storefront.log_in(email).status == 200
        assert own.storefront.log_in(new_email).status == 401

    def test_says_what_the_message_needs(
        self, own: Own, configure: Callable[[str, object], None], email: str, new_email: str
    ) -> None:
        configure("customer.changeemail.redirecturl", "https://shop.example.com/email")

        request_change(own, email, new_email, syncContactEmail=True)

        token = stored_change(own)
        assert token is not None
        assert (token.email, token.new_email, token.syncs_contact_email) == (email, new_email, True)
        assert token.redirect_url == "https://shop.example.com/email"
        assert abs(token.expires_at - time.time() - 24 * 3600) < 60

    def test_takes_the_present_address_in_any_spelling(self, own: Own, email: str, new_email: str) -> None:
        assert request_change(own, email.upper(), new_email).status == 204

    @pytest.mark.parametrize("members", [{}, {"email": None}, {"email": ""}], ids=str)
    def test_without_the_present_address_is_of_the_one_in_the_token(
        self, own: Own, email: str, new_email: str, members: dict[str, Any]
    ) -> None:
        body = {"password": PASSWORD, "newEmail": new_email, **members}

        wrong = own.call(
            request_email_change.lambda_handler, REQUEST_EMAIL_CHANGE, {**body, "password": "wrong one"}
        )
        answer = own.call(request_email_change.lambda_handler, REQUEST_EMAIL_CHANGE, body)

        assert (wrong.status, answer.status) == (401, 204)
        token = sent_token(own.storefront.tenant, own.number, TokenPurpose.EMAIL_CHANGE)
        assert confirm_change(own.storefront, token).status == 204
        assert own.storefront.log_in(new_email).status == 200
        assert own.storefront.log_in(email).status == 401

    def test_with_another_password_or_address_is_401_and_sends_nothing(
        self, own: Own, email: str, new_email: str
    ) -> None:
        other, password = f"other-{email}", "password of another one"
        assert own.storefront.sign_up(other, password).status == 201

        answers = [
            request_change(own, email, new_email, password="wrong password"),
            request_change(own, f"nobody-{email}", new_email),
            request_change(own, other, new_email, password=password),
            request_change(own, "no address", new_email),
        ]

        assert {(a.status, a.text, tuple(a.headers)) for a in answers} == {
            (401, answers[0].text, tuple(answers[0].headers))
        }
        assert answers[0].json["type"] == "unauthorized"
        assert stored_change(own) is None

    def test_slows_down_guessing(self, own: Own, email: str, new_email: str) -> None:
        for guess in range(FREE_TRIES):
            request_change(own, email, new_email, password=f"guess {guess}")

        assert request_change(own, email, new_email).status == 429

    def test_forgives_wrong_tries_when_it_succeeds(self, own: Own, email: str, new_email: str) -> None:
        for guess in range(FREE_TRIES - 1):
            request_change(own, email, new_email, password=f"guess {guess}")
        request_change(own, email, new_email)

        for guess in range(FREE_TRIES - 1):
            request_change(own, email, new_email, password=f"guess {guess}")

        assert request_change(own, email, new_email).status == 204

    def test_for_an_address_that_is_taken_is_409(self, own: Own, email: str, new_email: str) -> None:
        own.storefront.sign_up(new_email)

        answer = request_change(own, email, new_email.upper())

        assert (answer.status, answer.json["type"]) == (409, "conflict_resource")
        assert stored_change(own) is None

    @pytest.mark.parametrize("wanted", ["no address", "", None, 1])
    def test_for_no_address_is_400(self, own: Own, email: str, wanted: Any) -> None:
        answer = request_change(own, email, wanted)

        assert answer.status == 400
        assert answer.problems.keys() == {"newEmail"}

    def test_for_the_present_address_is_400(self, own: Own, email: str) -> None:
        answer = request_change(own, email, email)

        assert answer.status == 400
        assert answer.problems == {"newEmail": "must not be the present e-mail address"}

    def test_sends_three_messages_an_hour_to_an_address(self, own: Own, email: str, new_email: str) -> None:
        tokens = {asked_for(own, email, new_email) for _ in range(MESSAGES + 2)}

        assert len(tokens) == MESSAGES

    @pytest.mark.parametrize("missing", ["password", "newEmail"])
    def test_needs_the_password_and_the_new_address(
        self, own: Own, email: str, new_email: str, missing: str
    ) -> None:
        body = {"email": email, "password": PASSWORD, "newEmail": new_email}
        del body[missing]

        answer = own.call(request_email_change.lambda_handler, REQUEST_EMAIL_CHANGE, body)

        assert answer.status == 400
        assert answer.problems == {missing: "is required"}

    def test_is_for_customers_alone(
        self, storefront: Storefront, api: Api, email: str, new_email: str
    ) -> None:
        body = {"email": email, "password": PASSWORD, "newEmail": new_email}
        handler = request_email_change.lambda_handler

        answers = [
            storefront.call(handler, REQUEST_EMAIL_CHANGE, body),
            api.request(handler, REQUEST_EMAIL_CHANGE, body),
        ]

        assert [answer.status for answer in answers] == [403, 403]


class TestTheConfirmation:
    def test_makes_the_new_address_the_log_in_and_ends_all_sessions(
        self, own: Own, token: str, email: str, new_email: str
    ) -> None:
        other = own.storefront.logged_in(email, token=own.storefront.new_visit()["access_token"])

        answer = confirm_change(own.storefront, token)

        assert (answer.status, answer.text) == (204, "")
        assert own.get().status == 401
        assert own.storefront.refresh(other["refresh_token"]).status == 400
        assert own.storefront.log_in(email).status == 401
        assert own.storefront.log_in(new_email.upper()).status == 200

    def test_is_a_change_of_the_customer_by_itself(
        self, own: Own, token: str, api: Api, new_email: str
    ) -> None:
        before = api.get(own.number).json

        confirm_change(own.storefront, token)

        after = api.get(own.number, query="expand=accounts").json
        item = wiring().table.get(customer_key(api.tenant, own.number))
        assert (after["email"], after["accounts"]) == (new_email, [{"id": new_email}])
        assert after["metadata"]["version"] == before["metadata"]["version"] + 1
        assert after["metadataModifiedAt"] > before["metadataModifiedAt"]
        assert item is not None
        assert item["updatedBy"] == {"S": own.number}

    @pytest.mark.parametrize("said", [{}, {"syncContactEmail": False}, {"syncContactEmail": None}])
    def test_leaves_where_the_customer_is_reached(
        self, own: Own, api: Api, email: str, new_email: str, said: dict[str, Any]
    ) -> None:
        confirm_change(own.storefront, asked_for(own, email, new_email, **said))

        assert api.get(own.number).json["contactEmail"] == email

    def test_changes_where_the_customer_is_reached_if_that_was_said(
        self, own: Own, api: Api, email: str, new_email: str
    ) -> None:
        confirm_change(own.storefront, asked_for(own, email, new_email, syncContactEmail=True))

        assert api.get(own.number).json["contactEmail"] == new_email
        assert api.listed(query={"q": f"contactEmail:{new_email}"}).json[0]["id"] == own.number

    def test_can_be_of_the_spelling_alone(self, own: Own, api: Api, email: str) -> None:
        answer = confirm_change(own.storefront, asked_for(own, email, email.upper()))

        assert answer.status == 204
        assert api.get(own.number).json["email"] == email.upper()
        assert own.get().status == 401
        assert own.storefront.log_in(email).status == 200

    @pytest.mark.parametrize(("syncs", "status"), [(True, 201), (False, 409)])
    def test_frees_the_old_address_at_once_unless_the_customer_is_still_reached_there(
        self, own: Own, email: str, new_email: str, syncs: bool, status: int
    ) -> None:
        confirm_change(own.storefront, asked_for(own, email, new_email, syncContactEmail=syncs))

        assert own.storefront.sign_up(email, "password of another one").status == status
        assert own.storefront.log_in(email).status == 401

    def test_takes_the_password_and_what_is_known_of_it_along(
        self, storefront: Storefront, api: Api, email: str, new_email: str
    ) -> None:
        number = api.created({"contactEmail": email, "password": PASSWORD})
        own = Own(storefront, number, storefront.logged_in(email)["access_token"])

        confirm_change(storefront, asked_for(own, email, new_email))

        assert storefront.logged_in(new_email)["initialPassword"] == "true"

    def test_works_once(self, own: Own, token: str, new_email: str) -> None:
        first, again = confirm_change(own.storefront, token), confirm_change(own.storefront, token)

        assert (first.status, again.status, again.json["type"]) == (204, 400, "bad_request")
        assert own.storefront.log_in(new_email).status == 200

    def test_of_many_at_once_is_one(self, own: Own, token: str, api: Api, new_email: str) -> None:
        version = own.version()

        answers = at_once(lambda _: confirm_change(own.storefront, token))

        assert statuses(answers) == {204: 1, 400: RIVALS - 1}
        assert api.get(own.number).json["metadata"]["version"] == version + 1
        assert own.storefront.log_in(new_email).status == 200

    def test_loses_nothing_that_is_written_at_the_same_time(
        self, own: Own, token: str, api: Api, new_email: str
    ) -> None:
        version = own.version()

        def run(rival: int) -> Answer:
            if rival == 0:
                return confirm_change(own.storefront, token)
            return api.patch(own.number, {"mixins": {"seen": {f"by{rival}": rival}}})

        answers = at_once(run)

        customer = api.get(own.number, query="expand=mixin:*").json
        assert statuses(answers) == {204: 1, 200: RIVALS - 1}
        assert customer["mixins"]["seen"] == {f"by{rival}": rival for rival in range(1, RIVALS)}
        assert customer["metadata"]["version"] == version + RIVALS
        assert customer["email"] == new_email
        assert own.storefront.log_in(new_email).status == 200

    def test_of_two_customers_who_want_one_address_exactly_one_gets_it(
        self, own: Own, email: str, new_email: str
    ) -> None:
        other = signed_up(own.storefront, f"other-{email}")
        tokens = [asked_for(own, email, new_email), asked_for(other, f"other-{email}", new_email)]

        answers = at_once(lambda rival: confirm_change(own.storefront, tokens[rival]), rivals=2)

        assert statuses(answers) == {204: 1, 409: 1}

    def test_of_an_address_that_is_taken_meanwhile_is_409_and_can_be_tried_again(
        self, own: Own, token: str, api: Api, email: str, new_email: str
    ) -> None:
        taker = own.storefront.sign_up(new_email, "password of another one").json["id"]

        taken = confirm_change(own.storefront, token)

        assert (taken.status, taken.json["type"]) == (409, "conflict_resource")
        assert own.storefront.log_in(email).status == 200
        api.delete(taker)
        assert confirm_change(own.storefront, token).status == 204


class TestATokenThatIsNoGood:
    def test_has_expired(self, own: Own, token: str, email: str) -> None:
        alter_token(own.storefront.tenant, own.number, TokenPurpose.EMAIL_CHANGE, expires_at=int(time.time()))

        assert confirm_change(own.storefront, token).status == 400
        assert own.storefront.log_in(email).status == 200

    def test_was_followed_by_another(self, own: Own, token: str, email: str, new_email: str) -> None:
        request_change(own, email, f"second-{new_email}")

        assert confirm_change(own.storefront, token).status == 400

    def test_is_of_a_customer_who_was_deleted(self, own: Own, token: str, api: Api) -> None:
        api.delete(own.number)

        assert confirm_change(own.storefront, token).status == 400

    def test_was_sent_before_the_password_was_reset(self, own: Own, token: str, email: str) -> None:
        request_reset(own.storefront, email)
        reset(own.storefront, sent_token(own.storefront.tenant, own.number, TokenPurpose.PASSWORD_RESET))

        assert confirm_change(own.storefront, token).status == 400

    def test_was_sent_to_the_old_address_to_reset_the_password(
        self, own: Own, token: str, email: str
    ) -> None:
        request_reset(own.storefront, email)
        to_old_address = sent_token(own.storefront.tenant, own.number, TokenPurpose.PASSWORD_RESET)

        confirm_change(own.storefront, token)

        assert reset(own.storefront, to_old_address).status == 400
