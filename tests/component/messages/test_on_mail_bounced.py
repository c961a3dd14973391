"""Messages that come back are noted with the account of the address."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from shared.domain.customers.customer_rules import log_in_changed
from shared.domain.log_in.account import Account
from shared.domain.log_in.bounces import Bounce, BounceKind
from shared.domain.log_in.one_time_tokens import TokenPurpose, new_one_time_token
from shared.domain.log_in.proof import Proof, after_proof
from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.customer_managed.own import signed_up
from tests.component.customer_managed.storefront import PASSWORD, Storefront
from tests.component.events.stream import Stream
from tests.component.messages.queues import consume
from tests.component.stored_accounts import stored_account
from tests.component.stored_customers import customer_of
from triggers import on_mail_bounced

FIRST, LATER = "2026-11-22T09:00:06.669Z", "2026-11-22T10:00:00.000Z"
BOUNCED = Bounce(BounceKind.BOUNCE, datetime(2026, 11, 22, 9, 0, 6, 669000, UTC))
COMPLAINED = Bounce(BounceKind.COMPLAINT, datetime(2026, 11, 22, 10, tzinfo=UTC))
PERMANENT = {"bounceType": "Permanent"}

Detail = dict[str, Any]


@pytest.fixture
def number(api: Api, email: str) -> str:
    """The number of a customer with an account."""
    return api.created({"contactEmail": email, "password": PASSWORD})


@pytest.fixture
def bounce(tenant: str, number: str, email: str) -> Callable[..., Detail]:
    """SES's event of a message to the customer that bounced."""

    def detail(to: str = email, at: str = FIRST, customer: str = number, **bounce: str) -> Detail:
        recipients = [{"emailAddress": to, "action": "failed", "status": "5.1.1"}]
        bounce = {**PERMANENT, **bounce}
        return {
            "eventType": "Bounce",
            "bounce": {**bounce, "bouncedRecipients": recipients, "timestamp": at},
            "mail": {"destination": [to], "tags": tags(tenant, customer)},
        }

    return detail


@pytest.fixture
def complaint(tenant: str, number: str, email: str) -> Callable[..., Detail]:
    """SES's event of a message that the customer marked as spam."""

    def detail(at: str = LATER, **complaint: str) -> Detail:
        recipients = [{"emailAddress": email}]
        return {
            "eventType": "Complaint",
            "complaint": {**complaint, "complainedRecipients": recipients, "timestamp": at},
            "mail": {"destination": [email], "tags": tags(tenant, number)},
        }

    return detail


def tags(tenant: str, customer: str) -> dict[str, list[str]]:
    return {
        "ses:configuration-set": ["a-configuration-set"],
        "tenant": [tenant],
        "customerNumber": [customer],
        "kind": ["PASSWORD_RESET"],
    }


def tell(*details: Detail) -> None:
    """Give the function these events of SES, all of which it handles."""
    names = {"Bounce": "Email Bounced", "Complaint": "Email Complaint Received"}
    events = [(names[detail["eventType"]], detail) for detail in details]
    assert consume(on_mail_bounced.lambda_handler, *events) == []


def account(api: Api, email: str) -> Account:
    found = stored_account(api.tenant, email)
    assert found is not None
    return found


class TestWhatIsNoted:
    def test_a_permanent_bounce_and_when_it_came(
        self, api: Api, bounce: Callable[..., Detail], email: str
    ) -> None:
        before = account(api, email)
        assert before.bounce is None

        tell(bounce())

        assert account(api, email) == replace(before, bounce=BOUNCED)

    def test_a_complaint(self, api: Api, complaint: Callable[..., Detail], email: str) -> None:
        tell(complaint(complaintFeedbackType="abuse"))

        assert account(api, email).bounce == COMPLAINED

    @pytest.mark.parametrize("kind", ["Transient", "Undetermined"])
    def test_no_bounce_that_may_pass(
        self, api: Api, bounce: Callable[..., Detail], email: str, kind: str
    ) -> None:
        tell(bounce(bounceType=kind))

        assert account(api, email).bounce is None

    def test_no_complaint_that_is_praise(
        self, api: Api, complaint: Callable[..., Detail], email: str
    ) -> None:
        tell(complaint(complaintFeedbackType="not-spam"))

        assert account(api, email).bounce is None

    def test_the_latest_in_whatever_order_and_however_often_they_come(
        self, api: Api, bounce: Callable[..., Detail], complaint: Callable[..., Detail], email: str
    ) -> None:
        tell(complaint(), bounce())
        assert account(api, email).bounce == COMPLAINED

        tell(bounce(at="2026-11-23T09:00:06.669Z"))
        noted = account(api, email).bounce
        assert noted is not None
        assert noted.kind is BounceKind.BOUNCE

        tell(bounce(at="2026-11-23T09:00:06.669Z"), complaint())
        assert account(api, email).bounce == noted


