"""`customers mailbox` reads the mailbox of the state folder, whether the service runs or not."""

from pathlib import Path

import pytest

from local.mailbox.store import MAILBOX_FILE, Mailbox
from tests.component.cli.running import Said, customers
from tests.component.local.sent import mail


@pytest.fixture
def mailbox(tmp_path: Path) -> Mailbox:
    mailbox = Mailbox(tmp_path)
    mailbox.receive(mail("Hello", "anna@example.com"))
    mailbox.receive(mail("Goodbye", "ben@example.com"))
    return mailbox


def run(state_dir: Path, *arguments: str) -> Said:
    return customers("--state-dir", state_dir, "mailbox", *arguments)


@pytest.mark.parametrize("arguments", [[], ["list"]])
def test_it_lists_newest_first(
    mailbox: Mailbox, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    run(tmp_path, *arguments)

    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [row[2:] for row in rows] == [["ben@example.com", "Goodbye"], ["anna@example.com", "Hello"]]


@pytest.mark.parametrize(
    "arguments",
    [["--to", "ANNA@example.com"], ["list", "--to", "anna@example.com"], ["--to=anna@example.com", "list"]],
)
def test_it_lists_those_to_one_address(
    mailbox: Mailbox, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    run(tmp_path, *arguments)

    (row,) = capsys.readouterr().out.splitlines()
    assert "anna@example.com" in row


def test_it_shows_one(mailbox: Mailbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (message,) = mailbox.messages(to="anna@example.com")

    run(tmp_path, "show", message["id"])

    heading = "From: shop@example.com\nTo: anna@example.com\nSubject: Hello\n"
    assert capsys.readouterr().out == f"{heading}Date: {message['receivedAt']}\n\nHow are you?\n"


def test_it_empties_it(mailbox: Mailbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cleared = run(tmp_path, "clear")

    assert mailbox.messages() == []
    assert (cleared.errors, capsys.readouterr().out) == ("deleted 2 messages\n", "")


def test_a_service_that_has_sent_nothing_has_an_empty_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path)

    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["mailbox", "show", "m3"], "there is no message m3"),
        (
            ["--table", "customers", "mailbox"],
            "on AWS, SES sends the messages and stores none; `customers events dead --stack NAME`",
        ),
        (["--state-dir", "no-such-folder", "mailbox"], "start the service once with `make run`"),
    ],
)
def test_what_is_wrong_is_reported_in_one_line(
    mailbox: Mailbox, tmp_path: Path, arguments: list[str], says: str
) -> None:
    assert says in customers("--state-dir", tmp_path, *arguments).failure


def test_a_damaged_mailbox_is_reported(mailbox: Mailbox, tmp_path: Path) -> None:
    (tmp_path / MAILBOX_FILE).write_text("{")

    assert "is damaged; delete it" in run(tmp_path).failure
