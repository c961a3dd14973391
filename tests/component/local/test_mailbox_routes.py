"""/_local/mailbox is for whoever sits at this machine, and for nobody's web pages."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from local.gateway.local_routes import local_answer
from local.gateway.server import Gateway
from local.mailbox.routes import mailbox_answer
from local.mailbox.store import MAILBOX_FILE, Mailbox
from local.stack.template import http_api, load_template
from tests.component.local.conftest import Call, served
from tests.component.local.sample import SAMPLE_TEMPLATE
from tests.component.local.sent import mail

LIST = "/_local/mailbox"
PAGE = {"Accept": "text/html,*/*;q=0.8"}


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


def test_they_can_be_those_to_one_customer_of_a_tenant(call: Call, mailbox: Mailbox) -> None:
    for tenant, number in (("acme", "1001"), ("acme", "1002"), ("other", "1001")):
        tags = {"tenant": tenant, "customerNumber": number}
        mailbox.receive(replace(mail("Hello", f"{tenant}.{number}@example.com"), tags=tags))

    answer = call("GET", f"{LIST}?tenant=acme&customer=1001")

    assert [each["to"] for each in answer.json] == ["acme.1001@example.com"]
    assert call("GET", f"{LIST}?tenant=acme&customer=1003").json == []


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


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Dest": "document"},
        {"Host": "evil.example"},
    ],
)
@pytest.mark.parametrize(
    ("method", "path"), [("POST", f"{LIST}/clear"), ("POST", f"{LIST}/ID/delete"), ("DELETE", LIST)]
)
def test_a_form_of_another_site_removes_nothing(
    call: Call, mailbox: Mailbox, method: str, path: str, headers: dict[str, str]
) -> None:
    message_id = mailbox.receive(mail("Hello"))

    answer = call(method, path.replace("ID", message_id), headers)

    assert answer.status == 403
    assert [each["id"] for each in mailbox.messages()] == [message_id]


class TestPages:
    def test_messages_are_listed_with_what_leads_to_each(self, call: Call, mailbox: Mailbox) -> None:
        message_id = mailbox.receive(mail("Hello", "1@example.com"))

        page = call("GET", LIST, PAGE)

        assert (page.status, page.header("content-type")) == (200, "text/html; charset=utf-8")
        assert f'<a href="{LIST}/{message_id}">Hello</a>'.encode() in page.body
        assert b"1@example.com" in page.body

    def test_the_list_can_be_that_of_one_address(self, call: Call, arriving: list[str]) -> None:
        arriving += ["1+shop@example.com", "2@example.com"]

        page = call("GET", f"{LIST}?to=1%2Bshop%40example.com", PAGE)

        assert b"<td>1+shop@example.com</td>" in page.body
        assert b"2@example.com" not in page.body

    @pytest.mark.parametrize(
        ("path", "says"),
        [(LIST, "There are no messages yet"), (f"{LIST}?to=%3Cb%3E", "There are no messages to this")],
    )
    def test_an_empty_list_says_so(self, call: Call, path: str, says: str) -> None:
        page = call("GET", path, PAGE).body.decode()

        assert says in page
        assert "<b>" not in page

    def test_a_message_is_shown_in_a_frame_that_can_do_nothing_and_as_text(
        self, call: Call, mailbox: Mailbox
    ) -> None:
        html = "<html><head></head><body><p>How are you?</p></body></html>"
        message_id = mailbox.receive(replace(mail("Hello"), html=html))

        page = call("GET", f"{LIST}/{message_id}", PAGE).body.decode()
        framed = call("GET", f"{LIST}/{message_id}/html", PAGE)

        sandbox = "allow-popups allow-popups-to-escape-sandbox"
        assert f'sandbox="{sandbox}" src="{LIST}/{message_id}/html"' in page
        assert mailbox.messages()[0]["text"] in page
        policy = str(framed.header("content-security-policy"))
        assert policy.startswith(f"sandbox {sandbox}; default-src 'none'; ")
        assert "script-src" not in policy
        assert '<head><base target="_blank">' in framed.body.decode()
        assert framed.body.decode().replace('<base target="_blank">', "") == html

    def test_its_token_and_link_stand_alone(self, call: Call, mailbox: Mailbox) -> None:
        token = f"1001.{'0' * 32}.{'1' * 64}"
        text = f"Follow https://shop.example/reset?token={token}&a=b now"
        message_id = mailbox.receive(replace(mail("Hello"), text=text))

        page = call("GET", f"{LIST}/{message_id}", PAGE).body.decode()

        assert f'<pre id="one-time-token">{token}</pre>' in page
        assert f'<a href="https://shop.example/reset?token={token}&amp;a=b" target="_blank"' in page

    def test_what_others_wrote_is_text(self, call: Call, mailbox: Mailbox) -> None:
        script = "<script>alert(1)</script>"
        mailbox.receive(replace(mail(script, f'"{script}"@example.com'), text=script, html=None))
        message_id = mailbox.messages()[0]["id"]

        for path in (LIST, f"{LIST}/{message_id}"):
            page = call("GET", path, PAGE).body.decode()
            assert "<script>alert" not in page
            assert "&lt;script&gt;" in page
        assert call("GET", f"{LIST}/{message_id}/html", PAGE).status == 404

    def test_a_message_that_is_gone_is_a_page_too(self, call: Call) -> None:
        page = call("GET", f"{LIST}/{'0' * 16}", PAGE)

        assert (page.status, page.header("content-type")) == (404, "text/html; charset=utf-8")

    def test_one_or_all_can_be_removed_by_a_form(self, call: Call, mailbox: Mailbox) -> None:
        first, second, third = (mailbox.receive(mail("Hello", f"{n}@example.com")) for n in range(3))
        own = {"Origin": call.url, "Sec-Fetch-Site": "same-origin", **PAGE}

        removed = call("POST", f"{LIST}/{second}/delete", own)
        left = [each["id"] for each in mailbox.messages()]
        cleared = call("POST", f"{LIST}/clear", own)

        assert (removed.status, removed.header("location")) == (303, LIST)
        assert left == [third, first]
        assert (cleared.status, mailbox.messages()) == (303, [])


def test_a_damaged_mailbox_is_reported(call: Call, tmp_path: Path) -> None:
    (tmp_path / MAILBOX_FILE).write_text("{")

    answer = call("GET", LIST)

    assert answer.status == 500
    assert "is damaged; delete it" in answer.json["message"]


def test_without_a_mailbox_there_is_no_such_path() -> None:
    with served(Gateway(http_api(load_template(SAMPLE_TEMPLATE)))) as call:
        assert call("GET", LIST).status == 404
