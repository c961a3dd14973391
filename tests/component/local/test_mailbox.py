"""Messages to customers are kept in the mailbox of the state folder."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from local.mailbox.store import CAPACITY, MAILBOX_FILE, Mailbox, MailboxFailed
from tests.component.local.sent import mail

TOKEN = f"1001.{'0a' * 16}.{'1b' * 32}"


@pytest.fixture
def mailbox(tmp_path: Path) -> Mailbox:
    return Mailbox(tmp_path)


def subjects(mailbox: Mailbox) -> list[str]:
    return [each["subject"] for each in mailbox.messages()]


def test_it_begins_empty_and_leaves_no_file(mailbox: Mailbox, tmp_path: Path) -> None:
    assert (mailbox.messages(), mailbox.message("m1")) == ([], None)
    assert list(tmp_path.iterdir()) == []


def test_messages_are_listed_newest_first(mailbox: Mailbox) -> None:
    for subject in ("one", "two", "three"):
        mailbox.receive(mail(subject))

    assert subjects(mailbox) == ["three", "two", "one"]


def test_they_can_be_those_to_one_address_however_it_is_written(mailbox: Mailbox) -> None:
    mailbox.receive(mail("one", "Anna@example.com"))
    mailbox.receive(mail("two", "ben@example.com"))

    assert [each["subject"] for each in mailbox.messages(to="anna@EXAMPLE.com")] == ["one"]


def test_one_can_be_found_with_all_that_its_sender_said(mailbox: Mailbox) -> None:
    message_id = mailbox.receive(mail("one"))
    mailbox.receive(mail("two"))

    found = mailbox.message(message_id)

    assert found is not None
    assert found.pop("receivedAt").endswith("Z")
    assert found == {
        "id": message_id,
        "tenant": "acme",
        "kind": "PASSWORD_RESET",
        "from": "shop@example.com",
        "to": "anna@example.com",
        "subject": "one",
        "text": "How are you?",
        "html": "<p>How are you?</p>",
    }
    assert mailbox.message("another") is None


@pytest.mark.parametrize(
    ("text", "link"),
    [
        (f"Enter this code:\n\n{TOKEN}\n\nIt is valid for 1 h.", None),
        (
            f"Open\n\nhttps://shop.example.com/?token={TOKEN}\n\nin 1 h.",
            f"https://shop.example.com/?token={TOKEN}",
        ),
        (f"See https://shop.example.com and http://api/optin/{TOKEN}", f"http://api/optin/{TOKEN}"),
    ],
)
def test_a_token_and_its_link_come_along_with_the_text_that_holds_them(
    mailbox: Mailbox, text: str, link: str | None
) -> None:
    mailbox.receive(mail("one", text=text))

    (received,) = mailbox.messages()
    assert (received["token"], received.get("link")) == (TOKEN, link)


def test_a_domain_is_shown_as_people_write_it(mailbox: Mailbox) -> None:
    mailbox.receive(mail("one", "anna@xn--mller-kva.example"))

    assert len(mailbox.messages(to="anna@müller.example")) == 1


def test_the_oldest_make_room(mailbox: Mailbox, tmp_path: Path) -> None:
    mailbox.receive(mail("0"))
    (message,) = mailbox.messages()
    messages = [{**message, "subject": str(number)} for number in range(CAPACITY)]
    (tmp_path / MAILBOX_FILE).write_text(json.dumps({"messages": messages}))

    mailbox.receive(mail(str(CAPACITY)))

    assert subjects(mailbox) == [str(number) for number in range(CAPACITY, 0, -1)]


def test_it_can_be_emptied(mailbox: Mailbox) -> None:
    mailbox.receive(mail("one"))

    mailbox.clear()

    assert mailbox.messages() == []


def test_only_its_owner_can_read_it(mailbox: Mailbox, tmp_path: Path) -> None:
    (tmp_path / f"{MAILBOX_FILE}.new").touch(mode=0o644)  # what a crash has left
    mailbox.receive(mail("one"))

    assert stat.S_IMODE((tmp_path / MAILBOX_FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["", "[]", "{", '{"position": null}', "\x00"])
def test_a_damaged_one_is_reported_and_left_alone(mailbox: Mailbox, tmp_path: Path, text: str) -> None:
    (tmp_path / MAILBOX_FILE).write_text(text)

    with pytest.raises(MailboxFailed, match="is damaged; delete it"):
        mailbox.messages()
    with pytest.raises(MailboxFailed):
        mailbox.receive(mail("one"))

    assert (tmp_path / MAILBOX_FILE).read_text() == text


def test_it_may_be_filled_from_several_sides_at_once(mailbox: Mailbox, tmp_path: Path) -> None:
    def fill(numbers: range) -> None:
        for number in numbers:
            Mailbox(tmp_path).receive(mail(str(number)))

    with ThreadPoolExecutor() as threads:
        list(threads.map(fill, [range(first, first + 10) for first in range(0, 40, 10)]))

    assert set(subjects(mailbox)) == {str(number) for number in range(40)}
