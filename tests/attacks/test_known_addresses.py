"""Somebody signs up with the address of a customer, to find out about it or to get into the account."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from customer_managed.sign_up import sign_up
from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.domain.log_in.throttling import MESSAGES
from shared.domain.message_kinds import MessageKind
from shared.domain.messages.events import EventName
from shared.runtime.wiring import wiring
from tests.component.customer_managed.credential_calls import (
    NEW_PASSWORD,
    request_reset,
    resend,
    reset,
    sent_token,
    stored_token,
)
from tests.component.customer_managed.own import signed_up
from tests.component.customer_managed.storefront import PASSWORD, SIGN_UP

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.component.api import Answer, Api
    from tests.component.customer_managed.storefront import Storefront
    from tests.component.events.heard import Heard
    from tests.component.tenants import Configure


RESET = TokenPurpose.PASSWORD_RESET
FLOOR = 0.2
STRANGERS = {
    "customerDetails": {"firstName": "Mallory", "lastName": "M", "preferredLanguage": "fr"},
    "customerAddress": {"contactName": "Mallory", "country": "FR"},
}


def attempt(
    storefront: Storefront, email: str, handler: Any = sign_up.lambda_handler, **options: Any
) -> Answer:
    return storefront.call(handler, SIGN_UP, {"email": email, "password": PASSWORD, **STRANGERS}, **options)


def shape(answer: Answer) -> tuple[Any, ...]:
    """What tells one answer from another, except which number it names."""
    number = answer.json.get("id", "")
    assert answer.headers.get("Location", number).endswith(number)
    return (
        answer.status,
        answer.text.replace(number, "#"),
        tuple(answer.headers),
        len(number),
        number.isdigit(),
    )


class TestAGuest:
    """A customer whom the shop knows by an order, without a password."""

    @pytest.fixture
    def guest(self, api: Api, email: str) -> str:
        members = {"contactEmail": email, "firstName": "Anna", "lastName": "Weber"}
        return api.created(members, query={"sendPasswordResetNotifications": "false"})

    @pytest.fixture
    def claims(self, configure: Configure) -> None:
        configure("signUp.claims", True)

    def test_who_signs_up_is_409_as_published(self, storefront: Storefront, guest: str, email: str) -> None:
        assert attempt(storefront, email).status == 409
        assert stored_token(storefront.tenant, guest, RESET) is None

    @pytest.mark.usefixtures("claims")
    def test_who_signs_up_is_answered_as_somebody_new(
        self, storefront: Storefront, guest: str, email: str
    ) -> None:
        known, new = attempt(storefront, email.upper()), attempt(storefront, f"2.{email}")

        assert shape(known) == shape(new)
        assert known.json["id"] != guest

    @pytest.mark.usefixtures("claims")
    def test_keeps_everything_as_it_was_before_the_link_is_used(
        self, storefront: Storefront, api: Api, guest: str, email: str
    ) -> None:
        before = api.get(guest, query="expand=addresses,accounts").json

        attempt(storefront, email)

        assert api.get(guest, query="expand=addresses,accounts").json == before
        assert storefront.log_in(email).status == 401
        assert api.numbers() == [guest]

    @pytest.mark.usefixtures("claims")
    def test_makes_the_account_its_own_by_the_link_with_a_password_chosen_there(
        self, storefront: Storefront, api: Api, guest: str, email: str
    ) -> None:
        attempt(storefront, email)
        token = stored_token(storefront.tenant, guest, RESET)
        assert token is not None
        assert (token.email, token.kind) == (email, MessageKind.ACCOUNT_CLAIM)
        assert 23 * 3600 < token.expires_at - time.time() <= 24 * 3600

        assert reset(storefront, sent_token(storefront.tenant, guest, RESET)).status == 204

        assert storefront.logged_in(email, NEW_PASSWORD)["initialPassword"] == "false"
        assert storefront.log_in(email, PASSWORD).status == 401  # that of the sign-up
        assert api.get(guest).json["firstName"] == "Anna"
        assert attempt(storefront, email).status == 409  # it has a password now

    @pytest.mark.usefixtures("claims")
    def test_gets_three_such_messages_an_hour_which_leave_those_for_a_reset_alone(
        self, storefront: Storefront, guest: str, email: str
    ) -> None:
        tokens = []
        for _ in range(MESSAGES + 2):
            assert attempt(storefront, email).status == 201
            tokens.append(sent_token(storefront.tenant, guest, RESET))

        assert len({*tokens}) == MESSAGES
        request_reset(storefront, email)
        assert sent_token(storefront.tenant, guest, RESET) not in tokens

    @pytest.mark.usefixtures("claims")
    @pytest.mark.parametrize("members", [{"active": False}, {"onHold": True}])
    def test_who_is_kept_out_stays_out(
        self, storefront: Storefront, api: Api, guest: str, email: str, members: dict[str, bool]
    ) -> None:
        api.patch(guest, members)

        assert attempt(storefront, email).status == 409
        assert stored_token(storefront.tenant, guest, RESET) is None

    @pytest.mark.usefixtures("claims")
    def test_with_double_opt_in_cannot_be_told_from_somebody_new_by_logging_in(
        self, storefront: Storefront, configure: Configure, guest: str, email: str
    ) -> None:
        assert guest
        configure("signUp.doubleOptIn", True)

        assert {attempt(storefront, each).status for each in (email, f"2.{email}")} == {201}

        assert {storefront.log_in(each).status for each in (email, f"2.{email}")} == {401}


class TestAnAccountThatIsHidden:
    @pytest.fixture(autouse=True)
    def hidden(self, storefront: Storefront, email: str, configure: Configure) -> None:
        signed_up(storefront, email)
        configure("signUp.doubleOptIn", True)
        configure("signUp.hidesExisting", True)

    def test_is_answered_as_an_address_that_nobody_has_and_as_late(
        self, storefront: Storefront, email: str
    ) -> None:
        patient = replace(wiring().sign_up_ports, refusal_floor=FLOOR)
        handler = replace(sign_up.lambda_handler, uses=lambda _: patient)
        answers = []

        for address in (email, f"2.{email}", email.upper(), f"2.{email}"):
            begun = time.monotonic()
            answers.append((shape(attempt(storefront, address, handler)), time.monotonic() - begun))

        assert {answer[0] for answer, _ in answers} == {201}
        assert len({answer for answer, _ in answers}) == 1
        assert min(seconds for _, seconds in answers) >= FLOOR

    def test_is_as_hidden_in_whatever_is_called_next(self, storefront: Storefront, email: str) -> None:
        known, new = email, f"2.{email}"
        assert [attempt(storefront, each).status for each in (known, new)] == [201, 201]

        assert {storefront.log_in(each, "a wrong guess").status for each in (known, new)} == {401}
        assert {resend(storefront, each).status for each in (known, new)} == {202}
        assert {request_reset(storefront, each).status for each in (known, new)} == {204}

    def test_of_one_idempotency_key_has_one_answer_like_any_other(
        self, storefront: Storefront, email: str
    ) -> None:
        for address in (email, f"2.{email}"):
            options = {"headers": {"Idempotency-Key": f"key of {address}"}}
            first, again = (attempt(storefront, address, **options) for _ in range(2))
            other = attempt(storefront, f"3.{address}", **options)

            assert (first.status, again.status, other.status) == (201, 201, 422)
            assert (again.text, again.headers["Location"]) == (first.text, first.headers["Location"])

    def test_is_refused_for_what_anybody_is_refused_for(self, storefront: Storefront, email: str) -> None:
        wrong = {"email": None, "password": PASSWORD, "customerDetails": {"preferredCurrency": "EURO"}}

        for address in (email, f"2.{email}"):
            answer = storefront.call(sign_up.lambda_handler, SIGN_UP, {**wrong, "email": address})
            assert (answer.status, {*answer.problems}) == (400, {"customerDetails.preferredCurrency"})

    def test_is_not_hidden_where_a_new_customer_can_log_in_at_once(
        self, storefront: Storefront, email: str, configure: Configure
    ) -> None:
        configure("signUp.doubleOptIn", False)

        assert attempt(storefront, email).status == 409


class TestAnAddressThatSomebodyIsReachedAt:
    """It is not the address that its customer logs in with."""

    @pytest.fixture
    def owner(self, api: Api, storefront: Storefront, email: str, configure: Configure, heard: Heard) -> str:
        number = signed_up(storefront, f"log-in.{email}").number
        assert api.patch(number, {"contactEmail": email}).status == 200
        configure("signUp.doubleOptIn", True)
        configure("signUp.hidesExisting", True)
        heard.all()
        return number

    @pytest.mark.parametrize("spelling", [str.lower, str.upper])
    def test_is_told_at_that_address(
        self, storefront: Storefront, owner: str, email: str, heard: Heard, spelling: Callable[[str], str]
    ) -> None:
        assert attempt(storefront, spelling(email)).status == 201

        messages = [detail for name, detail in heard.all() if name == EventName.MESSAGE]
        assert [(each["kind"], each["email"], each["customerNumber"]) for each in messages] == [
            ("ACCOUNT_EXISTS", email, owner)
        ]

    @pytest.mark.parametrize("change", [{"onHold": True}, {"contactEmail": "elsewhere@example.com"}])
    def test_is_not_told_to_who_is_kept_out_or_has_left_it(
        self,
        storefront: Storefront,
        api: Api,
        owner: str,
        email: str,
        heard: Heard,
        change: dict[str, Any],
    ) -> None:
        assert api.patch(owner, change).status == 200
        heard.all()

        assert attempt(storefront, email).status == 201

        assert [detail["kind"] for name, detail in heard.all() if name == EventName.MESSAGE] == []
