"""/_local/mailbox is for whoever sits at this machine, and for nobody's web pages."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from local.gateway import Gateway
from local.local_routes import local_answer
from local.mailbox.routes import mailbox_answer
from local.mailbox.store import MAILBOX_FILE, Mailbox
from local.template import http_api, load_template

from .conftest import SAMPLE_TEMPLATE, Call, served
from .test_mailbox import mail

LIST = "/_local/mailbox"


@pytest.fixture
def mailbox(tmp_path: Path) -> Mailbox:
    return Mailbox(tmp_path)


@pytest.fixture
def arriving() -> list[str]:
    """Addresses that a message is on its way to when the mailbox is looked into."""
    return []


@pytest.fixture
def call(mailbox: Mailbox, arriving: list[str]) -> Iterator[Call]:
    def catch_up() -> None:
        for to in arriving:
            mailbox.receive(mail("Hello", to))

    local = partial(local_answer, {"mailbox": partial(mailbox_answer, mailbox, catch_up)})
    with served(Gateway(http_api(load_template(SAMPLE_TEMPLATE)), local=local)) as call:
        yield call


def test_messages_are_listed_newest_first(call: Call, arriving: list[str]) -> None:
    arriving += ["1@example.com", "2@example.com"]

    answer = call("GET", LIST)

    assert (answer.status, answer.header("content-type")) == (200, "application/json")
    assert answer.header("cache-control") == "no-store"
    assert [each["to"] for each in answer.json] == ["2@example.com", "1@example.com"]


@pytest.mark.parametrize("to", ["1+shop@example.com", "1%2Bshop%40EXAMPLE.com"])
def test_they_can_be_those_to_one_address(call: Call, arriving: list[str], to: str) -> None:
    arriving += ["1+shop@example.com", "2@example.com"]

    answer = call("GET", f"{LIST}?to={to}")

    assert [each["to"] for each in answer.json] == ["1+shop@example.com"]


def test_one_message_can_be_read(call: Call, mailbox: Mailbox) -> None:
    mailbox.receive(mail("Hello"))
    message_id = mailbox.receive(mail("Goodbye"))

    answer = call("GET", f"{LIST}/{message_id}")

    assert (answer.status, answer.json["subject"]) == (200, "Goodbye")


def test_it_can_be_emptied(call: Call, mailbox: Mailbox) -> None:
    mailbox.receive(mail("Hello"))

    assert call("DELETE", LIST).status == 204
    assert call("GET", LIST).json == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", f"{LIST}/m3"),
        ("GET", f"{LIST}/"),
        ("GET", f"{LIST}/ID/text"),
        ("GET", "/_local/"),
        ("GET", "/_local/other"),
        ("DELETE", f"{LIST}/ID"),
        ("POST", LIST),
        ("OPTIONS", LIST),
    ],
)
def test_there_is_nothing_else(call: Call, mailbox: Mailbox, method: str, path: str) -> None:
    message_id = mailbox.receive(mail("Hello"))

    answer = call(method, path.replace("ID", message_id))

    assert (answer.status, answer.json) == (404, {"message": "Not Found"})


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8080", "localhost:8080", "LocalHost"])
def test_this_machine_may_go_by_its_names(call: Call, host: str) -> None:
    assert call("GET", LIST, [("Host", host)]).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8080",
        "127.0.0.1.evil.example",
        "127.0.0.1:8080,evil.example",
        "localhost.",
        "",
    ],
)
def test_a_page_that_gave_this_machine_its_own_name_learns_nothing(
    call: Call, arriving: list[str], host: str
) -> None:
    arriving += ["1@example.com"]

    answer = call("GET", LIST, [("Host", host)])

    assert (answer.status, answer.json) == (403, {"message": "Forbidden"})


@pytest.mark.parametrize("method", ["GET", "DELETE", "OPTIONS"])
def test_pages_of_other_sites_are_not_allowed_to_read_or_empty_it(call: Call, method: str) -> None:
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "DELETE"}

    answer = call(method, LIST, headers)

    assert not [name for name, _ in answer.headers if name.startswith("access-control-")]


def test_a_damaged_mailbox_is_said_to_be_so(call: Call, tmp_path: Path) -> None:
    (tmp_path / MAILBOX_FILE).write_text("{")

    answer = call("GET", LIST)

    assert answer.status == 500
    assert "is damaged; delete it" in answer.json["message"]


def test_without_a_mailbox_there_is_no_such_path() -> None:
    with served(Gateway(http_api(load_template(SAMPLE_TEMPLATE)))) as call:
        assert call("GET", LIST).status == 404
