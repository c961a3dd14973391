"""One-time tokens and reminders become messages in the mailbox of the state folder."""

import stat
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.engine import start_engine
from local.mailbox.delivery import Delivery
from local.mailbox.store import CAPACITY, MAILBOX_FILE, Mailbox, MailboxFailed
from local.table_stream import Position, TableStream, stream_of
from shared.adapters.dynamodb.items import MigrationReminderItem
from shared.adapters.dynamodb.keys import migration_reminder_key
from shared.adapters.dynamodb.one_time_tokens import token_put
from shared.domain.customer import Customer
from shared.domain.instants import now
from shared.domain.message_texts import Kind
from shared.domain.messages import Message
from shared.domain.one_time_tokens import OneTimeToken, Purpose, new_one_time_token
from shared.runtime import wiring
from shared.use_cases.credentials.one_time_tokens import minted

from .streams import StreamedTable

API = "http://127.0.0.1:8080"
NOWHERE = Position("nowhere")
CUSTOMER = Customer(tenant="acme", number="1001", created_at=now(), modified_at=now(), incarnation="i")


def token(email: str = "anna@example.com", **others: Any) -> OneTimeToken:
    given = {"purpose": Purpose.PASSWORD_RESET, "now": time.time(), **others}
    return new_one_time_token(CUSTOMER, email=email, **given)


def message(number: int, to: str = "anna@example.com") -> Message:
    return Message(
        id=f"m{number}",
        kind=Kind.PASSWORD_RESET,
        tenant="acme",
        site="main",
        language="en",
        to=to,
        subject="Hello",
        text="How are you?",
    )


