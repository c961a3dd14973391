"""Who is told what has happened to an account, where, and how often (api.md §5, Notices)."""

import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from shared.domain.instants import now
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.domain.messages.events import EventName
from shared.use_cases.messages import telling
from tests.component.api import Api
from tests.component.customer_managed.credential_calls import (
    NEW_PASSWORD,
    change,
    confirm_change,
    request_change,
    request_reset,
    reset,
    sent_token,
)
from tests.component.customer_managed.identity_providers.calls import Sso, token_of
from tests.component.customer_managed.own import Own, signed_up
from tests.component.customer_managed.storefront import PASSWORD, Storefront
from tests.component.events.heard import Heard
from tests.jwt_issuer import JwtIssuer


@pytest.fixture
def own(storefront: Storefront, email: str, heard: Heard) -> Own:
    """A customer with a session, of whom nothing has been heard since."""
    customer = signed_up(storefront, email)
    heard.all()
    return customer


def told(heard: Heard) -> list[tuple[str, str]]:
    """Kind and address of the notices since the last look."""
    return [(detail["kind"], detail["email"]) for name, detail in heard.all() if name == EventName.MESSAGE]


def resets(heard: Heard) -> list[dict[str, Any]]:
    return [detail for name, detail in heard.all() if name == EventName.PASSWORD_RESET]


def test_a_changed_password_is_told_to_the_address_of_the_account(own: Own, email: str, heard: Heard) -> None:
    assert change(own).status == 204

    assert told(heard) == [("PASSWORD_CHANGED", email)]


def test_a_password_that_was_reset_is_told_there_too(
    own: Own, storefront: Storefront, email: str, heard: Heard
) -> None:
    request_reset(storefront, email)
    token = sent_token(storefront.tenant, own.number, TokenPurpose.PASSWORD_RESET)

    assert reset(storefront, token).status == 204

    assert told(heard) == [("PASSWORD_CHANGED", email)]


def test_a_first_password_is_not_a_changed_one(
    api: Api, storefront: Storefront, email: str, heard: Heard
) -> None:
    number = api.created({"contactEmail": email})
    token = sent_token(storefront.tenant, number, TokenPurpose.PASSWORD_RESET)

    assert reset(storefront, token).status == 204

    assert told(heard) == []


def test_a_first_log_in_by_a_provider_is_told_once_to_the_customer_who_was_there(
    own: Own, sso: Sso, provider: JwtIssuer, email: str, heard: Heard
) -> None:
    assert own
    newcomer = f"new.{email}"
    for address in (newcomer, email, email):
        sso.exchanged(token_of(provider, address, sub=f"subject of {address}"))

    assert told(heard) == [("PROVIDER_ADDED", email)]


def test_a_changed_address_is_told_to_the_old_one(
    own: Own, storefront: Storefront, email: str, heard: Heard
) -> None:
    request_change(own, email, f"new.{email}")
    token = sent_token(storefront.tenant, own.number, TokenPurpose.EMAIL_CHANGE)
    assert told(heard) == []

    assert confirm_change(storefront, token).status == 204

    assert told(heard) == [("EMAIL_CHANGED", email)]