class TestWhose:
    def test_the_accounts_however_its_address_is_written(
        self, api: Api, bounce: Callable[..., Detail], email: str
    ) -> None:
        tell(bounce(to=email.upper()))

        assert account(api, email).bounce == BOUNCED

    @pytest.mark.parametrize("written", ["anna@bücher.example", "anna@xn--bcher-kva.example"])
    def test_the_accounts_whichever_way_its_domain_is_written(
        self, api: Api, bounce: Callable[..., Detail], written: str
    ) -> None:
        number = api.created({"contactEmail": written})

        tell(bounce(to="anna@xn--bcher-kva.example", customer=number))

        assert account(api, written).bounce == BOUNCED

    @pytest.mark.parametrize(
        ("written", "on_the_wire"),
        [
            ("anna@faß.example", "anna@xn--fa-hia.example"),
            ("anna@xn--fa-hia.example", "anna@xn--fa-hia.example"),
        ],
        ids=["by newer rules", "and so written"],
    )
    def test_the_accounts_whatever_its_domain_stands_for(
        self, api: Api, bounce: Callable[..., Detail], written: str, on_the_wire: str
    ) -> None:
        number = api.created({"contactEmail": written})

        tell(bounce(to=on_the_wire, customer=number))

        assert account(api, written).bounce == BOUNCED

    @pytest.mark.parametrize("domain", ["xn--99999999.example", "xn--bb0c.example"])
    def test_nobodys_when_the_domain_stands_for_nothing_or_for_half_a_surrogate_pair(
        self, bounce: Callable[..., Detail], api: Api, email: str, domain: str
    ) -> None:
        tell(bounce(to=f"anna@{domain}"))

        assert account(api, email).bounce is None

    def test_nobodys_when_the_address_belongs_to_another_customer_now(
        self, api: Api, bounce: Callable[..., Detail], email: str
    ) -> None:
        tell(bounce(customer="1001"))

        assert account(api, email).bounce is None

    def test_nobodys_when_the_address_is_not_an_account(
        self, api: Api, bounce: Callable[..., Detail], email: str
    ) -> None:
        tell(bounce(to=f"new.{email}"))

        assert account(api, email).bounce is None
        assert stored_account(api.tenant, f"new.{email}") is None

    @pytest.mark.parametrize("missing", ["tenant", "customerNumber"])
    def test_nobodys_when_the_message_was_not_ours(
        self, api: Api, bounce: Callable[..., Detail], email: str, missing: str
    ) -> None:
        detail = bounce()
        del detail["mail"]["tags"][missing]

        tell(detail)

        assert account(api, email).bounce is None


class TestHowLong:
    def test_a_note_changes_neither_the_customer_nor_its_version(
        self, api: Api, bounce: Callable[..., Detail], number: str, engine_url: str
    ) -> None:
        before, stream = api.get(number, query="expand=accounts"), Stream(engine_url)

        tell(bounce())

        assert api.get(number, query="expand=accounts").text == before.text
        reader = wiring().change_reader
        assert [reader.read(record) for record in stream.records(api.tenant)] == [None]

    def test_it_outlives_other_writes_of_the_account(
        self, api: Api, bounce: Callable[..., Detail], number: str, email: str
    ) -> None:
        tell(bounce())
        customer, stored = customer_of(api.tenant, number), account(api, email)

        wiring().accounts.rehash(stored, "another hash")
        after = after_proof(customer, stored, Proof.RESET, password_hash="a hash")
        assert wiring().credentials.prove(customer, stored, after)
        assert api.patch(number, {"firstName": "Anna"}).status == 200

        assert account(api, email).bounce == BOUNCED

    @pytest.mark.parametrize("new", ["new.{}", "{}"], ids=["another", "another spelling"])
    def test_it_goes_when_the_customer_changes_the_address(
        self, storefront: Storefront, api: Api, bounce: Callable[..., Detail], new: str
    ) -> None:
        own = signed_up(storefront, "eva@example.com")
        new_email = new.format("Eva@example.com")
        tell(bounce(to="eva@example.com", customer=own.number))
        customer, stored = customer_of(api.tenant, own.number), account(api, "eva@example.com")
        assert stored.bounce == BOUNCED
        token = new_one_time_token(
            customer,
            TokenPurpose.EMAIL_CHANGE,
            email=stored.email,
            now=datetime.now(UTC).timestamp(),
            new_email=new_email,
        )
        assert wiring().credentials.send(token, asked_for=stored.email)

        now = datetime.now(UTC)
        change = partial(log_in_changed, email=new_email, syncs_contact_email=False, now=now)
        assert wiring().credentials.change_email(customer, stored, change, uses=token)

        moved = account(api, new_email)
        assert (moved.email, moved.bounce) == (new_email, None)

    def test_it_goes_with_the_customer(
        self, api: Api, bounce: Callable[..., Detail], number: str, email: str
    ) -> None:
        tell(bounce())
        api.delete(number)
        tell(bounce(at=LATER))
        assert stored_account(api.tenant, email) is None

        api.created({"contactEmail": email})

        assert account(api, email).bounce is None


def test_what_cannot_be_read_is_retried(bounce: Callable[..., Detail], api: Api, email: str) -> None:
    events = [("Email Bounced", {"mail": {}}), ("Email Bounced", bounce())]

    assert consume(on_mail_bounced.lambda_handler, *events) == [0]

    assert account(api, email).bounce == BOUNCED
