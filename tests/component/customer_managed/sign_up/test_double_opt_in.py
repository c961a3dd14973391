"""Sign-up with double opt-in: nobody logs in before the e-mail address is confirmed."""

import time
from collections.abc import Callable

import pytest

from shared.domain.log_in.one_time_tokens import TokenPurpose
from shared.domain.log_in.throttling import MESSAGES
from shared.domain.tenants.standing import TextEntries
from tests.component.api import Api
from tests.component.customer_managed.credential_calls import (
    alter_token,
    confirm,
    let_an_hour_pass,
    messages_asked_for,
    request_reset,
    resend,
    sent_token,
    stored_token,
)
from tests.component.customer_managed.own import signed_up
from tests.component.customer_managed.storefront import Storefront, claims_of
from tests.component.rivals import RIVALS, at_once, statuses
from tests.component.tenants import set_text_entries


@pytest.fixture
def number(storefront: Storefront, configure: Callable[[str, object], None], email: str) -> str:
    """A customer who has signed up and not confirmed the e-mail address."""
    configure("signUp.doubleOptIn", True)
    answer = storefront.sign_up(email)
    assert answer.status == 201, answer.text
    return str(answer.json["id"])


def opt_in_token(storefront: Storefront, number: str) -> str:
    return sent_token(storefront.tenant, number, TokenPurpose.OPT_IN)


class TestBeforeTheConfirmation:
    def test_the_right_password_is_answered_like_a_wrong_one(
        self, storefront: Storefront, number: str, email: str
    ) -> None:
        right, wrong = storefront.log_in(email), storefront.log_in(email, "wrong password")

        assert right.status == 401
        assert (right.status, right.text, right.headers.keys()) == (401, wrong.text, wrong.headers.keys())

    def test_the_message_goes_to_what_the_customer_logs_in_with(
        self, storefront: Storefront, configure: Callable[[str, object], None], email: str
    ) -> None:
        configure("signUp.doubleOptIn", True)
        details = {"preferredSite": "shop", "preferredLanguage": "de-DE"}
        log_in = {"email": f"Log-In-{email}", "password": "another pass phrase"}

        created = storefront.sign_up(email, customerDetails=details, signup=log_in)

        token = stored_token(storefront.tenant, created.json["id"], TokenPurpose.OPT_IN)
        assert token is not None
        assert (token.email, token.site, token.language) == (log_in["email"], "shop", "de-DE")

    def test_without_double_opt_in_there_is_no_token(self, storefront: Storefront, email: str) -> None:
        number = signed_up(storefront, email).number

        assert stored_token(storefront.tenant, number, TokenPurpose.OPT_IN) is None


class TestTheConfirmation:
    def test_puts_the_customer_in_the_order_that_lists_have_by_then(
        self, storefront: Storefront, configure: Callable[[str, object], None], email: str
    ) -> None:
        configure("signUp.doubleOptIn", True)
        set_text_entries(storefront.tenant, TextEntries.FORMER)
        details = {"lastName": "\u00c4rger"}
        number = str(storefront.sign_up(email, customerDetails=details).json["id"])
        set_text_entries(storefront.tenant, TextEntries.PRESENT)
        api = Api(storefront.tenant)
        first, last = api.created({"lastName": "Abel"}), api.created({"lastName": "Zimmer"})

        assert confirm(storefront, opt_in_token(storefront, number)).status == 200

        assert api.numbers(sort="lastName") == [first, number, last]
        assert api.numbers(q="lastName:\u00c4rger") == [number]

    def test_begins_a_session_and_opens_the_account(
        self, storefront: Storefront, number: str, email: str
    ) -> None:
        answer = confirm(storefront, opt_in_token(storefront, number))

        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.json["session_id"] == storefront.visit["sessionId"]
        assert answer.json["initialPassword"] == "false"
        assert answer.json["accessToken"] == answer.json["access_token"]
        assert claims_of(answer.json["saas_token"])["sub"] == number
        assert storefront.validated(answer.json["access_token"]).json["email"] == email
        assert storefront.log_in(email).status == 200

    def test_works_once(self, storefront: Storefront, number: str) -> None:
        token = opt_in_token(storefront, number)

        first, again = confirm(storefront, token), confirm(storefront, token)

        assert (first.status, again.status, again.json["type"]) == (200, 400, "bad_request")

    def test_of_many_at_once_is_one(self, storefront: Storefront, number: str) -> None:
        token, visitor = opt_in_token(storefront, number), storefront.visit

        answers = at_once(lambda _: confirm(storefront, token))

        assert visitor
        assert statuses(answers) == {200: 1, 400: RIVALS - 1}

    def test_of_a_customer_who_is_not_let_in_yet_is_kept(
        self, storefront: Storefront, configure: Callable[[str, object], None], api: Api, email: str
    ) -> None:
        configure("signUp.doubleOptIn", True)
        configure("customerActiveOnCreation", False)
        number = storefront.sign_up(email).json["id"]

        answer = confirm(storefront, opt_in_token(storefront, number))

        assert (answer.status, answer.json["type"]) == (401, "unauthorized")
        api.patch(number, {"active": True})
        assert storefront.log_in(email).status == 200

    def test_does_not_change_the_customer(self, storefront: Storefront, number: str, api: Api) -> None:
        confirm(storefront, opt_in_token(storefront, number))

        assert api.get(number).json["metadata"]["version"] == 1


