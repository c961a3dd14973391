"""GET /customer/{tenant}/refreshauthtoken."""

import time
from dataclasses import replace
from typing import Any

import pytest

from customer_managed.sessions import refresh_session
from shared.domain.callers.access import LegalEntityReference
from shared.domain.customers.customer import Customer
from shared.domain.log_in.account import NewAccount
from shared.runtime.wiring import wiring
from tests.component.api import Answer
from tests.component.customer_managed.sessions.refused_accounts import customer_with, native_hash
from tests.component.customer_managed.sessions.stored import change, session_of
from tests.component.customer_managed.storefront import Storefront, claims_of
from tests.component.stored_customers import customer_of

ROUTE = "GET /customer/{tenant}/refreshauthtoken"
DAYS_30 = 30 * 24 * 3600
INVALID = {
    "status": 400,
    "type": "bad_request",
    "message": "The refresh token is not valid; log in again.",
}


@pytest.fixture
def tokens(storefront: Storefront, email: str) -> dict[str, Any]:
    """The tokens of a customer of two companies, who has logged in."""
    companies = (LegalEntityReference("L1", "Bakery"), LegalEntityReference("L2", "Brewery"))
    credentials = NewAccount(password_hash=native_hash())
    customer_with(storefront.tenant, email, credentials, legal_entities=companies)
    return storefront.logged_in(email)


def leave(storefront: Storefront, tokens: dict[str, Any], *stays: str) -> None:
    """Has the customer belong to these companies alone."""
    customer = customer_of(storefront.tenant, claims_of(tokens["access_token"])["customerNumber"])
    companies = tuple(LegalEntityReference(company) for company in stays)

    def leaving(before: Customer) -> Customer:
        return replace(before, legal_entities=companies, version=before.version + 1)

    wiring().customers.revise(customer, leaving, updated_by="test")


def refused(answer: Answer) -> bool:
    return (answer.status, answer.json) == (400, INVALID)


class TestRotation:
    def test_the_next_tokens_come_in_the_present_and_the_deprecated_members(
        self, storefront: Storefront, tokens: dict[str, Any]
    ) -> None:
        answer = storefront.refresh(tokens["refresh_token"])

        after = answer.json
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert after == {
            "access_token": after["accessToken"],
            "accessToken": after["accessToken"],
            "refresh_token": after["refreshToken"],
            "refreshToken": after["refreshToken"],
            "token_type": "Bearer",
            "expires_in": 14400,
            "expiresIn": 14400,
            "refresh_token_expires_in": DAYS_30,
            "refreshTokenExpiresIn": DAYS_30,
            "session_id": tokens["session_id"],
        }
        assert after["refresh_token"] != tokens["refresh_token"]
        assert storefront.validated(after["access_token"]).status == 200
        assert storefront.validated(tokens["access_token"]).status == 200

    def test_each_token_leads_to_the_next(self, storefront: Storefront, tokens: dict[str, Any]) -> None:
        chain = [tokens["refresh_token"]]
        for _ in range(5):
            chain.append(storefront.refresh(chain[-1]).json["refresh_token"])

        assert len(set(chain)) == 6
        assert session_of(tokens["access_token"]).generation == 5

    def test_any_visitor_of_the_tenant_may_bring_it(
        self, storefront: Storefront, tokens: dict[str, Any]
    ) -> None:
        stranger = storefront.new_visit()["access_token"]

        answer = storefront.call(
            refresh_session.lambda_handler,
            ROUTE,
            query={"refreshToken": tokens["refresh_token"]},
            token=stranger,
        )

        assert answer.json["session_id"] == tokens["session_id"]

    def test_a_session_lives_for_thirty_days_more(
        self, storefront: Storefront, tokens: dict[str, Any]
    ) -> None:
        change(tokens["access_token"], expires_at=int(time.time()) + 60)

        storefront.refresh(tokens["refresh_token"])

        left = session_of(tokens["access_token"]).expires_at - time.time()
        assert left == pytest.approx(DAYS_30, abs=5)

    def test_not_refreshed_for_thirty_days_it_is_over(
        self, storefront: Storefront, tokens: dict[str, Any]
    ) -> None:
        change(tokens["access_token"], expires_at=int(time.time()))

        assert refused(storefront.refresh(tokens["refresh_token"]))
        assert storefront.validated(tokens["access_token"]).status == 401


