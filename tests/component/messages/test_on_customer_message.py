"""An event that asks for a message has it sent by SES, once (docs/operations.md, Messages)."""

import json
import re
import urllib.request
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from customer_managed.credentials import request_email_change
from local.engine import start_engine
from shared.adapters.dynamodb.keys import sent_message_key
from shared.adapters.dynamodb.stores.tenants import Tenants
from shared.adapters.mail.ses import MailUnavailable, MessageRejected, SesMailService
from shared.domain.instants import now
from shared.domain.message_kinds import MessageKind
from shared.domain.messages.events import Event, EventName, NoticeDue, events_of
from shared.domain.messages.messages import message_of
from shared.domain.messages.notices import new_notice
from shared.domain.messages.wording import Wording
from shared.runtime.wiring import wiring
from shared.use_cases.messages.send_message import MessagePorts
from tests.component.api import Api
from tests.component.customer_managed.own import signed_up
from tests.component.customer_managed.storefront import PASSWORD, Storefront
from tests.component.messages.queues import API, SENDER, AskedFor, send
from tests.component.messages.ses import CONFIGURATION_SET, Ses
from tests.component.stored_customers import customer_of
from tests.component.tenants import Configure, set_sender

TAG = re.compile(r"[a-zA-Z0-9_-]{1,256}")
TWO_DAYS = 2 * 24 * 3600


def subject_of(sent: dict[str, Any]) -> str:
    subject: str = sent["Content"]["Simple"]["Subject"]["Data"]
    return subject


@pytest.fixture
def reset(api: Api, asked_for: AskedFor, email: str) -> Event:
    """A customer without a password is to get a message."""
    api.created({"contactEmail": email})
    return asked_for.one()


