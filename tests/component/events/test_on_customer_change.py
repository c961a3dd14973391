"""What a write of the API puts on the bus (events.md)."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from customer_managed.credentials import confirm_email_change, request_email_change, request_password_reset
from customer_managed.sign_up import resend_activation
from shared.adapters.events.bus import ENTRY_BYTES
from shared.domain.messages.events import EventName
from shared.runtime.wiring import wiring
from tenant_managed.addresses import create_address
from tests.component.api import Api
from tests.component.customer_managed.storefront import PASSWORD, Storefront
from tests.component.events.stream import Bus, Document, Stream, faulty_bus, is_profile, publish

TOKEN = re.compile(r"[\w-]+\.[0-9a-f]{32}\.[0-9a-f]{64}")


class Heard:
    """The events that the writes of a test lead to."""

    def __init__(self, tenant: str, stream: Stream, bus: Bus) -> None:
        self.tenant = tenant
        self.stream = stream
        self.bus = bus

    def records(self) -> list[Document]:
        return self.stream.records(self.tenant)

    def all(self) -> list[tuple[str, Document]]:
        """Name and detail of every event, what its envelope and its head say checked on the way."""
        assert publish(self.records()) == []
        return self.taken()

    def taken(self) -> list[tuple[str, Document]]:
        events = []
        for event in self.bus.taken():
            assert event["source"] == "customer-service"
            assert event["detail"]["tenant"] == self.tenant
            assert re.fullmatch(r"[0-9a-f]{32}", event["detail"]["eventId"])
            assert re.fullmatch(r"20\d\d-\d\d-\d\dT[\d:]{8}\.\d{3}Z", event["detail"]["occurredAt"])
            events.append((event["detail-type"], event["detail"]))
        return events

    def names(self) -> list[str]:
        return sorted(name for name, _ in self.all())

    def only(self, name: str) -> Document:
        (detail,) = [detail for found, detail in self.all() if found == name]
        return detail


@pytest.fixture
def heard(tenant: str, stream: Stream, bus: Bus) -> Heard:
    return Heard(tenant, stream, bus)


def said(detail: Document) -> Document:
    """What an event says beside what every event does."""
    return {name: value for name, value in detail.items() if name not in {"tenant", "eventId", "occurredAt"}}


class TestCustomers:
    def test_a_creation(self, api: Api, heard: Heard) -> None:
        number = api.created(
            {
                "title": "MS",
                "firstName": "Anna",
                "middleName": "M.",
                "lastName": "Weber",
                "company": "Weber AG",
                "contactPhone": "+49 30 1",
                "contactEmail": "Anna@example.com",
                "b2b": {"companyRegistrationId": "HRB 1"},
                "mixins": {"shop": {"points": 3}},
                "metadata": {"mixins": {"shop": "https://schemas.example.com/shop.json"}},
            },
            query={"sendPasswordResetNotifications": "false"},
        )

        assert said(heard.only(EventName.CREATED)) == {
            "customerNumber": number,
            "id": number,
            "title": "MS",
            "firstName": "Anna",
            "middleName": "M.",
            "lastName": "Weber",
            "company": "Weber AG",
            "contactPhone": "+49 30 1",
            "contactEmail": "Anna@example.com",
            "accounts": ["Anna@example.com"],
            "preferredSite": "main",
            "preferredCurrency": "USD",
            "preferredLanguage": "en_US",
            "active": True,
            "onHold": False,
            "type": "CUSTOMER",
            "b2b": {"companyRegistrationId": "HRB 1"},
            "mixins": {"shop": {"points": 3}},
            "metadata": {"mixins": {"shop": "https://schemas.example.com/shop.json"}, "version": 1},
            "sequence": 1,
        }

    def test_a_contact_has_no_account_in_it(self, api: Api, heard: Heard) -> None:
        api.created({"type": "CONTACT", "contactEmail": "anna@example.com"})

        assert heard.only(EventName.CREATED)["accounts"] == []

    def test_a_change_names_who_made_it_and_carries_the_next_sequence(self, api: Api, heard: Heard) -> None:
        number = api.created({"lastName": "Weber"})
        heard.all()

        replace(api, subject="back-office").patch(number, {"lastName": "Meyer"})

        detail = heard.only(EventName.UPDATED)
        assert detail["updatedBy"] == "back-office"
        assert detail["lastName"] == "Meyer"
        assert detail["sequence"] == detail["metadata"]["version"] == 2

    def test_a_change_of_an_address_is_one_of_the_customer(self, api: Api, heard: Heard) -> None:
        number = api.created()
        heard.all()

        route = "POST /customer/{tenant}/customers/{customerNumber}/addresses"
        body = {"contactName": "Anna", "city": "Berlin", "isDefault": True}
        api.request(create_address.lambda_handler, route, body, customerNumber=number)

        detail = heard.only(EventName.UPDATED)
        assert [address["city"] for address in detail["addresses"]] == ["Berlin"]
        assert detail["defaultAddress"]["contactName"] == "Anna"

    def test_a_write_that_changes_nothing_is_not_heard_of(self, api: Api, heard: Heard) -> None:
        number = api.created({"lastName": "Weber"})
        heard.all()

        api.patch(number, {"lastName": "Weber"})

        assert heard.all() == []

    def test_a_deletion_names_who_asked_for_it_and_comes_last(self, api: Api, heard: Heard) -> None:
        number = api.created({"contactEmail": "anna@example.com"})
        heard.all()

        replace(api, subject="back-office").delete(number)

        assert said(heard.only(EventName.DELETED)) == {
            "customerNumber": number,
            "email": "anna@example.com",
            "triggeredBy": "back-office",
            "sequence": 2,
        }

    def test_a_deletion_of_a_contact_names_where_it_was_reached(self, api: Api, heard: Heard) -> None:
        number = api.created({"type": "CONTACT", "contactEmail": "anna@example.com"})
        api.delete(number)

        assert heard.only(EventName.DELETED)["email"] == "anna@example.com"

    def test_a_recreation_is_a_creation(
        self, api: Api, heard: Heard, configure: Callable[[str, object], None]
    ) -> None:
        configure("enableRecreationOfDeletedCustomer", True)
        number = api.created({"id": "again"})
        api.delete(number)
        heard.all()

        api.created({"id": "again"})

        assert heard.names() == [EventName.CREATED]

    def test_a_profile_that_somebody_removed_by_hand_is_a_deletion(
        self, store: Callable[..., str], tenant: str, heard: Heard
    ) -> None:
        from shared.adapters.dynamodb.keys import customer_key
        from shared.adapters.dynamodb.table import Delete

        number = store()
        heard.all()
        wiring().table.write(Delete(customer_key(tenant, number)))

        assert said(heard.only(EventName.DELETED)) == {"customerNumber": number, "sequence": 2}


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

    def test_a_refresh_and_a_log_out_are_not_heard_of(
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
            f"https://customers.test/customer/{storefront.tenant}/signup/optin/{detail['token']}"
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
        assert set(events) == {EventName.EMAIL_CHANGE, EventName.UPDATED}
        assert said(events[EventName.EMAIL_CHANGE]) == {
            "customerId": number,
            "token": one_time_token,
            "email": email,
            "newEmail": new_email,
        }
        assert events[EventName.UPDATED]["accounts"] == [new_email]

    def test_later_changes_are_no_email_change(
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


class TestDelivery:
    def test_a_record_that_comes_again_leads_to_the_same_events(self, api: Api, heard: Heard) -> None:
        api.created({"contactEmail": "anna@example.com"})
        records = heard.records()

        publish(records)
        first = heard.taken()
        publish(records)

        def by_id(event: tuple[str, Document]) -> Any:
            return event[1]["eventId"]

        assert sorted(heard.taken(), key=by_id) == sorted(first, key=by_id)
        assert len(first) == 2

    def test_a_record_that_cannot_be_read_is_reported_and_holds_up_no_other(
        self, api: Api, heard: Heard
    ) -> None:
        api.created()
        poison, api_wrote = heard.records(), api.created()
        poison[0]["dynamodb"]["NewImage"]["version"] = {"N": "many"}

        failed = publish([*poison, *heard.records()])

        assert failed == [poison[0]["dynamodb"]["SequenceNumber"]]
        assert [detail["id"] for _, detail in heard.taken()] == [api_wrote]

    def test_what_the_bus_does_not_take_is_reported_and_the_rest_is_published(
        self, api: Api, heard: Heard
    ) -> None:
        numbers = [api.created() for _ in range(3)]
        records = heard.records()

        failed = publish(records, faulty_bus(refused=2))

        assert failed == [records[1]["dynamodb"]["SequenceNumber"]]
        assert heard.taken() == []  # the answer was made up; what counts is what is reported
        assert len(numbers) == len(records)

    def test_a_bus_that_cannot_be_reached_fails_what_has_something_to_say(
        self, api: Api, storefront: Storefront, email: str, heard: Heard
    ) -> None:
        for _ in range(12):
            api.created()
        storefront.sign_up(email)
        storefront.logged_in(email)
        records = heard.records()

        failed = publish(records, faulty_bus())

        silent = [record for record in records if record["dynamodb"]["SequenceNumber"] not in failed]
        assert len(failed) == 14
        assert {record["eventName"] for record in silent if is_profile(record)} == {"MODIFY"}

    def test_many_changes_at_once_all_come(self, api: Api, heard: Heard) -> None:
        numbers = {api.created() for _ in range(23)}

        assert {detail["id"] for _, detail in heard.all()} == numbers

    def test_a_customer_too_large_for_the_bus_goes_without_what_can_be_read_again(
        self, api: Api, heard: Heard
    ) -> None:
        number = api.created({"mixins": {"shop": {"text": "x" * ENTRY_BYTES}}})

        detail = heard.only(EventName.CREATED)

        assert detail["id"] == number
        assert detail["omitted"] == ["mixins"]
        assert "mixins" not in detail

    def test_no_customer_that_the_api_takes_is_too_large_for_the_bus(self, api: Api, heard: Heard) -> None:
        schemas = {f"mixin{place}": f"https://example.com/{'x' * 2000}" for place in range(150)}
        number = api.created({"metadata": {"mixins": schemas}})

        detail = heard.only(EventName.CREATED)

        assert detail["id"] == number
        assert "metadata" in detail["omitted"]
        assert detail["sequence"] == 1

    def test_nothing_but_the_kind_of_error_is_logged(
        self,
        api: Api,
        heard: Heard,
        capsys: pytest.CaptureFixture[str],
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        api.created({"lastName": "Tellmenot"})
        records = heard.records()
        records[0]["dynamodb"]["NewImage"]["modifiedAt"] = {"S": "Tellmenot"}

        failed = publish(records)

        (logged,) = caplog.records
        assert len(failed) == 1
        assert vars(logged)["error_type"] == "ValueError"
        assert "Tellmenot" not in repr(vars(logged))
        assert "Tellmenot" not in capsys.readouterr().out
