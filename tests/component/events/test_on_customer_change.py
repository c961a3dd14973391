"""Events of writes of the API (events.md)."""

from collections.abc import Callable
from dataclasses import replace
from operator import itemgetter
from typing import Any

import pytest

from shared.adapters.events.bus import ENTRY_BYTES
from shared.adapters.events.queue import MESSAGE_BYTES
from shared.domain.messages.events import EventName
from shared.runtime.wiring import wiring
from tenant_managed.addresses import create_address
from tests.component.api import Api
from tests.component.customer_managed.storefront import Storefront
from tests.component.events.heard import Heard, said
from tests.component.events.stream import Document, faulty_bus, is_profile, publish, retry
from tests.component.process import forget

ALL = ["events", "search", "history", "feed", "webhooks"]


def unreadable(record: Document, **image: Document) -> Document:
    """Return the record with an item that cannot be read."""
    return {**record, "dynamodb": {**record["dynamodb"], "NewImage": image}}


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

    def test_a_write_that_changes_nothing_is_not_published(self, api: Api, heard: Heard) -> None:
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
        from shared.adapters.dynamodb.writes import Delete

        number = store()
        heard.all()
        wiring().table.write(Delete(customer_key(tenant, number)))

        assert said(heard.only(EventName.DELETED)) == {"customerNumber": number, "sequence": 2}


class TestDelivery:
    def test_a_record_that_is_retried_leads_to_the_same_events(self, api: Api, heard: Heard) -> None:
        api.created({"contactEmail": "anna@example.com"})
        records = heard.records()

        publish(records)
        first = heard.taken()
        publish(records)

        def by_id(event: tuple[str, Document]) -> Any:
            return event[1]["eventId"]

        assert sorted(heard.taken(), key=by_id) == sorted(first, key=by_id)
        assert len(first) == 2

    def test_a_record_that_cannot_be_read_waits_for_a_retry_and_holds_up_no_other(
        self, api: Api, heard: Heard
    ) -> None:
        api.created()
        poison, api_wrote = heard.records(), api.created()
        poison[0]["dynamodb"]["NewImage"]["version"] = {"N": "many"}

        failed = publish([*poison, *heard.records()])

        assert failed == []
        waiting = sorted(heard.bus.retries(), key=itemgetter("projection"))
        assert sorted(each["projection"] for each in waiting) == sorted(ALL)
        assert all(each["record"] == poison[0] for each in waiting)
        assert [detail["id"] for _, detail in heard.taken()] == [api_wrote]

    def test_what_the_bus_does_not_take_waits_and_is_published_later_as_the_same_event(
        self, api: Api, heard: Heard
    ) -> None:
        numbers = [api.created() for _ in range(3)]
        records = heard.records()

        failed = publish(records, faulty_bus(refused=2))

        waiting = heard.bus.retries()
        assert failed == []
        assert waiting == [{"projection": "events", "record": records[1]}]
        assert heard.taken() == []  # the answer was made up; what counts is what waits
        assert retry(*waiting) == []
        ((_, later),) = heard.taken()
        assert later["customerNumber"] == numbers[1]
        publish(records)
        assert later in [detail for _, detail in heard.taken()]

    def test_a_record_that_fails_again_is_reported_to_the_queue_and_the_next_has_its_turn(
        self, api: Api, heard: Heard
    ) -> None:
        number = api.created()
        (record,) = heard.records()
        waiting = [
            {"projection": "events", "record": unreadable(record)},
            {"projection": "of a later release", "record": record},
            {"projection": "events", "record": record},
        ]

        failed = retry(*waiting)

        assert failed == waiting[:2]
        assert [detail["customerNumber"] for _, detail in heard.taken()] == [number]

    def test_only_what_the_queue_does_not_take_is_reported_to_the_stream(
        self, api: Api, heard: Heard, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        numbers = [api.created() for _ in range(3)]
        records = heard.records()
        poison = unreadable(records[1])
        forget("projection_retries", "projection_ports")
        monkeypatch.setenv("AWS_ENDPOINT_URL_SQS", "http://127.0.0.1:9")

        failed = publish([records[0], poison, records[2]])

        assert failed == [poison["dynamodb"]["SequenceNumber"]]
        assert {detail["customerNumber"] for _, detail in heard.taken()} == {numbers[0], numbers[2]}

    def test_a_record_too_large_for_the_queue_is_reported_and_the_others_wait(
        self, api: Api, heard: Heard
    ) -> None:
        api.created()
        (record,) = heard.records()
        poison, large = unreadable(record), unreadable(record, text={"S": "x" * MESSAGE_BYTES})
        large["dynamodb"]["SequenceNumber"] = "1"

        failed = publish([poison, large, poison])

        assert failed == ["1"]
        assert [waiting["record"] for waiting in heard.bus.retries()] == [poison, poison] * len(ALL)

    def test_a_bus_that_cannot_be_reached_fails_what_has_something_to_say(
        self, api: Api, storefront: Storefront, email: str, heard: Heard
    ) -> None:
        for _ in range(12):
            api.created()
        storefront.sign_up(email)
        storefront.logged_in(email)
        records = heard.records()

        assert publish(records, faulty_bus()) == []

        waiting = [each["record"] for each in heard.bus.retries()]
        silent = [record for record in records if record not in waiting]
        assert len(waiting) == 14
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

    def test_only_the_kind_of_error_is_logged(
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

        assert failed == []
        assert [vars(logged)["projection"] for logged in caplog.records] == ALL
        assert {vars(logged)["error_type"] for logged in caplog.records} == {"ValueError"}
        assert "Tellmenot" not in repr([vars(logged) for logged in caplog.records])
        assert "Tellmenot" not in capsys.readouterr().out