class TestUsedTokens:
    def test_just_after_its_use_a_token_leads_to_the_same_generation(
        self, storefront: Storefront, tokens: dict[str, Any]
    ) -> None:
        first = storefront.refresh(tokens["refresh_token"]).json

        again = storefront.refresh(tokens["refresh_token"])

        assert again.status == 200
        assert again.json["refresh_token"] == first["refresh_token"]
        assert storefront.validated(again.json["access_token"]).status == 200

    def test_a_minute_later_it_ends_the_session_for_everybody(
        self, storefront: Storefront, tokens: dict[str, Any]
    ) -> None:
        after = storefront.refresh(tokens["refresh_token"]).json
        change(tokens["access_token"], rotations=[int(time.time()) - 62])

        assert refused(storefront.refresh(tokens["refresh_token"]))
        assert refused(storefront.refresh(after["refresh_token"]))
        assert storefront.validated(after["access_token"]).status == 401

    def test_within_the_minute_it_does_not(self, storefront: Storefront, tokens: dict[str, Any]) -> None:
        storefront.refresh(tokens["refresh_token"])
        change(tokens["access_token"], rotations=[int(time.time()) - 55])

        assert storefront.refresh(tokens["refresh_token"]).status == 200

    def test_within_the_minute_older_ones_lead_to_the_present_generation_too(
        self, storefront: Storefront, tokens: dict[str, Any]
    ) -> None:
        second = storefront.refresh(tokens["refresh_token"]).json
        third = storefront.refresh(second["refresh_token"]).json

        slow = storefront.refresh(tokens["refresh_token"])

        assert slow.json["refresh_token"] == third["refresh_token"]

    def test_each_has_a_minute_of_its_own(self, storefront: Storefront, tokens: dict[str, Any]) -> None:
        second = storefront.refresh(tokens["refresh_token"]).json
        third = storefront.refresh(second["refresh_token"]).json
        change(tokens["access_token"], rotations=[int(time.time()) - 62, int(time.time()) - 55])

        assert storefront.refresh(second["refresh_token"]).status == 200
        assert refused(storefront.refresh(tokens["refresh_token"]))
        assert refused(storefront.refresh(third["refresh_token"]))

    def test_another_session_of_the_customer_goes_on(
        self, storefront: Storefront, email: str, tokens: dict[str, Any]
    ) -> None:
        other = storefront.logged_in(email, token=storefront.new_visit()["access_token"])
        storefront.refresh(tokens["refresh_token"])
        change(tokens["access_token"], rotations=[int(time.time()) - 62])

        storefront.refresh(tokens["refresh_token"])

        assert storefront.validated(tokens["access_token"]).status == 401
        assert storefront.refresh(other["refresh_token"]).status == 200

    def test_a_token_of_an_earlier_log_in_of_the_visitor_ends_nothing(
        self, storefront: Storefront, email: str, tokens: dict[str, Any]
    ) -> None:
        storefront.log_out(tokens["access_token"])
        again = storefront.logged_in(email)

        assert refused(storefront.refresh(tokens["refresh_token"]))
        assert storefront.refresh(again["refresh_token"]).status == 200


