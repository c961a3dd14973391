"""POST /customer/{tenant}/password/reset, and what follows: /password/reset/update."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from customer_managed.credentials import request_password_reset, reset_password
from shared.adapters.dynamodb.keys import one_time_token_key
from shared.adapters.dynamodb.stores.legacy_accounts import LegacyAccounts
from shared.domain.log_in.account import NewAccount
from shared.domain.log_in.one_time_tokens import OneTimeToken, TokenPurpose
from shared.domain.log_in.throttling import FREE_TRIES, MESSAGES
from shared.runtime.wiring import wiring
from tests.component.api import Answer, Api
from tests.component.customer_managed.credential_calls import (
    NEW_PASSWORD,
    REQUEST_RESET,
    RESET,
    alter_token,
    let_an_hour_pass,
    messages_asked_for,
    request_reset,
    reset,
    sent_token,
    stored_token,
)
from tests.component.customer_managed.own import Own, signed_up
from tests.component.customer_managed.sessions.refused_accounts import (
    KINDS,
    customer_with,
    hybris_hash,
    refused_account,
    retain_legacy_hashes,
)
from tests.component.customer_managed.storefront import PASSWORD, SOURCE, Storefront, context_of
from tests.component.rivals import RIVALS, at_once, statuses

FLOOR = 0.2


@pytest.fixture
def token(own: Own, email: str) -> str:
    """The token of a reset message to the customer."""
    assert request_reset(own.storefront, email).status == 204
    return reset_token(own)


def reset_token(own: Own) -> str:
    return sent_token(own.storefront.tenant, own.number, TokenPurpose.PASSWORD_RESET)


def stored_reset(own: Own) -> OneTimeToken | None:
    return stored_token(own.storefront.tenant, own.number, TokenPurpose.PASSWORD_RESET)


class TestTheRequest:
    def test_is_answered_the_same_and_as_late_whoever_has_the_address(
        self, storefront: Storefront, api: Api, email: str
    ) -> None:
        patient = replace(wiring().one_time_token_ports, refusal_floor=FLOOR)
        handler = replace(request_password_reset.lambda_handler, uses=lambda _: patient)
        addresses = [refused_account(kind, api.tenant, f"{i}-{email}")[0] for i, kind in enumerate(KINDS)]
        signed_up(storefront, email)
        api.created({"contactEmail": f"contact-{email}", "type": "CONTACT"})
        answers = []

        for address in [*addresses, email, f"contact-{email}", "no address"]:
            begun = time.monotonic()
            answer = request_reset(storefront, address, handler)
            answers.append((answer, time.monotonic() - begun))

        assert {(answer.status, answer.text, tuple(answer.headers)) for answer, _ in answers} == {
            (204, "", ("Cache-Control", "Vary", "X-Content-Type-Options", "X-Request-Id"))
        }
        assert min(seconds for _, seconds in answers) >= FLOOR

    def test_sends_to_the_address_as_it_is_stored(self, own: Own, email: str) -> None:
        request_reset(own.storefront, email.upper())

        token = stored_reset(own)
        assert token is not None
        assert token.email == email

    def test_says_what_the_message_needs(
        self, own: Own, configure: Callable[[str, object], None], email: str
    ) -> None:
        configure("customer.passwordreset.redirecturl", "https://shop.example.com/reset")
        own.patch({"preferredSite": "home", "preferredLanguage": "de-DE"})

        request_reset(own.storefront, email, site="shop")
        chosen = stored_reset(own)
        request_reset(own.storefront, email)
        preferred = stored_reset(own)

        assert chosen is not None
        assert preferred is not None
        assert (chosen.site, chosen.language) == ("shop", "de-DE")
        assert preferred.site == "home"
        assert preferred.redirect_url == "https://shop.example.com/reset"

    def test_sends_three_in_an_hour_and_the_last_one_stays_good(self, own: Own, email: str) -> None:
        tokens = []
        for _ in range(MESSAGES + 2):
            assert request_reset(own.storefront, email).status == 204
            tokens.append(reset_token(own))

        assert len(set(tokens)) == MESSAGES
        let_an_hour_pass(own.storefront.tenant, email, TokenPurpose.PASSWORD_RESET)
        request_reset(own.storefront, email)
        assert reset_token(own) not in tokens
        assert reset(own.storefront, reset_token(own)).status == 204

    def test_is_counted_when_it_comes_many_times_at_once(self, own: Own, email: str) -> None:
        answers = at_once(lambda _: request_reset(own.storefront, email))

        assert statuses(answers) == {204: RIVALS}
        assert messages_asked_for(own.storefront.tenant, email, TokenPurpose.PASSWORD_RESET) == MESSAGES

    def test_changes_nothing_by_itself(self, own: Own, email: str) -> None:
        before = own.get().json

        request_reset(own.storefront, email)

        assert own.get().json == before
        assert own.storefront.log_in(email).status == 200

    def test_stores_nothing_that_the_token_could_be_made_from(self, own: Own, token: str) -> None:
        key = one_time_token_key(own.storefront.tenant, own.number, TokenPurpose.PASSWORD_RESET)
        _, _, seal = token.split(".")

        item = wiring().table.get(key)

        assert item is not None
        assert seal not in str(item)

    @pytest.mark.parametrize(
        ("body", "problem"), [({}, "email"), ({"email": ""}, "email"), ({"email": "a", "site": 1}, "site")]
    )
    def test_needs_an_address(self, storefront: Storefront, body: Any, problem: str) -> None:
        answer = storefront.call(request_password_reset.lambda_handler, REQUEST_RESET, body)

        assert (answer.status, {*answer.problems}) == (400, {problem})

    @pytest.mark.parametrize(("rest", "status"), [("", 204), ("anything", 404), ("update/", 404)])
    def test_may_have_a_slash_at_its_end_and_nothing_else(
        self, own: Own, email: str, rest: str, status: int
    ) -> None:
        event = Api(own.storefront.tenant).event_of(REQUEST_RESET, {"email": email})
        event["routeKey"] += "/{proxy+}"
        event["rawPath"] += f"/{rest}"
        event["pathParameters"]["proxy"] = rest
        visitor = own.storefront.visit["access_token"]
        event["requestContext"]["authorizer"] = {"lambda": context_of(visitor)}

        document = request_password_reset.lambda_handler(event, None)

        assert document["statusCode"] == status
        assert document.get("body") == (None if status == 204 else '{"message":"Not Found"}')
        assert (stored_reset(own) is not None) == (status == 204)

    def test_is_for_visitors_alone(self, own: Own, api: Api, email: str) -> None:
        body, handler = {"email": email}, request_password_reset.lambda_handler

        answers = [own.call(handler, REQUEST_RESET, body), api.request(handler, REQUEST_RESET, body)]

        assert [answer.status for answer in answers] == [403, 403]


class TestTheReset:
    def test_sets_the_password_and_ends_all_sessions(self, own: Own, token: str, email: str) -> None:
        other = own.storefront.logged_in(email, token=own.storefront.new_visit()["access_token"])

        answer = reset(own.storefront, token)

        assert (answer.status, answer.text) == (204, "")
        assert own.get().status == 401
        assert own.storefront.refresh(other["refresh_token"]).status == 400
        assert own.storefront.log_in(email).status == 401
        assert own.storefront.log_in(email, NEW_PASSWORD).status == 200

    def test_works_once(self, own: Own, token: str, email: str) -> None:
        first, again = reset(own.storefront, token), reset(own.storefront, token, "another pass phrase")

        assert (first.status, again.status, again.json["type"]) == (204, 400, "bad_request")
        assert own.storefront.log_in(email, NEW_PASSWORD).status == 200

    def test_of_many_at_once_is_one(self, own: Own, token: str, email: str) -> None:
        answers = at_once(lambda rival: reset(own.storefront, token, f"pass phrase of {rival}"))

        assert statuses(answers) == {204: 1, 400: RIVALS - 1}
        winner = next(rival for rival in range(RIVALS) if answers[rival].status == 204)
        assert own.storefront.log_in(email, f"pass phrase of {winner}").status == 200

    def test_gives_a_password_to_a_customer_without_one(
        self, storefront: Storefront, api: Api, email: str
    ) -> None:
        number = api.created({"contactEmail": email})

        reset(storefront, sent_token(api.tenant, number, TokenPurpose.PASSWORD_RESET))

        assert storefront.logged_in(email, NEW_PASSWORD)["initialPassword"] == "false"

    def test_makes_a_password_that_the_seller_chose_the_customers_own(
        self, storefront: Storefront, api: Api, email: str
    ) -> None:
        number = api.created({"contactEmail": email, "password": PASSWORD})
        request_reset(storefront, email)

        reset(storefront, sent_token(api.tenant, number, TokenPurpose.PASSWORD_RESET))

        assert storefront.logged_in(email, NEW_PASSWORD)["initialPassword"] == "false"

    def test_takes_a_legacy_account_off_the_waiting_list(self, storefront: Storefront, email: str) -> None:
        tenant = storefront.tenant
        retain_legacy_hashes(tenant)
        number = customer_with(tenant, email, NewAccount(password_hash=hybris_hash(), legacy=True))
        request_reset(storefront, email)

        reset(storefront, sent_token(tenant, number, TokenPurpose.PASSWORD_RESET))

        assert not LegacyAccounts(wiring().table).any_left(tenant)
        assert storefront.log_in(email).status == 401
        assert storefront.log_in(email, NEW_PASSWORD).status == 200

    def test_forgives_wrong_tries_wherever_they_came_from(self, own: Own, email: str) -> None:
        elsewhere = "198.51.100.7"
        for source in (SOURCE, elsewhere):
            for guess in range(FREE_TRIES):
                own.storefront.log_in(email, f"guess {guess}", source=source)
        request_reset(own.storefront, email)

        reset(own.storefront, reset_token(own))

        assert own.storefront.log_in(email, NEW_PASSWORD).status == 200
        assert own.storefront.log_in(email, NEW_PASSWORD, source=elsewhere).status == 200

    def test_is_not_sent_to_who_is_kept_out(self, storefront: Storefront, api: Api, email: str) -> None:
        number = storefront.sign_up(email).json["id"]
        for state in ({"active": False}, {"active": True, "onHold": True}):
            api.patch(number, state)

            request_reset(storefront, email)

            assert stored_token(api.tenant, number, TokenPurpose.PASSWORD_RESET) is None

    @pytest.mark.parametrize("password", ["", "12345", "x" * 129, None, "password1", "ＱＷＥＲＴＹ"])
    def test_refuses_a_password_and_leaves_the_token_good(
        self, own: Own, token: str, email: str, password: Any
    ) -> None:
        answer = reset(own.storefront, token, password)

        assert (answer.status, {*answer.problems}) == (400, {"password"})
        assert own.storefront.log_in(email).status == 200
        assert reset(own.storefront, token).status == 204

    def test_does_not_change_the_customer(self, own: Own, token: str, api: Api) -> None:
        before = api.get(own.number).json

        reset(own.storefront, token)

        assert api.get(own.number).json == before


class TestATokenThatIsNoGood:
    def refused(self, own: Own, token: str, email: str) -> Answer:
        answer = reset(own.storefront, token)
        assert own.storefront.log_in(email, NEW_PASSWORD, source="198.51.100.7").status == 401
        return answer

    def test_has_expired(self, own: Own, token: str, email: str) -> None:
        alter_token(
            own.storefront.tenant, own.number, TokenPurpose.PASSWORD_RESET, expires_at=int(time.time())
        )

        assert self.refused(own, token, email).status == 400

    def test_lives_for_an_hour(self, own: Own, token: str) -> None:
        stored = stored_reset(own)

        assert stored is not None
        assert abs(stored.expires_at - time.time() - 3600) < 60

    def test_was_followed_by_another(self, own: Own, token: str, email: str) -> None:
        request_reset(own.storefront, email)

        assert self.refused(own, token, email).status == 400
        assert reset(own.storefront, reset_token(own)).status == 204

    def test_is_of_a_customer_who_was_deleted(self, own: Own, token: str, email: str, api: Api) -> None:
        api.delete(own.number)

        assert self.refused(own, token, email).status == 400

    def test_was_sent_before_the_customer_was_put_on_hold(
        self, own: Own, token: str, email: str, api: Api
    ) -> None:
        api.patch(own.number, {"onHold": True})
        api.patch(own.number, {"onHold": False})

        assert self.refused(own, token, email).status == 400

    @pytest.mark.parametrize(
        "members",
        [{}, {"token": "x"}, {"token": "", "password": NEW_PASSWORD}, {"token": 1, "password": "x"}],
    )
    def test_is_not_even_sent(self, storefront: Storefront, members: Any) -> None:
        answer = storefront.call(reset_password.lambda_handler, RESET, members)

        assert (answer.status, answer.json["type"]) == (400, "validation_failure")