class TestResending:
    def test_voids_the_token_before(self, storefront: Storefront, number: str, email: str) -> None:
        before = opt_in_token(storefront, number)

        answer = resend(storefront, email)

        assert (answer.status, answer.text) == (202, "")
        assert confirm(storefront, before).status == 400
        assert confirm(storefront, opt_in_token(storefront, number)).status == 200

    def test_sends_to_the_address_as_it_is_stored(
        self, storefront: Storefront, number: str, email: str
    ) -> None:
        alter_token(storefront.tenant, number, TokenPurpose.OPT_IN, email="not looked at")

        resend(storefront, email.upper())

        token = stored_token(storefront.tenant, number, TokenPurpose.OPT_IN)
        assert token is not None
        assert token.email == email

    def test_answers_the_same_for_every_address(
        self, storefront: Storefront, number: str, email: str
    ) -> None:
        signed_up_and_confirmed = f"other-{email}"
        confirmed = storefront.sign_up(signed_up_and_confirmed).json["id"]
        confirm(storefront, opt_in_token(storefront, confirmed))

        answers = [
            resend(storefront, address)
            for address in (email, signed_up_and_confirmed, f"nobody-{email}", "no address")
        ]

        assert {answer.status for answer in answers} == {202}
        assert len({(answer.text, tuple(answer.headers)) for answer in answers}) == 1
        assert stored_token(storefront.tenant, confirmed, TokenPurpose.OPT_IN) is None

    def test_sends_three_in_an_hour_and_says_nothing_of_more(
        self, storefront: Storefront, number: str, email: str
    ) -> None:
        tokens = [opt_in_token(storefront, number)]
        answers = []
        for _ in range(MESSAGES + 2):
            answers.append(resend(storefront, email))
            tokens.append(opt_in_token(storefront, number))

        assert {(answer.status, answer.text) for answer in answers} == {(202, "")}
        assert len(set(tokens)) == MESSAGES
        let_an_hour_pass(storefront.tenant, email, TokenPurpose.OPT_IN)
        resend(storefront, email)
        assert opt_in_token(storefront, number) not in tokens

    def test_counts_what_is_asked_for_at_once(self, storefront: Storefront, number: str, email: str) -> None:
        assert storefront.visit

        answers = at_once(lambda _: resend(storefront, email))

        assert statuses(answers) == {202: RIVALS}
        assert messages_asked_for(storefront.tenant, email, TokenPurpose.OPT_IN) == MESSAGES

    def test_is_not_counted_together_with_reset_messages(
        self, storefront: Storefront, number: str, email: str
    ) -> None:
        for _ in range(MESSAGES):
            resend(storefront, email)

        request_reset(storefront, email)

        assert stored_token(storefront.tenant, number, TokenPurpose.PASSWORD_RESET) is not None


class TestATokenThatIsNoGood:
    def test_has_expired(self, storefront: Storefront, number: str) -> None:
        token = opt_in_token(storefront, number)
        alter_token(storefront.tenant, number, TokenPurpose.OPT_IN, expires_at=int(time.time()) - 1)

        assert confirm(storefront, token).status == 400

    def test_lives_for_a_day(self, storefront: Storefront, number: str) -> None:
        token = stored_token(storefront.tenant, number, TokenPurpose.OPT_IN)

        assert token is not None
        assert abs(token.expires_at - time.time() - 24 * 3600) < 60

    def test_is_of_a_customer_who_was_deleted(self, storefront: Storefront, number: str, api: Api) -> None:
        token = opt_in_token(storefront, number)
        api.delete(number)

        assert confirm(storefront, token).status == 400

    def test_is_of_a_customer_who_was_deleted_and_created_again(
        self,
        storefront: Storefront,
        number: str,
        configure: Callable[[str, object], None],
        api: Api,
        email: str,
    ) -> None:
        configure("enableRecreationOfDeletedCustomer", True)
        token = opt_in_token(storefront, number)
        api.delete(number)
        api.created({"id": number, "contactEmail": email, "password": "a new pass phrase"})

        assert confirm(storefront, token).status == 400