class TestLegalEntity:
    def of(self, answer: Answer) -> str | None:
        """The company in whose name the access token is."""
        assert answer.status == 200, answer.text
        entity: str | None = claims_of(answer.json["access_token"]).get("legalEntityId")
        return entity

    def test_it_is_chosen_and_stays(self, storefront: Storefront, tokens: dict[str, Any]) -> None:
        chosen = storefront.refresh(tokens["refresh_token"], legalEntityId="L2")
        stays = storefront.refresh(chosen.json["refresh_token"])
        changed = storefront.refresh(stays.json["refresh_token"], legalEntityId="L1")
        empty = storefront.refresh(changed.json["refresh_token"], legalEntityId="")

        assert [self.of(answer) for answer in (chosen, stays, changed, empty)] == ["L2", "L2", "L1", "L1"]
        shown = storefront.validated(empty.json["access_token"]).json
        assert shown["legalEntityId"] == "L1"

    def test_it_is_not_chosen_where_nobody_says_so(
        self, storefront: Storefront, tokens: dict[str, Any]
    ) -> None:
        assert self.of(storefront.refresh(tokens["refresh_token"])) is None

    def test_a_foreign_one_is_403_and_uses_nothing_up(
        self, storefront: Storefront, tokens: dict[str, Any]
    ) -> None:
        answer = storefront.refresh(tokens["refresh_token"], legalEntityId="L3")

        assert (answer.status, answer.json["type"]) == (403, "forbidden")
        assert session_of(tokens["access_token"]).generation == 0
        assert storefront.refresh(tokens["refresh_token"]).status == 200

    def test_one_that_the_customer_has_left_is_no_longer_the_sessions(
        self, storefront: Storefront, tokens: dict[str, Any]
    ) -> None:
        chosen = storefront.refresh(tokens["refresh_token"], legalEntityId="L2")
        leave(storefront, tokens, "L1")

        assert storefront.refresh(chosen.json["refresh_token"], legalEntityId="L2").status == 403
        assert self.of(storefront.refresh(chosen.json["refresh_token"])) is None

    def test_a_repeated_call_gets_what_it_asks_for(
        self, storefront: Storefront, tokens: dict[str, Any]
    ) -> None:
        first = storefront.refresh(tokens["refresh_token"], legalEntityId="L1")
        second = storefront.refresh(tokens["refresh_token"], legalEntityId="L2")
        third = storefront.refresh(tokens["refresh_token"])

        assert [self.of(answer) for answer in (first, second, third)] == ["L1", "L2", "L2"]
        assert first.json["refresh_token"] == third.json["refresh_token"]


class TestBadTokens:
    def test_every_bad_one_gets_the_same_refusal(
        self, storefront: Storefront, tokens: dict[str, Any]
    ) -> None:
        good = tokens["refresh_token"]
        number, session, generation, seal = good.split(".")

        for bad in (
            "x",
            good[:-1],
            good + "0",
            good.upper(),
            f"{number}.{session}.1.{seal}",
            f"{number}.{session}.{generation}.{'0' * 64}",
            f"{number}.another.{generation}.{seal}",
            f"unknown.{session}.{generation}.{seal}",
            tokens["access_token"],
            storefront.visit["refresh_token"],
            "x" * 10_000,
            "😀",
        ):
            assert refused(storefront.refresh(bad)), bad
        assert storefront.refresh(good).status == 200

    def test_none_at_all_is_400(self, storefront: Storefront) -> None:
        answer = storefront.refresh("")

        assert (answer.status, answer.json["message"]) == (400, "Query parameter 'refreshToken' is required.")

    def test_one_of_another_tenant_is_refused(
        self, storefront: Storefront, other_storefront: Storefront, email: str, tokens: dict[str, Any]
    ) -> None:
        other_storefront.sign_up(email)
        theirs = other_storefront.logged_in(email)

        assert refused(other_storefront.refresh(tokens["refresh_token"]))
        assert refused(storefront.refresh(theirs["refresh_token"]))
        assert other_storefront.refresh(theirs["refresh_token"]).status == 200

    def test_the_token_of_a_customer_is_not_a_visitors(
        self, storefront: Storefront, tokens: dict[str, Any]
    ) -> None:
        answer = storefront.call(
            refresh_session.lambda_handler,
            ROUTE,
            query={"refreshToken": tokens["refresh_token"]},
            token=tokens["access_token"],
        )

        assert answer.status == 403
