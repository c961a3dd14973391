"""GET /customer/{tenant}/logout and /validateauthtoken."""

import time
from typing import Any

import pytest

from customer_managed.profile import get_profile
from customer_managed.sessions import log_out, validate_token
from tenant_managed.customers import get_customer
from tests.component.api import Api
from tests.component.customer_managed.sessions.stored import sessions_of
from tests.component.customer_managed.storefront import Storefront, claims_of, context_of, own_id

FAULT = {
    "fault": {
        "faultstring": "Invalid access token",
        "detail": {"errorcode": "oauth.v2.InvalidAccessToken"},
    }
}


class TestLogOut:
    def test_every_token_of_the_session_is_dead_at_once(
        self, storefront: Storefront, tokens: dict[str, Any]
    ) -> None:
        refreshed = storefront.refresh(tokens["refresh_token"]).json

        answer = storefront.log_out(tokens["access_token"])

        assert (answer.status, answer.text) == (204, "")
        for token in (tokens["access_token"], refreshed["access_token"]):
            assert storefront.validated(token).status == 401
        for token in (tokens["refresh_token"], refreshed["refresh_token"]):
            assert storefront.refresh(token).status == 400

    def test_though_the_gateway_has_the_authorizers_verdict_in_its_cache(
        self, storefront: Storefront, tokens: dict[str, Any]
    ) -> None:
        api = Api(storefront.tenant)
        me = api.event_of("GET /customer/{tenant}/me")
        someone = api.event("GET", "/customers/", "1001")
        for event in (me, someone):
            event["requestContext"]["authorizer"] = {"lambda": context_of(tokens["access_token"])}

        def statuses() -> list[int]:
            answers = (get_profile.lambda_handler(me, None), get_customer.lambda_handler(someone, None))
            return [answer["statusCode"] for answer in answers]

        before = statuses()
        storefront.log_out(tokens["access_token"])

        assert (before, statuses()) == ([200, 404], [401, 401])

    def test_another_session_goes_on(
        self, storefront: Storefront, email: str, tokens: dict[str, Any]
    ) -> None:
        other = storefront.logged_in(email, token=storefront.new_visit()["access_token"])

        storefront.log_out(tokens["access_token"])

        assert storefront.validated(other["access_token"]).status == 200

    def test_another_session_of_the_same_customer_can_be_named(
        self, storefront: Storefront, email: str, tokens: dict[str, Any]
    ) -> None:
        other = storefront.logged_in(email, token=storefront.new_visit()["access_token"])

        assert storefront.log_out(tokens["access_token"], accessToken=other["access_token"]).status == 204

        assert storefront.validated(tokens["access_token"]).status == 200
        assert storefront.validated(other["access_token"]).status == 401

    @pytest.mark.parametrize("ended", range(3))
    def test_of_several_log_ins_of_a_visit_each_is_ended_by_its_own_log_out(
        self, storefront: Storefront, email: str, tokens: dict[str, Any], ended: int
    ) -> None:
        begun = [tokens, *(storefront.logged_in(email) for _ in range(2))]

        assert storefront.log_out(begun[ended]["access_token"]).status == 204

        assert [storefront.is_over(each) for each in begun] == [each == ended for each in range(3)]

    def test_another_log_in_of_the_same_visit_can_be_named(
        self, storefront: Storefront, email: str, tokens: dict[str, Any]
    ) -> None:
        later = storefront.logged_in(email)

        assert storefront.log_out(tokens["access_token"], accessToken=later["access_token"]).status == 204

        assert storefront.is_over(later)
        assert not storefront.is_over(tokens)

    def test_a_token_from_before_the_last_log_in_of_a_visit_ends_nothing(
        self, storefront: Storefront, email: str, tokens: dict[str, Any]
    ) -> None:
        storefront.log_out(tokens["access_token"])
        later = storefront.logged_in(email)

        assert storefront.log_out(later["access_token"], accessToken=tokens["access_token"]).status == 204

        assert storefront.validated(later["access_token"]).status == 200

    def test_a_session_can_be_named_by_a_token_that_has_expired(
        self,
        storefront: Storefront,
        email: str,
        tokens: dict[str, Any],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        visit = storefront.new_visit()["access_token"]
        five_hours_ago = time.time() - 5 * 3600
        with monkeypatch.context() as past:
            past.setattr(time, "time", lambda: five_hours_ago)
            old = storefront.logged_in(email, token=visit)
        assert context_of(old["access_token"]) == {"fault": "expired"}

        assert storefront.log_out(tokens["access_token"], accessToken=old["access_token"]).status == 204

        assert [one.id for one in sessions_of(tokens["access_token"])] == [own_id(tokens)]

    def test_an_empty_parameter_names_no_session(
        self, storefront: Storefront, tokens: dict[str, Any]
    ) -> None:
        assert storefront.log_out(tokens["access_token"], accessToken="").status == 204
        assert storefront.validated(tokens["access_token"]).status == 401

    def test_the_token_of_another_customer_is_403(
        self, storefront: Storefront, other_storefront: Storefront, email: str, tokens: dict[str, Any]
    ) -> None:
        storefront.sign_up(f"other-{email}")
        other_storefront.sign_up(email)

        for others in (storefront.logged_in(f"other-{email}"), other_storefront.logged_in(email)):
            answer = storefront.log_out(tokens["access_token"], accessToken=others["access_token"])
            assert (answer.status, answer.json["type"]) == (403, "forbidden")

        assert storefront.validated(tokens["access_token"]).status == 200

    def test_a_token_that_is_not_a_customers_is_400(
        self, storefront: Storefront, tokens: dict[str, Any]
    ) -> None:
        for other in (
            "x",
            tokens["refresh_token"],
            tokens["saas_token"],
            tokens["access_token"][:-8],
            storefront.visit["access_token"],
        ):
            answer = storefront.log_out(tokens["access_token"], accessToken=other)
            assert (answer.status, answer.json["type"]) == (400, "bad_request")
            assert other not in answer.text

    def test_a_visitor_and_a_service_have_no_session_to_end(self, storefront: Storefront, api: Api) -> None:
        route = "GET /customer/{tenant}/logout"

        assert storefront.log_out(storefront.visit["access_token"]).status == 403
        assert api.request(log_out.lambda_handler, route).status == 403

    def test_a_later_log_in_of_the_same_visit_revives_no_token(
        self, storefront: Storefront, email: str, tokens: dict[str, Any]
    ) -> None:
        storefront.log_out(tokens["access_token"])

        later = storefront.logged_in(email)

        assert later["session_id"] == tokens["session_id"]
        assert storefront.validated(tokens["access_token"]).status == 401
        assert storefront.validated(later["access_token"]).status == 200
        refreshed = storefront.refresh(later["refresh_token"]).json
        assert storefront.validated(refreshed["access_token"]).status == 200

    def test_twice_is_401(self, storefront: Storefront, tokens: dict[str, Any]) -> None:
        storefront.log_out(tokens["access_token"])

        answer = storefront.log_out(tokens["access_token"])

        assert (answer.status, answer.json) == (401, FAULT)


class TestValidation:
    def test_it_says_what_the_token_is_good_for(
        self, storefront: Storefront, email: str, tokens: dict[str, Any]
    ) -> None:
        answer = storefront.validated(tokens["access_token"])

        shown = answer.json
        assert answer.status == 200
        assert 14390 <= shown.pop("expires_in") <= 14400
        assert shown == {
            "token_type": "Bearer",
            "scope": claims_of(tokens["access_token"])["scope"],
            "sessionId": tokens["session_id"],
            "email": email,
        }

    def test_a_token_that_has_expired_is_401(
        self, storefront: Storefront, email: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        storefront.sign_up(email)
        visit = storefront.new_visit()["access_token"]
        five_hours_ago = time.time() - 5 * 3600
        with monkeypatch.context() as past:
            past.setattr(time, "time", lambda: five_hours_ago)
            old = storefront.logged_in(email, token=visit)

        answer = storefront.validated(old["access_token"])

        assert answer.status == 401
        assert answer.json["fault"]["detail"]["errorcode"] == "keymanagement.service.access_token_expired"

    def test_a_token_that_is_not_a_customers_is_refused(
        self, storefront: Storefront, api: Api, tokens: dict[str, Any]
    ) -> None:
        route = "GET /customer/{tenant}/validateauthtoken"

        assert storefront.validated(storefront.visit["access_token"]).status == 403
        assert api.request(validate_token.lambda_handler, route).status == 403
        assert storefront.validated(tokens["saas_token"]).status == 401
        assert storefront.validated("x").status == 401

    def test_a_token_of_another_tenant_is_403(
        self, storefront: Storefront, other_storefront: Storefront, tokens: dict[str, Any]
    ) -> None:
        assert other_storefront.validated(tokens["access_token"]).status == 403