def test_of_each_kind_three_go_to_an_address_within_an_hour(
    own: Own, storefront: Storefront, email: str, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    passwords = [PASSWORD, *(f"{NEW_PASSWORD} {n}" for n in range(5))]
    for minutes, (current, new) in enumerate(itertools.pairwise(passwords)):
        monkeypatch.setattr(telling, "now", lambda later=timedelta(minutes=minutes): now() + later)
        assert change(own, current, new).status == 204

    assert told(heard) == [("PASSWORD_CHANGED", email)] * 3

    for _ in range(5):
        assert request_reset(storefront, email).status == 204
    assert len(resets(heard)) == 3


@pytest.mark.parametrize("members", [{"onHold": True}, {"active": False}])
def test_who_cannot_log_in_gets_no_message_for_a_reset(
    own: Own, api: Api, storefront: Storefront, email: str, heard: Heard, members: dict[str, bool]
) -> None:
    assert api.patch(own.number, members).status == 200

    assert request_reset(storefront, email).status == 204
    assert resets(heard) == []

    assert api.patch(own.number, {"onHold": False, "active": True}).status == 200
    assert request_reset(storefront, email).status == 204
    assert [detail["email"] for detail in resets(heard)] == [email]


def test_tries_to_change_the_address_that_fail_leave_the_notice_for_the_one_that_does_not(
    own: Own, api: Api, storefront: Storefront, email: str, heard: Heard
) -> None:
    # Given a change to an address that somebody claims who is in league with whoever asks for it
    new_email = f"new.{email}"
    request_change(own, email, new_email)
    token = sent_token(storefront.tenant, own.number, TokenPurpose.EMAIL_CHANGE)
    accomplice = api.created({"contactEmail": f"ally.{email}"})
    assert api.patch(accomplice, {"contactEmail": new_email}).status == 200
    assert [confirm_change(storefront, token).status for _ in range(5)] == [409] * 5

    # When the claim is given up, and the change succeeds
    assert api.patch(accomplice, {"contactEmail": f"ally.{email}"}).status == 200
    heard.all()
    assert confirm_change(storefront, token).status == 204

    # Then the old address is told
    assert told(heard) == [("EMAIL_CHANGED", email)]


class TestASignUpWithTheAddressOfAnAccount:
    STRANGER = "Mallory"

    @pytest.fixture
    def own(self, own: Own, configure: Callable[[str, object], None]) -> Own:
        """A customer whose tenant does not tell who has an account."""
        configure("signUp.doubleOptIn", True)
        configure("signUp.hidesExisting", True)
        return own

    def attempt(self, storefront: Storefront, email: str) -> None:
        details = {"firstName": self.STRANGER, "preferredLanguage": "fr"}
        assert storefront.sign_up(email, "another pass phrase", customerDetails=details).status == 201

    def test_is_told_to_its_owner_and_changes_nothing(
        self, own: Own, api: Api, storefront: Storefront, email: str, heard: Heard
    ) -> None:
        before = api.get(own.number).json

        self.attempt(storefront, email.upper())

        (detail,) = [detail for _, detail in heard.all()]
        assert (detail["kind"], detail["email"]) == ("ACCOUNT_EXISTS", email)
        assert (detail["customerNumber"], detail["language"]) == (own.number, before["preferredLanguage"])
        assert self.STRANGER not in str(detail)
        assert api.get(own.number).json == before
        assert storefront.log_in(email).status == 200

    def test_is_told_three_times_an_hour(
        self, own: Own, storefront: Storefront, email: str, heard: Heard, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert own
        for minutes in range(5):
            monkeypatch.setattr(telling, "now", lambda later=timedelta(minutes=minutes): now() + later)
            self.attempt(storefront, email)

        assert told(heard) == [("ACCOUNT_EXISTS", email)] * 3

    def test_is_not_told_to_who_cannot_log_in(
        self, own: Own, api: Api, storefront: Storefront, email: str, heard: Heard
    ) -> None:
        api.patch(own.number, {"onHold": True})
        heard.all()

        self.attempt(storefront, email)

        assert heard.all() == []

    def test_lets_a_guest_claim_it_if_the_tenant_wants_that(
        self,
        own: Own,
        api: Api,
        storefront: Storefront,
        email: str,
        heard: Heard,
        configure: Callable[[str, object], None],
    ) -> None:
        assert own
        guest = f"guest.{email}"
        number = api.created({"contactEmail": guest})
        heard.all()

        self.attempt(storefront, guest)
        assert told(heard) == [("ACCOUNT_EXISTS", guest)]
        configure("signUp.claims", True)
        self.attempt(storefront, guest)

        (claim,) = resets(heard)
        assert (claim["kind"], claim["email"], claim["customerNumber"]) == ("ACCOUNT_CLAIM", guest, number)
        assert reset(storefront, claim["token"]).status == 204
