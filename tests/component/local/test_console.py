"""The console's files, and who logs in to it on this machine."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from local.demo.shell_file import SHELL_FILE
from local.gateway.local_routes import local_answer
from local.gateway.server import Gateway
from local.pages.console import Console, issuers_from
from local.stack.template import http_api, load_template
from tests.component.local.conftest import Call, served
from tests.component.local.sample import SAMPLE_TEMPLATE

ANOTHER_SITE = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}


@pytest.fixture
def call(tmp_path: Path) -> Iterator[Call]:
    (tmp_path / SHELL_FILE).write_text("ACME_ADMIN_SECRET=the-secret\nACME_DE_SECRET=another\n")
    console = Console("http://127.0.0.1:1", tmp_path, mailbox=True)
    local = partial(local_answer, {"console": console.page, "sign-in": console.sign_in})
    with served(Gateway(http_api(load_template(SAMPLE_TEMPLATE)), local=local)) as call:
        yield call


def test_the_address_without_a_slash_leads_to_the_page(call: Call) -> None:
    answer = call("GET", "/console")

    assert (answer.status, answer.header("location")) == (302, "/console/")


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/console/", "text/html; charset=utf-8"),
        ("/console/index.html", "text/html; charset=utf-8"),
        ("/console/app.js", "text/javascript; charset=utf-8"),
        ("/console/views/customers/customer.js", "text/javascript; charset=utf-8"),
        ("/console/style/base.css", "text/css; charset=utf-8"),
        ("/console/icon.svg", "image/svg+xml"),
    ],
)
def test_its_files_are_served_and_may_load_nothing_of_others(call: Call, path: str, media_type: str) -> None:
    answer = call("GET", path)

    assert (answer.status, answer.header("content-type")) == (200, media_type)
    policy = str(answer.header("content-security-policy"))
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "name", ["README.md", "views", "nothing.js", "../pyproject.toml", "..%2Fpyproject.toml", "/etc/passwd"]
)
def test_no_name_leads_to_another_file(call: Call, name: str) -> None:
    assert call("GET", f"/console/{name}").status == 404


def test_its_configuration_names_the_callers_of_the_demo_and_no_secret(call: Call) -> None:
    answer = call("GET", "/console/config.json")

    callers = [(each["id"], each["name"]) for each in answer.json["signIn"]["callers"]]
    assert callers == [("acme-admin", "admin"), ("acme-de", "de")]
    assert answer.json["mailbox"] == "/_local/mailbox"
    assert b"the-secret" not in answer.body
    assert answer.header("cache-control") == "no-store"


@pytest.mark.parametrize("client", ["", "acme-reader", "acme-storefront", "someone"])
def test_only_callers_of_the_demo_sign_in_like_this(call: Call, client: str) -> None:
    answer = call("POST", "/_local/sign-in", {}, f"client={client}".encode())

    assert (answer.status, answer.json["error"]) == (400, "invalid_client")


def test_no_page_of_another_site_signs_in(call: Call) -> None:
    assert call("POST", "/_local/sign-in", ANOTHER_SITE, b"client=acme-admin").status == 403
    assert call("GET", "/_local/sign-in").status == 405


ISSUER = {
    "name": "Acme",
    "authorizationEndpoint": "https://login.example/oauth2/authorize",
    "tokenEndpoint": "https://tokens.example:8443/oauth2/token",
    "clientId": "console",
}


def test_the_page_may_call_the_issuers_of_staff_and_knows_them(tmp_path: Path) -> None:
    console = Console(
        "http://127.0.0.1:1", tmp_path, mailbox=True, issuers=issuers_from(json.dumps([ISSUER]))
    )
    local = partial(local_answer, {"console": console.page})
    with served(Gateway(http_api(load_template(SAMPLE_TEMPLATE)), local=local)) as call:
        policy = str(call("GET", "/console/").header("content-security-policy"))
        known = call("GET", "/console/config.json").json["signIn"]["issuers"]

    assert "connect-src 'self' https://tokens.example:8443;" in policy
    assert known == [ISSUER]


@pytest.mark.parametrize(
    "spoilt",
    [
        {"tokenEndpoint": "https://tokens.example; script-src *"},
        {"tokenEndpoint": "https://*/token"},
        {"tokenEndpoint": "http://tokens.example/token"},
        {"authorizationEndpoint": "javascript:alert(1)"},
        {"clientSecret": "a secret"},
        {"name": ""},
        {"scope": ["openid"]},
    ],
    ids=str,
)
def test_an_issuer_that_would_weaken_the_page_is_refused(spoilt: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        issuers_from(json.dumps([{**ISSUER, **spoilt}]))