class TestWhatIsSent:
    def test_a_message_goes_from_the_stack_to_the_customer_as_text_and_html(
        self,
        api: Api,
        messaging: MessagePorts,
        ses: Ses,
        asked_for: AskedFor,
        configure: Configure,
        email: str,
    ) -> None:
        configure("customer.passwordreset.redirecturl", "https://shop.example.com/reset?a=1")
        number = api.created({"contactEmail": email, "preferredLanguage": "de_DE"})
        event = asked_for.one()

        assert send(messaging, event) == []

        (sent,) = ses.taken
        link = f"https://shop.example.com/reset?a=1&token={event.payload['token']}"
        simple = sent["Content"]["Simple"]
        contents = [simple["Subject"], simple["Body"]["Text"], simple["Body"]["Html"]]
        assert (sent["FromEmailAddress"], sent["Destination"]) == (SENDER, {"ToAddresses": [email]})
        assert [content["Charset"] for content in contents] == ["UTF-8"] * 3
        assert simple["Subject"]["Data"] == "Wählen Sie ein Passwort für Ihr Kundenkonto"
        assert link in simple["Body"]["Text"]["Data"]
        assert f'<a href="{link.replace("&", "&amp;")}"' in simple["Body"]["Html"]["Data"]
        assert sent["ConfigurationSetName"] == CONFIGURATION_SET
        assert {tag["Name"]: tag["Value"] for tag in sent["EmailTags"]} == {
            "tenant": api.tenant,
            "customerNumber": number,
            "kind": "INVITATION",
        }
        assert all(TAG.fullmatch(tag["Value"]) for tag in sent["EmailTags"])

    def test_a_sign_up_waits_for_its_message_alone(
        self,
        storefront: Storefront,
        messaging: MessagePorts,
        ses: Ses,
        asked_for: AskedFor,
        configure: Configure,
    ) -> None:
        configure("signUp.doubleOptIn", True)
        configure("signUp.enableAccountCreationEmailConfirmation", True)
        storefront.sign_up("anna@example.com", customerDetails={"preferredLanguage": "fr"})

        send(messaging, *asked_for.all())

        (sent,) = ses.taken
        assert subject_of(sent) == "Confirmez votre adresse e-mail"
        assert f"{API}/customer/{storefront.tenant}/signup/confirmation?token=" in str(sent)

    def test_a_sign_up_is_confirmed_where_the_tenant_wants_it(
        self,
        storefront: Storefront,
        messaging: MessagePorts,
        ses: Ses,
        asked_for: AskedFor,
        configure: Configure,
    ) -> None:
        configure("signUp.enableAccountCreationEmailConfirmation", True)
        signup = {"email": "log.in@example.com", "password": PASSWORD}
        number = storefront.sign_up("anna@example.com", signup=signup).json["id"]
        event = asked_for.one()

        send(messaging, event)

        (sent,) = ses.taken
        assert sent["Destination"] == {"ToAddresses": ["log.in@example.com"]}
        assert subject_of(sent) == "Your account has been created"
        assert event.payload["customerNumber"] == number

    def test_a_sign_up_is_not_confirmed_by_default(
        self, storefront: Storefront, asked_for: AskedFor, email: str
    ) -> None:
        assert storefront.sign_up(email).status == 201

        assert asked_for.all() == []

    def test_a_repeated_sign_up_is_confirmed_once(
        self, storefront: Storefront, asked_for: AskedFor, configure: Configure, email: str
    ) -> None:
        configure("signUp.enableAccountCreationEmailConfirmation", True)

        storefront.sign_up(email)
        assert storefront.sign_up(email).status == 409

        assert len(asked_for.all()) == 1

    def test_a_new_address_is_confirmed_there(
        self, storefront: Storefront, messaging: MessagePorts, ses: Ses, asked_for: AskedFor, email: str
    ) -> None:
        own = signed_up(storefront, email)
        body = {"email": email, "password": PASSWORD, "newEmail": f"new.{email}"}
        route = "POST /customer/{tenant}/me/accounts/internal/email/change"
        assert own.call(request_email_change.lambda_handler, route, body).status == 204

        send(messaging, asked_for.one())

        (sent,) = ses.taken
        assert sent["Destination"] == {"ToAddresses": [f"new.{email}"]}

    def test_a_reminder_says_its_day(self, api: Api, messaging: MessagePorts, ses: Ses, email: str) -> None:
        customer = customer_of(api.tenant, api.created({"contactEmail": email}))
        notice = new_notice(customer, MessageKind.PASSWORD_MIGRATION_REMINDER, email=email, now=now())
        due = NoticeDue(replace(notice, language="fr-CH", day=date(2026, 12, 1)), now())
        (event,) = events_of(due, lambda *_: "", API)

        send(messaging, event)

        (sent,) = ses.taken
        assert "avant le 1er décembre 2026" in str(sent)

    def test_a_domain_goes_out_in_ascii(
        self, api: Api, messaging: MessagePorts, ses: Ses, asked_for: AskedFor
    ) -> None:
        set_sender(api.tenant, "laden@blümchen.example")
        api.created({"contactEmail": "Anna@Bücher.example"})

        send(messaging, asked_for.one())

        (sent,) = ses.taken
        assert sent["FromEmailAddress"] == "laden@xn--blmchen-o2a.example"
        assert sent["Destination"] == {"ToAddresses": ["Anna@xn--bcher-kva.example"]}

    @pytest.mark.parametrize(
        ("domain", "in_ascii"),
        [
            ("faß.example", "xn--fa-hia.example"),
            ("FAẞ.example", "xn--fa-hia.example"),
            ("ς.example", "xn--3xa.example"),
        ],
    )
    def test_no_message_goes_to_the_domain_of_somebody_else_that_older_rules_took_for_the_same(
        self, messaging: MessagePorts, ses: Ses, reset: Event, domain: str, in_ascii: str
    ) -> None:
        to = replace(reset, payload={**reset.payload, "email": f"anna@{domain}"})

        send(messaging, to)

        (sent,) = ses.taken
        assert sent["Destination"] == {"ToAddresses": [f"anna@{in_ascii}"]}

    def test_an_emulator_of_ses_takes_it(
        self, messaging: MessagePorts, reset: Event, email: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with start_engine(services=("ses",)) as engine:
            monkeypatch.setenv("AWS_ENDPOINT_URL_SESV2", engine.url)
            mail = SesMailService(CONFIGURATION_SET)
            there = replace(messaging, mail=mail)

            unverified = send(there, reset)
            mail._client.create_email_identity(EmailIdentity=SENDER.partition("@")[2])
            verified = send(there, reset)

            with urllib.request.urlopen(f"{engine.url}/_ministack/ses/messages") as answer:
                ((taken,),) = json.load(answer)["messages"].values()
        assert (unverified, verified) == ([0], [])
        assert (taken["Source"], taken["To"]) == (SENDER, [email])
        assert reset.payload["token"] in taken["BodyText"]
        assert reset.payload["token"] in taken["BodyHtml"]


class TestSenders:
    def test_a_tenant_writes_in_its_own_name(
        self,
        api: Api,
        messaging: MessagePorts,
        ses: Ses,
        asked_for: AskedFor,
        email: str,
    ) -> None:
        set_sender(api.tenant, "shop@tulips.example")
        api.created({"contactEmail": email})

        send(messaging, asked_for.one())

        assert [sent["FromEmailAddress"] for sent in ses.taken] == ["shop@tulips.example"]

    def test_without_any_sender_a_message_is_retried(
        self, api: Api, messaging: MessagePorts, ses: Ses, reset: Event
    ) -> None:
        nameless = replace(messaging, sender=None)

        assert send(nameless, reset) == [0]
        assert ses.requests == 0

        set_sender(api.tenant, "shop@tulips.example")
        read_anew = Tenants(wiring().table, lambda: wiring().key_cipher)
        assert send(replace(nameless, tenants=read_anew), reset) == []


class TestOnce:
    def test_an_event_that_is_retried_is_not_sent_again(
        self, messaging: MessagePorts, ses: Ses, reset: Event
    ) -> None:
        assert send(messaging, reset, reset) == []
        assert send(messaging, reset) == []

        assert len(ses.taken) == 1

    @pytest.mark.parametrize("days", [1, 7, 30])
    def test_that_it_was_sent_is_remembered_as_long_as_it_may_be_sent_and_for_two_days(
        self, messaging: MessagePorts, reset: Event, days: int
    ) -> None:
        may_be_sent_until = int(now().timestamp()) + days * TWO_DAYS // 2
        event = replace(reset, payload={**reset.payload, "expiresAt": may_be_sent_until})

        send(messaging, event)

        item = wiring().table.get(sent_message_key(reset.tenant, reset.id))
        assert item is not None
        expected = max(may_be_sent_until, now().timestamp() + TWO_DAYS)
        assert 0 <= expected - int(item["expiresAt"]["N"]) < 60
        assert item.keys() == {"pk", "sk", "schema", "expiresAt"}

    def test_another_message_of_the_same_kind_is_sent(
        self, api: Api, messaging: MessagePorts, ses: Ses, asked_for: AskedFor, email: str
    ) -> None:
        for name in ("anna", "eva"):
            api.created({"contactEmail": f"{name}.{email}"})

        assert send(messaging, *asked_for.all()) == []

        assert len(ses.taken) == 2

    def test_what_was_refused_is_not_remembered_as_sent(
        self, messaging: MessagePorts, ses: Ses, reset: Event
    ) -> None:
        ses.fail(400, "MessageRejected")
        assert send(messaging, reset) == [0]
        ses.clear()

        assert send(messaging, reset) == []

        assert len(ses.taken) == 1

    @pytest.mark.parametrize("kind", [EventName.PASSWORD_RESET, EventName.MESSAGE])
    def test_nothing_is_sent_that_has_expired(
        self, messaging: MessagePorts, ses: Ses, reset: Event, kind: EventName
    ) -> None:
        late = replace(reset, name=kind, payload={**reset.payload, "expiresAt": int(now().timestamp())})

        assert send(messaging, late) == []

        assert ses.requests == 0


class TestTrouble:
    @pytest.mark.parametrize(
        ("status", "code"),
        [(429, "TooManyRequestsException"), (503, "ServiceUnavailable"), (500, "InternalFailure")],
    )
    def test_a_passing_failure_is_retried_at_once_and_then_later(
        self, messaging: MessagePorts, ses: Ses, reset: Event, status: int, code: str
    ) -> None:
        ses.fail(status, code, times=1)
        assert send(messaging, reset) == []
        assert ses.requests == 2

        ses.clear()
        ses.fail(status, code)
        assert send(messaging, again(reset)) == [0]
        assert ses.requests == 2

    @pytest.mark.parametrize(
        ("status", "code"),
        [
            (400, "MessageRejected"),
            (400, "MailFromDomainNotVerifiedException"),
            (400, "BadRequestException"),
            (404, "NotFoundException"),
            (403, "AccessDeniedException"),
            (400, "SendingPausedException"),
        ],
    )
    def test_a_lasting_failure_is_retried_too_as_somebody_may_repair_it(
        self, messaging: MessagePorts, ses: Ses, reset: Event, status: int, code: str
    ) -> None:
        ses.fail(status, code)

        assert send(messaging, reset) == [0]
        assert ses.requests == 1

    @pytest.mark.parametrize(
        ("status", "code", "error"),
        [(400, "MessageRejected", MessageRejected), (503, "ServiceUnavailable", MailUnavailable)],
    )
    def test_of_what_ses_says_the_error_keeps_the_code_alone(
        self, messaging: MessagePorts, ses: Ses, reset: Event, status: int, code: str, error: type[Exception]
    ) -> None:
        ses.fail(status, code)
        wording = Wording(messaging.texts, {}, "en")

        with pytest.raises(error, match=f"^{code}$"):
            messaging.mail.send(message_of(reset.name, reset.detail(), wording), SENDER)

    def test_a_service_that_does_not_answer_is_tried_again_later(
        self, messaging: MessagePorts, reset: Event, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AWS_ENDPOINT_URL_SESV2", "http://127.0.0.1:9")

        assert send(replace(messaging, mail=SesMailService(None)), reset) == [0]

    def test_a_domain_that_cannot_be_written_in_ascii_is_refused(
        self, messaging: MessagePorts, ses: Ses, reset: Event
    ) -> None:
        unwritable = replace(reset, payload={**reset.payload, "email": f"anna@{'ü' * 70}.example"})

        assert send(messaging, unwritable) == [0]
        assert ses.requests == 0

    def test_one_message_keeps_no_other_from_being_sent(
        self, messaging: MessagePorts, ses: Ses, reset: Event
    ) -> None:
        unreadable = replace(again(reset), payload={"expiresAt": reset.payload["expiresAt"]})
        of_no_message = replace(again(reset), name=EventName.CREATED)

        assert send(messaging, unreadable, of_no_message, reset) == [0, 1]

        assert len(ses.taken) == 1

    def test_nothing_is_begun_when_time_is_short(
        self, messaging: MessagePorts, ses: Ses, reset: Event
    ) -> None:
        assert send(messaging, reset, again(reset), looks=1) == [1]

        assert len(ses.taken) == 1


def again(event: Event) -> Event:
    """Another event that says the same."""
    return replace(event, id=event.id[::-1])