def wait_until(condition: Callable[[], object], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


@pytest.fixture
def mailbox(tmp_path: Path) -> Mailbox:
    return Mailbox(tmp_path)


class TestMailbox:
    def test_it_begins_empty_and_leaves_no_file(self, mailbox: Mailbox, tmp_path: Path) -> None:
        assert (mailbox.messages(), mailbox.position, mailbox.message("m1")) == ([], None, None)
        assert list(tmp_path.iterdir()) == []

    def test_messages_are_listed_newest_first(self, mailbox: Mailbox) -> None:
        mailbox.receive([message(1), message(2)], NOWHERE)
        mailbox.receive([message(3)], NOWHERE)

        assert [each["id"] for each in mailbox.messages()] == ["m3", "m2", "m1"]

    def test_they_can_be_those_to_one_address_however_it_is_written(self, mailbox: Mailbox) -> None:
        mailbox.receive([message(1, "Anna@example.com"), message(2, "ben@example.com")], NOWHERE)

        assert [each["id"] for each in mailbox.messages(to="anna@EXAMPLE.com")] == ["m1"]

    def test_one_can_be_found(self, mailbox: Mailbox) -> None:
        mailbox.receive([message(1), message(2)], NOWHERE)

        found = mailbox.message("m1")

        assert found is not None
        assert (found["id"], found["to"]) == ("m1", "anna@example.com")
        assert mailbox.message("m3") is None

    def test_a_message_that_comes_twice_is_there_once(self, mailbox: Mailbox) -> None:
        mailbox.receive([message(1)], NOWHERE)
        mailbox.receive([message(1), message(2)], NOWHERE)

        assert [each["id"] for each in mailbox.messages()] == ["m2", "m1"]

    def test_the_oldest_make_room(self, mailbox: Mailbox) -> None:
        mailbox.receive([message(number) for number in range(CAPACITY)], NOWHERE)
        mailbox.receive([message(CAPACITY)], NOWHERE)

        found = mailbox.messages()
        assert len(found) == CAPACITY
        assert (found[0]["id"], found[-1]["id"]) == (f"m{CAPACITY}", "m1")

    def test_it_can_be_emptied_without_forgetting_how_far_the_stream_was_read(self, mailbox: Mailbox) -> None:
        mailbox.receive([message(1)], Position("stream", {"shard": "7"}))

        mailbox.clear()

        assert mailbox.messages() == []
        assert mailbox.position == Position("stream", {"shard": "7"})

    def test_only_its_owner_can_read_it(self, mailbox: Mailbox, tmp_path: Path) -> None:
        (tmp_path / f"{MAILBOX_FILE}.new").touch(mode=0o644)  # what a crash has left
        mailbox.receive([message(1)], NOWHERE)

        assert stat.S_IMODE((tmp_path / MAILBOX_FILE).stat().st_mode) == 0o600

    @pytest.mark.parametrize("text", ["", "[]", "{", '{"messages": []}', "\x00"])
    def test_a_damaged_one_is_said_to_be_so_and_left_alone(
        self, mailbox: Mailbox, tmp_path: Path, text: str
    ) -> None:
        (tmp_path / MAILBOX_FILE).write_text(text)

        with pytest.raises(MailboxFailed, match="is damaged; delete it"):
            mailbox.messages()
        with pytest.raises(MailboxFailed):
            mailbox.receive([message(1)], NOWHERE)

        assert (tmp_path / MAILBOX_FILE).read_text() == text

    def test_it_may_be_filled_from_several_sides_at_once(self, mailbox: Mailbox, tmp_path: Path) -> None:
        def fill(numbers: range) -> None:
            for number in numbers:
                Mailbox(tmp_path).receive([message(number)], NOWHERE)

        with ThreadPoolExecutor() as threads:
            list(threads.map(fill, [range(first, first + 10) for first in range(0, 40, 10)]))

        assert {each["id"] for each in mailbox.messages()} == {f"m{number}" for number in range(40)}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with start_engine() as engine:
        yield engine.url


@pytest.fixture
def streamed(url: str) -> StreamedTable:
    return StreamedTable(url)


@pytest.fixture
def delivery(streamed: StreamedTable, mailbox: Mailbox) -> Delivery:
    return delivery_of(streamed, mailbox)


def delivery_of(streamed: StreamedTable, mailbox: Mailbox) -> Delivery:
    arn = stream_of(streamed.streams, streamed.name)
    assert arn is not None
    return Delivery(partial(TableStream, streamed.streams, arn), mailbox, API)


def send(streamed: StreamedTable, sent: OneTimeToken) -> None:
    streamed.put(token_put(sent).item)


def remind(streamed: StreamedTable, expires_at: int) -> None:
    key = migration_reminder_key("acme", "1001")
    reminder = MigrationReminderItem(
        pk=key.pk,
        sk=key.sk,
        email="anna@example.com",
        site="main",
        language="fr",
        retention_end="2026-12-01",
        incarnation="i",
        expires_at=expires_at,
    )
    streamed.put(reminder.raw())


class TestDelivery:
    @pytest.mark.parametrize("purpose", Purpose)
    def test_a_token_is_delivered_as_it_is_accepted(
        self, streamed: StreamedTable, mailbox: Mailbox, delivery: Delivery, purpose: Purpose
    ) -> None:
        sent = token(purpose=purpose, redirect_url="https://shop.example.com/")
        send(streamed, sent)

        delivery.catch_up()

        (received,) = mailbox.messages()
        text = minted(wiring.keyed_hashes(), sent)
        assert (received["kind"], received["to"]) == (purpose, "anna@example.com")
        assert (received["token"], received["link"]) == (text, f"https://shop.example.com/?token={text}")
        assert text in received["text"]

    def test_a_sign_up_without_a_page_is_confirmed_at_this_service(
        self, streamed: StreamedTable, mailbox: Mailbox, delivery: Delivery
    ) -> None:
        send(streamed, token(purpose=Purpose.OPT_IN))

        delivery.catch_up()

        (received,) = mailbox.messages()
        assert received["link"] == f"{API}/customer/acme/signup/optin/{received['token']}"

    def test_a_newer_token_is_another_message(
        self, streamed: StreamedTable, mailbox: Mailbox, delivery: Delivery
    ) -> None:
        send(streamed, token())
        send(streamed, token())

        delivery.catch_up()

        newer, older = mailbox.messages()
        assert newer["token"] != older["token"]

    def test_every_reminder_is_delivered(
        self, streamed: StreamedTable, mailbox: Mailbox, delivery: Delivery
    ) -> None:
        remind(streamed, expires_at=1795300000)
        remind(streamed, expires_at=1795900000)

        delivery.catch_up()

        assert [each["kind"] for each in mailbox.messages()] == [Kind.PASSWORD_MIGRATION_REMINDER] * 2
        assert all("2026-12-01" in each["text"] and "token" not in each for each in mailbox.messages())

    def test_other_changes_are_no_messages(
        self, streamed: StreamedTable, mailbox: Mailbox, delivery: Delivery
    ) -> None:
        sent = token_put(token()).item
        key = {"pk": sent["pk"], "sk": sent["sk"]}
        streamed.put({**key, "sk": {"S": "PROFILE"}})
        streamed.put(sent)
        streamed.put({**sent, "expiresAt": {"N": "1795300000"}})
        streamed.client.delete_item(TableName=streamed.name, Key=key)

        delivery.catch_up()

        assert len(mailbox.messages()) == 1

    def test_nothing_is_delivered_twice_by_a_service_that_is_started_again(
        self, streamed: StreamedTable, mailbox: Mailbox, delivery: Delivery
    ) -> None:
        send(streamed, token("first@example.com"))
        delivery.catch_up()
        mailbox.clear()
        send(streamed, token("second@example.com"))

        delivery_of(streamed, mailbox).catch_up()

        assert [each["to"] for each in mailbox.messages()] == ["second@example.com"]

    def test_it_happens_within_a_second(
        self, streamed: StreamedTable, mailbox: Mailbox, delivery: Delivery
    ) -> None:
        with delivery:
            send(streamed, token())

            wait_until(mailbox.messages, seconds=1)

    def test_what_is_written_last_is_delivered_before_the_service_ends(
        self, streamed: StreamedTable, mailbox: Mailbox, delivery: Delivery
    ) -> None:
        with delivery:
            send(streamed, token())

        assert len(mailbox.messages()) == 1

    def test_what_could_not_be_read_is_delivered_the_next_time(
        self, streamed: StreamedTable, mailbox: Mailbox, delivery: Delivery
    ) -> None:
        send(streamed, token())

        with streamed.refusing("GetRecords", "InternalServerError"), pytest.raises(ClientError):
            delivery.catch_up()
        delivery.catch_up()

        assert len(mailbox.messages()) == 1

    def test_what_could_not_be_kept_is_delivered_the_next_time(
        self, streamed: StreamedTable, mailbox: Mailbox, delivery: Delivery, tmp_path: Path
    ) -> None:
        send(streamed, token("first@example.com"))
        delivery.catch_up()
        send(streamed, token("second@example.com"))
        kept = (tmp_path / MAILBOX_FILE).read_text()

        (tmp_path / MAILBOX_FILE).write_text("{")
        with pytest.raises(MailboxFailed):
            delivery.catch_up()
        (tmp_path / MAILBOX_FILE).write_text(kept)
        delivery.catch_up()

        assert [each["to"] for each in mailbox.messages()] == ["second@example.com", "first@example.com"]

    def test_a_mailbox_that_cannot_be_filled_is_complained_of_once_and_impersonally(
        self,
        streamed: StreamedTable,
        mailbox: Mailbox,
        delivery: Delivery,
        tmp_path: Path,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        (tmp_path / MAILBOX_FILE).write_text("{")
        send(streamed, token())

        with delivery:
            time.sleep(1.7)
            (tmp_path / MAILBOX_FILE).unlink()
            wait_until(mailbox.messages, seconds=1)

        assert [record.getMessage() for record in caplog.records if record.name.startswith("local")] == [
            "no message reaches the mailbox: MailboxFailed"
        ]
        assert "anna@" not in caplog.text
