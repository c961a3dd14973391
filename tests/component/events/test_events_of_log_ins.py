"""Events of log-ins and one-time tokens (events.md)."""

import re
from collections.abc import Callable

from customer_managed.credentials import confirm_email_change, request_email_change, request_password_reset
from customer_managed.sign_up import resend_activation
from shared.domain.messages.events import EventName
from tests.component.api import Api
from tests.component.customer_managed.storefront import PASSWORD, Storefront
from tests.component.events.heard import Heard, said

TOKEN = re.compile(r"[\w-]+\.[0-9a-f]{32}\.[0-9a-f]{64}")


class TestLogIns:
    def test_a_sign_up_is_a_creation_alone(self, storefront: Storefront, email: str, heard: Heard) -> None:
        storefront.sign_up(email)

        assert heard.names() == [EventName.CREATED]

    def test_a_log_in(self, storefront: Storefront, email: str, heard: Heard) -> None:
        number = storefront.sign_up(email).json["id"]
        heard.all()

        token = storefront.logged_in(email)

        assert [(name, said(detail)) for name, detail in heard.all()] == [
            (EventName.LOGGED_IN, {"sessionId": token["session_id"], "customerId": number})
        ]

    def test_one_more_log_in_within_a_visit_is_one_more_event(
        self, storefront: Storefront, email: str, heard: Heard
    ) -> None:
        storefront.sign_up(email)
        storefront.logged_in(email)
        first = heard.only(EventName.LOGGED_IN)

        storefront.logged_in(email)

        assert heard.only(EventName.LOGGED_IN)["eventId"] != first["eventId"]

    def test_a_refresh_and_a_log_out_are_not_published(
        self, storefront: Storefront, email: str, heard: Heard
    ) -> None:
        storefront.sign_up(email)
        token = storefront.logged_in(email)
        heard.all()

        assert storefront.refresh(token["refresh_token"]).status == 200
        assert storefront.log_out(token["access_token"]).status == 204

        assert heard.all() == []


class TestOneTimeTokens:
    def reset(self, storefront: Storefront, email: str) -> None:
        route = "POST /customer/{tenant}/password/reset"
        storefront.call(request_password_reset.lambda_handler, route, {"email": email})

    def test_a_password_reset(
        self,
        storefront: Storefront,
        email: str,
        heard: Heard,
        configure: Callable[[str, object], None],
    ) -> None:
        configure("customer.passwordreset.redirecturl", "https://shop.example.com/reset?lang=en")
        number = storefront.sign_up(email).json["id"]
        heard.all()

        self.reset(storefront, email)

        detail = heard.only(EventName.PASSWORD_RESET)
        token = detail["token"]
        assert TOKEN.fullmatch(token)
        assert detail["expiresAt"] > 0
        assert said(detail) == {
            "email": email,
            "token": token,
            "site": "main",
            "customerNumber": number,
            "language": "en_US",
            "url": f"https://shop.example.com/reset?lang=en&token={token}",
            "expiresAt": detail["expiresAt"],
        }

    def test_the_token_of_an_event_is_good(self, storefront: Storefront, email: str, heard: Heard) -> None:
        from customer_managed.credentials import reset_password

        storefront.sign_up(email)
        self.reset(storefront, email)
        token = heard.only(EventName.PASSWORD_RESET)["token"]

        body = {"token": token, "password": "another long pass phrase"}
        answer = storefront.call(
            reset_password.lambda_handler, "POST /customer/{tenant}/password/reset/update", body
        )

        assert answer.status == 204

    def test_another_reset_is_another_event(self, storefront: Storefront, email: str, heard: Heard) -> None:
        storefront.sign_up(email)
        heard.all()

        self.reset(storefront, email)
        self.reset(storefront, email)

        tokens = {detail["token"] for _, detail in heard.all()}
        assert len(tokens) == 2

    def test_a_customer_that_a_seller_creates_gets_a_reset(self, api: Api, heard: Heard) -> None:
        api.created({"contactEmail": "anna@example.com"})

        assert heard.names() == [EventName.CREATED, EventName.PASSWORD_RESET]

    def test_double_opt_in(
        self,
        storefront: Storefront,
        email: str,
        heard: Heard,
        configure: Callable[[str, object], None],
    ) -> None:
        configure("signUp.doubleOptIn", True)
        number = storefront.sign_up(email).json["id"]

        detail = heard.only(EventName.OPT_IN)

        assert TOKEN.fullmatch(detail["token"])
        assert detail["customerNumber"] == number
        assert detail["activateAccountUrl"] == (
            f"https://customers.test/customer/{storefront.tenant}/signup/confirmation?token={detail['token']}"
        )

    def test_an_activation_that_is_sent_again_says_so(
        self,
        storefront: Storefront,
        email: str,
        heard: Heard,
        configure: Callable[[str, object], None],
    ) -> None:
        configure("signUp.doubleOptIn", True)
        storefront.sign_up(email)
        heard.all()

        route = "POST /customer/{tenant}/signup/optin/refresh_token"
        storefront.call(resend_activation.lambda_handler, route, {"email": email})

        events = dict(heard.all())
        assert set(events) == {EventName.OPT_IN, EventName.REFRESH_TOKEN}
        assert said(events[EventName.REFRESH_TOKEN]) == {"email": email}

    def test_an_email_change(self, storefront: Storefront, email: str, heard: Heard) -> None:
        number = storefront.sign_up(email).json["id"]
        token = storefront.logged_in(email)["access_token"]
        heard.all()
        new_email = f"new-{email}"

        route = "POST /customer/{tenant}/me/accounts/internal/email/change"
        body = {"email": email, "newEmail": new_email, "password": PASSWORD}
        assert storefront.call(request_email_change.lambda_handler, route, body, token=token).status == 204

        request = heard.only(EventName.EMAIL_CHANGE_REQUEST)
        one_time_token = request["token"]
        assert (request["customerId"], request["email"], request["newEmail"]) == (number, email, new_email)

        body = {"token": one_time_token}
        route += "/confirm"
        assert storefront.call(confirm_email_change.lambda_handler, route, body).status == 204

        events = dict(heard.all())
        assert set(events) == {EventName.EMAIL_CHANGE, EventName.UPDATED, EventName.MESSAGE}
        assert (events[EventName.MESSAGE]["kind"], events[EventName.MESSAGE]["email"]) == (
            "EMAIL_CHANGED",
            email,
        )
        assert said(events[EventName.EMAIL_CHANGE]) == {
            "customerId": number,
            "token": one_time_token,
            "email": email,
            "newEmail": new_email,
        }
        assert events[EventName.UPDATED]["accounts"] == [new_email]

    def test_later_changes_are_not_email_changes(
        self, api: Api, storefront: Storefront, email: str, heard: Heard
    ) -> None:
        number = storefront.sign_up(email).json["id"]
        token = storefront.logged_in(email)["access_token"]
        route = "POST /customer/{tenant}/me/accounts/internal/email/change"
        body = {"email": email, "newEmail": f"new-{email}", "password": PASSWORD}
        storefront.call(request_email_change.lambda_handler, route, body, token=token)
        body = {"token": heard.only(EventName.EMAIL_CHANGE_REQUEST)["token"]}
        storefront.call(confirm_email_change.lambda_handler, f"{route}/confirm", body)
        heard.all()

        api.patch(number, {"lastName": "Meyer"})

        assert heard.names() == [EventName.UPDATED]
