"""The pages of `make run`: for a browser on this machine, from this machine alone."""

import re
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import pytest

from local.demo.shell_file import SHELL_FILE
from local.demo.tenant import CLIENTS, TENANT
from local.gateway.local_routes import START, local_answer
from local.gateway.server import Gateway
from local.pages.start import Running, start_answer
from local.stack.template import http_api, load_template
from tests.component.local.conftest import Answer, Call, served
from tests.component.local.sample import SAMPLE_TEMPLATE

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


class Loads(HTMLParser):
    """The links of a page: what it loads, leads to, and would run."""

    def __init__(self, page: Answer) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.linked: list[str] = []
        self.inline: list[str] = []
        self.feed(page.body.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag in {"script", "style"} and "src" not in named:
            self.inline.append(tag)
        self.inline += [name for name in named if name.startswith("on") or name == "style"]
        (self.linked if tag in {"a", "form"} else self.loaded).extend(
            value for name, value in attrs if name in {"src", "href", "action"} and value
        )


def running(state_dir: Path, *, mailbox: bool = True, health: bool = False) -> Running:
    return Running(
        url="http://127.0.0.1:8080",
        release="v1.2.3-4-gabcdef0",
        state_dir=state_dir,
        engine_url="http://127.0.0.1:8000",
        embedded_engine=False,
        mailbox=mailbox,
        health=health,
    )


@pytest.fixture
def started(tmp_path: Path) -> Running:
    (tmp_path / SHELL_FILE).write_text("ACME_ADMIN_SECRET=the-secret\n")
    return running(tmp_path)


@pytest.fixture
def call(started: Running) -> Iterator[Call]:
    local = partial(local_answer, {START: partial(start_answer, started)})
    with served(Gateway(http_api(load_template(SAMPLE_TEMPLATE)), local=local)) as call:
        yield call


def test_the_address_that_is_printed_leads_a_browser_to_the_console(call: Call) -> None:
    answer = call("GET", "/", {"Accept": BROWSER})

    assert (answer.status, answer.header("location")) == (302, "/console/")


@pytest.mark.parametrize("path", ["/_local", "/_local/"])
def test_a_browser_is_told_what_there_is_and_where(call: Call, path: str, tmp_path: Path) -> None:
    page = call("GET", path, {"Accept": BROWSER})

    assert (page.status, page.header("content-type")) == (200, "text/html; charset=utf-8")
    assert {"/console/", "/docs", "/_local/mailbox", "/openapi.json", "/events.json"} <= {*Loads(page).linked}
    assert str(tmp_path) in page.body.decode()
    assert "Release v1.2.3-4-gabcdef0," in page.body.decode()


@pytest.mark.parametrize(
    "accept",
    [None, "*/*", "application/json", "application/json, text/html;q=0.5", "text/html;q=0", "text/*", ""],
)
@pytest.mark.parametrize("path", ["/", "/_local", "/_local/"])
def test_a_program_gets_what_the_gateway_answers(call: Call, path: str, accept: str | None) -> None:
    answer = call("GET", path, {} if accept is None else {"Accept": accept})

    assert (answer.status, answer.json) == (404, {"message": "Not Found"})


def test_the_page_says_how_to_get_a_token_and_shows_no_secret(call: Call) -> None:
    text = call("GET", "/_local", {"Accept": BROWSER}).body.decode()

    assert all(f"<code>{client_id}</code>" in text for client_id in CLIENTS)
    assert "/oauth/token" in text
    assert "the-secret" not in text


@pytest.mark.parametrize("path", ["/_local", "/docs"])
def test_a_page_loads_from_this_server_alone_and_runs_nothing_that_is_written_into_it(
    call: Call, path: str
) -> None:
    page = call("GET", path, {"Accept": BROWSER})
    loads = Loads(page)

    assert loads.inline == []
    assert loads.loaded
    for each in loads.loaded:
        assert re.fullmatch(r"/(_local/pages|docs)/[a-z.-]+|data:,", each)
        if each != "data:,":
            assert call("GET", each).status == 200, each


@pytest.mark.parametrize("path", ["/_local", "/docs", "/_local/pages/page.js", "/_local/other"])
def test_no_page_of_another_site_can_read_it_or_frame_it(call: Call, path: str) -> None:
    page = call("GET", path, {"Accept": BROWSER})
    policy = str(page.header("content-security-policy"))

    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert page.header("cross-origin-resource-policy") == "same-origin"
    assert page.header("x-content-type-options") == "nosniff"
    assert page.header("access-control-allow-origin") is None


OTHERS = [
    {"Host": "evil.example"},
    {"Host": "[::2]:8080"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost:3000"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "empty"},
    {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Dest": "script"},
    {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "iframe"},
]


@pytest.mark.parametrize("headers", OTHERS)
@pytest.mark.parametrize("path", ["/", "/_local", "/_local/mailbox"])
def test_what_another_site_asks_for_is_refused(call: Call, path: str, headers: dict[str, str]) -> None:
    answer = call("GET", path, {"Accept": BROWSER, **headers})

    assert (answer.status, answer.json) == (403, {"message": "Forbidden"})


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "127.0.0.1:8080"},
        {"Host": "localhost:8080", "Origin": "http://localhost:8080"},
        {"Host": "[::1]:8080"},
        {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document"},
        {"Sec-Fetch-Site": "none", "Sec-Fetch-Dest": "document"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"},  # a link that a person followed
    ],
)
def test_a_person_at_this_machine_gets_it(call: Call, headers: dict[str, str]) -> None:
    assert call("GET", "/_local", {"Accept": BROWSER, **headers}).status == 200


@pytest.mark.parametrize("name", ["start.html", "document.py", "../gateway.py", "..%2Fgateway.py", ""])
def test_only_what_pages_load_is_served_along_with_them(call: Call, name: str) -> None:
    assert call("GET", f"/_local/pages/{name}").status == 404


def test_the_page_names_what_runs_and_nothing_else(tmp_path: Path) -> None:
    for mailbox, health in ((True, False), (False, True)):
        started = running(tmp_path, mailbox=mailbox, health=health)
        local = partial(local_answer, {START: partial(start_answer, started)})
        with served(Gateway(http_api(load_template(SAMPLE_TEMPLATE)), local=local)) as call:
            page = call("GET", "/_local", {"Accept": BROWSER})

        linked = {*Loads(page).linked}
        assert ("/_local/mailbox" in linked, "/health" in linked) == (mailbox, health)
        assert "This table has no demo tenant" in page.body.decode()


def test_a_state_folder_of_any_name_is_shown_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "<b>a & b it's"
    folder.mkdir()
    (folder / SHELL_FILE).write_text("")
    local = partial(local_answer, {START: partial(start_answer, running(folder))})
    with served(Gateway(http_api(load_template(SAMPLE_TEMPLATE)), local=local)) as call:
        page = call("GET", "/_local", {"Accept": BROWSER}).body.decode()

    assert "<b>a" not in page
    assert "&lt;b&gt;a &amp; b it" in page


class TestDocs:
    def test_the_page_begins_with_a_token_for_the_demo(self, call: Call) -> None:
        page = call("GET", "/docs")

        assert page.header("content-type") == "text/html; charset=utf-8"
        assert f'name="tenant" value="{TENANT}"' in page.body.decode()
        assert b'id="filter"' in page.body
        assert b'url: "/openapi.json"' in call("GET", "/docs/docs.js").body

    def test_a_secret_that_is_typed_before_the_script_is_there_never_gets_into_a_url(
        self, call: Call
    ) -> None:
        assert b'<form id="caller" method="post"' in call("GET", "/docs").body
        assert call("POST", "/docs").status == 404

    @pytest.mark.parametrize(
        ("path", "media_type"),
        [("/docs/swagger-ui.js", "text/javascript"), ("/docs/swagger-ui.css", "text/css")],
    )
    def test_the_renderer_is_there(self, call: Call, path: str, media_type: str) -> None:
        asset = call("GET", path)

        assert asset.status == 200
        assert str(asset.header("content-type")).startswith(media_type)
        assert len(asset.body) > 100_000

    @pytest.mark.parametrize(
        "path", ["/docs/../pyproject.toml", "/docs/", "/docs/docs.html", "/docs/page.css"]
    )
    def test_nothing_else_is_below_it(self, call: Call, path: str) -> None:
        assert call("GET", path).status == 404
