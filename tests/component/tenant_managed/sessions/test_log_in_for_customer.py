"""POST /customer/{tenant}/assisted-buying-login: somebody of the shop acts for a customer."""

import time
from typing import Any

import pytest

from shared.adapters.dynamodb.keys import notice_key
from shared.domain.log_in.sessions import ASSISTED, MAX_SESSIONS
from shared.domain.log_in.throttling import MESSAGES
from shared.domain.message_kinds import MessageKind
from shared.runtime.wiring import wiring
from tenant_managed.sessions import log_in_for_customer
from tests.component.api import Answer, Api
from tests.component.customer_managed.own import Own, join_company
from tests.component.customer_managed.storefront import Storefront, claims_of
from tests.component.tenant_managed.sessions.calls import EMAIL, Sessions
from tests.component.tenants import Configure

ROUTE = "POST /customer/{tenant}/assisted-buying-login"
SCOPE = "customer.assistedBuying_manage"


def log_in(api: Api, number: str, *, scope: str = SCOPE, **members: Any) -> Answer:
    body = {"customerNumber": number, **members}
    return api.as_(scope).request(log_in_for_customer.lambda_handler, ROUTE, body)


@pytest.fixture
def assisted(sessions: Sessions, storefront: Storefront) -> Own:
    """The customer, for whom `a-client` acts."""
    answer = log_in(sessions.api, sessions.number)
    assert answer.status == 200, answer.text
    return Own(storefront, sessions.number, answer.json["access_token"])


def is_told(sessions: Sessions) -> bool:
    key = notice_key(sessions.api.tenant, sessions.number, MessageKind.ASSISTED_BUYING)
    return wiring().table.get(key) is not None


class TestTheTokens:
    def test_are_good_for_an_hour_and_say_who_acts_for_whom(self, sessions: Sessions) -> None:
        answer = log_in(sessions.api, sessions.number)

        tokens = answer.json
        assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
        for name in ("access_token", "saas_token"):
            claims = claims_of(tokens[name])
            assert (claims["sub"], claims["act"]) == (sessions.number, {"sub": "a-client"})
            assert 0 <= time.time() + ASSISTED.total_seconds() - claims["exp"] < 10
        assert (tokens["accessToken"], tokens["saasToken"]) == (tokens["access_token"], tokens["saas_token"])
        assert tokens["expires_in"] == tokens["expiresIn"] == ASSISTED.total_seconds()
        assert not [name for name in tokens if "refresh" in name.lower()]

    def test_are_for_the_company_that_is_asked_for(self, sessions: Sessions) -> None:
        join_company(sessions.api.tenant, sessions.number)

        for_company = log_in(sessions.api, sessions.number, legalEntityId="L1")
        foreign = log_in(sessions.api, sessions.number, legalEntityId="L2")

        assert claims_of(for_company.json["access_token"])["legalEntityId"] == "L1"
        assert foreign.status == 403

    def test_read_and_change_the_profile_and_its_addresses(self, assisted: Own) -> None:
        assert assisted.get().json["contactEmail"] == EMAIL
        assert assisted.patch({"lastName": "Weber", "contactEmail": EMAIL}).status == 200
        assert assisted.create_address({"contactName": "Anna"}).status == 201
        assert [each["contactName"] for each in assisted.addresses().json] == ["Anna"]

    def test_are_dead_after_a_log_out(self, assisted: Own, storefront: Storefront) -> None:
        assert storefront.log_out(assisted.token).status == 204

        assert assisted.get().status == 401


class TestTheSession:
    def test_is_listed_with_who_acts_and_ended_by_the_customer(
        self, sessions: Sessions, assisted: Own, storefront: Storefront
    ) -> None:
        own = storefront.logged_in(EMAIL)

        listed = {each["id"]: each for each in storefront.sessions(own["access_token"]).json}
        (acting,) = [each for each in listed.values() if "actor" in each]
        assert (acting["actor"], acting["clientId"], acting["current"]) == ("a-client", "a-client", False)
        assert len(listed) == 2

        assert storefront.end_session(own["access_token"], acting["id"]).status == 204
        assert assisted.get().status == 401

    @pytest.mark.parametrize("body", [{"onHold": True}, {"active": False}])
    def test_ends_with_all_sessions_of_the_customer(
        self, sessions: Sessions, assisted: Own, body: dict[str, bool]
    ) -> None:
        assert sessions.api.patch(sessions.number, body).status == 200

        assert assisted.get().status == 401

    def test_is_not_a_log_in_of_the_customer(self, sessions: Sessions, assisted: Own) -> None:
        assert "lastLogin" not in sessions.api.get(sessions.number).json

    def test_ends_no_session_of_the_customers_own_however_many_there_are(
        self, sessions: Sessions, storefront: Storefront
    ) -> None:
        own = storefront.logged_in(EMAIL)
        for _ in range(MAX_SESSIONS + 1):
            assert log_in(sessions.api, sessions.number).status == 200

        listed = storefront.sessions(own["access_token"]).json
        assert sorted("actor" in each for each in listed) == [False] + [True] * MAX_SESSIONS


class TestTheNotice:
    def test_goes_to_the_customer_unless_the_tenant_has_switched_it_off(
        self, sessions: Sessions, configure: Configure
    ) -> None:
        configure("assistedBuying.notify", False)
        assert log_in(sessions.api, sessions.number).status == 200
        assert not is_told(sessions)

        configure("assistedBuying.notify", True)
        assert log_in(sessions.api, sessions.number).status == 200
        assert is_told(sessions)

    def test_comes_three_times_an_hour_and_the_log_in_goes_on(self, sessions: Sessions) -> None:
        statuses = [log_in(sessions.api, sessions.number).status for _ in range(MESSAGES + 1)]

        assert statuses == [200] * (MESSAGES + 1)


class TestIsRefused:
    def test_for_a_customer_that_the_caller_does_not_see(self, sessions: Sessions) -> None:
        answers = [
            log_in(sessions.api, sessions.number, scope=f"{SCOPE}--FR"),
            log_in(sessions.api, "nobody"),
        ]

        assert [answer.status for answer in answers] == [404, 404]
        assert log_in(sessions.api, sessions.number, scope=f"{SCOPE}--DE").status == 200

    @pytest.mark.parametrize(
        ("members", "after"),
        [({"type": "CONTACT"}, {}), ({}, {"onHold": True}), ({}, {"active": False})],
    )
    def test_for_one_who_may_not_log_in(
        self, api: Api, members: dict[str, Any], after: dict[str, Any]
    ) -> None:
        number = api.created({"lastName": "Weber", **members})
        assert api.patch(number, after).status == 200

        assert log_in(api, number).status == 409

    def test_for_a_sign_up_that_is_not_confirmed(
        self, api: Api, storefront: Storefront, configure: Configure
    ) -> None:
        configure("signUp.doubleOptIn", True)
        number = storefront.sign_up("new@example.com").json["id"]

        assert log_in(api, number).status == 409

    def test_without_a_number(self, api: Api) -> None:
        answer = api.as_(SCOPE).request(log_in_for_customer.lambda_handler, ROUTE, {})

        assert (answer.status, answer.problems) == (400, {"customerNumber": "is required"})


def test_a_log_in_for_a_customer_leaves_the_customer_as_it_was(sessions: Sessions) -> None:
    before = sessions.api.get(sessions.number).json

    log_in(sessions.api, sessions.number)

    assert sessions.api.get(sessions.number).json == before
