"""POST /customers/{customerNumber}/invitation: a customer without a password is invited again."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from shared.domain.log_in.account import NewAccount
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.domain.log_in.throttling import MESSAGES
from shared.domain.message_kinds import MessageKind
from tenant_managed.customers import invite_customer
from tests.component.customer_managed.credential_calls import (
    NEW_PASSWORD,
    request_reset,
    reset,
    sent_token,
    stored_token,
)
from tests.component.customer_managed.sessions.refused_accounts import customer_with
from tests.component.customer_managed.storefront import Storefront
from tests.component.identity.oauth import client_of_scene

if TYPE_CHECKING:
    from tests.component.api import Answer, Api
    from tests.component.tenants import Configure


ROUTE = "POST /customer/{tenant}/customers/{customerNumber}/invitation"
EMAIL = "anna@example.com"
RESET = TokenPurpose.PASSWORD_RESET


@pytest.fixture
def storefront(tenant: str) -> Storefront:
    return Storefront(tenant, client_of_scene(tenant, public=True).id)


@pytest.fixture
def number(api: Api) -> str:
    """A customer whom the seller has created without a password."""
    return api.created({"contactEmail": EMAIL})


def invite(api: Api, number: str) -> Answer:
    return api.request(invite_customer.lambda_handler, ROUTE, customerNumber=number)


def lifetime(api: Api, number: str) -> float:
    token = stored_token(api.tenant, number, RESET)
    assert token is not None
    return token.expires_at - time.time()


class TestAnInvitation:
    def test_is_sent_again_and_voids_the_one_before(
        self, api: Api, storefront: Storefront, number: str
    ) -> None:
        first = sent_token(api.tenant, number, RESET)

        answer = invite(api, number)

        again = sent_token(api.tenant, number, RESET)
        assert (answer.status, answer.text) == (202, "")
        assert reset(storefront, first).status == 400
        assert reset(storefront, again).status == 204
        assert storefront.log_in(EMAIL, NEW_PASSWORD).status == 200

    @pytest.mark.parametrize(("days", "good_for"), [(None, 7), (1, 1), (30, 30)])
    def test_is_good_for_as_many_days_as_the_tenant_says(
        self, api: Api, configure: Configure, days: int | None, good_for: int
    ) -> None:
        if days is not None:
            configure("mail.invitationDays", days)
        number = api.created({"contactEmail": EMAIL})
        expected = timedelta(days=good_for).total_seconds()

        created_with = lifetime(api, number)
        assert invite(api, number).status == 202

        assert abs(created_with - expected) < 60
        assert abs(lifetime(api, number) - expected) < 60

    def test_has_words_of_its_own_and_a_reset_has_its(
        self, api: Api, storefront: Storefront, number: str
    ) -> None:
        created_with = stored_token(api.tenant, number, RESET)
        invite(api, number)
        invited_with = stored_token(api.tenant, number, RESET)
        request_reset(storefront, EMAIL)
        asked_for = stored_token(api.tenant, number, RESET)

        kinds = [token.kind for token in (created_with, invited_with, asked_for) if token is not None]
        assert kinds == [MessageKind.INVITATION, MessageKind.INVITATION, None]

    def test_goes_to_a_customer_who_got_none_when_it_was_created(self, api: Api) -> None:
        number = api.created({"contactEmail": EMAIL}, query={"sendPasswordResetNotifications": "false"})
        assert stored_token(api.tenant, number, RESET) is None

        assert invite(api, number).status == 202

        assert stored_token(api.tenant, number, RESET) is not None

    @pytest.mark.parametrize(
        ("members", "after"),
        [({"type": "CONTACT"}, {"type": "CUSTOMER"}), ({}, {"active": True})],
    )
    def test_goes_to_a_customer_who_can_log_in_only_since_then(
        self, api: Api, configure: Configure, members: dict[str, object], after: dict[str, object]
    ) -> None:
        configure("customerActiveOnCreation", after.get("active") is not True)
        number = api.created({"contactEmail": EMAIL, **members})
        assert (stored_token(api.tenant, number, RESET), invite(api, number).status) == (None, 409)

        assert api.patch(number, after).status == 200

        assert invite(api, number).status == 202

    def test_goes_out_three_times_an_hour_and_then_the_seller_is_told_when_it_can_again(
        self, api: Api, storefront: Storefront, number: str
    ) -> None:
        assert [invite(api, number).status for _ in range(MESSAGES)] == [202] * MESSAGES
        last = sent_token(api.tenant, number, RESET)

        answer = invite(api, number)

        assert (answer.status, answer.json["type"]) == (429, "too_many_requests")
        assert 3500 < int(answer.headers["Retry-After"]) <= 3600
        assert sent_token(api.tenant, number, RESET) == last
        assert request_reset(storefront, EMAIL).status == 204  # which is counted by itself
        assert sent_token(api.tenant, number, RESET) != last


class TestWhoCannotBeInvited:
    def test_is_a_customer_that_the_caller_does_not_see(
        self, api: Api, restrictions: list[str], number: str
    ) -> None:
        german = api.created({"contactEmail": f"2.{EMAIL}", "restriction": "DE"})
        french = api.as_("customer.customer_manage--FR")

        answers = [invite(api, "1001"), invite(french, german), invite(french, number)]
        api.delete(german)

        assert [answer.status for answer in (*answers, invite(api, german))] == [404] * 4

    @pytest.mark.parametrize(
        ("members", "after", "reason"),
        [
            ({"contactEmail": EMAIL, "password": "stone wall"}, {}, "has a password already"),
            ({"contactEmail": EMAIL, "type": "CONTACT"}, {}, "has no log-in account"),
            ({"lastName": "Weber"}, {}, "has no log-in account"),
            ({"contactEmail": EMAIL}, {"active": False}, "is not active, or on hold"),
            ({"contactEmail": EMAIL}, {"onHold": True}, "is not active, or on hold"),
        ],
    )
    def test_is_named_with_the_reason(
        self, api: Api, members: dict[str, str], after: dict[str, bool], reason: str
    ) -> None:
        number = api.created(members, query={"sendPasswordResetNotifications": "false"})
        assert api.patch(number, after).status == 200

        answer = invite(api, number)

        assert (answer.status, answer.json["type"]) == (409, "conflict_resource")
        assert answer.json["message"] == f"Customer '{number}' cannot be invited: it {reason}."
        assert stored_token(api.tenant, number, RESET) is None

    def test_is_whoever_has_chosen_a_password_or_brought_one(
        self, api: Api, storefront: Storefront, number: str
    ) -> None:
        assert reset(storefront, sent_token(api.tenant, number, RESET)).status == 204
        imported = customer_with(api.tenant, f"2.{EMAIL}", NewAccount(password_hash="1:1:a:b", legacy=True))

        assert [invite(api, each).status for each in (number, imported)] == [409, 409]

    def test_is_whoever_has_to_confirm_a_sign_up(
        self, api: Api, storefront: Storefront, configure: Configure
    ) -> None:
        configure("signUp.doubleOptIn", True)
        number = storefront.sign_up(EMAIL).json["id"]

        answer = invite(api, number)

        assert answer.status == 409
        assert answer.json["message"].endswith("has to confirm the sign-up first.")
