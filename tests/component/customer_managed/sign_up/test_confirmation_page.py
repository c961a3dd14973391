"""The page that the link of a confirmation message leads to."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree

import pytest

from customer_managed.sign_up import confirm_in_browser, show_confirmation
from shared.domain.log_in.one_time_tokens import TokenPurpose, link_of
from shared.runtime.wiring import wiring
from shared.use_cases.tenants.suspend_tenant import suspend_tenant
from tests.component.api import Answer, Api
from tests.component.customer_managed.credential_calls import confirm, resend, sent_token, stored_token
from tests.component.customer_managed.storefront import Storefront
from tests.component.tenants import a_minute_later

ROUTE = "/customer/{tenant}/signup/confirmation"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def token(storefront: Storefront, configure: Callable[[str, object], None], email: str) -> str:
    """The token in the message of a sign-up."""
    configure("signUp.doubleOptIn", True)
    number = storefront.sign_up(email).json["id"]
    return sent_token(storefront.tenant, number, TokenPurpose.OPT_IN)


def show(tenant: str, token: str, language: str = "en") -> Answer:
    headers = {"Accept-Language": language}
    return call(show_confirmation.lambda_handler, "GET", tenant, query={"token": token}, headers=headers)


def click(tenant: str, token: str, **options: Any) -> Answer:
    options = {"raw": urlencode({"token": token}), "content_type": FORM, **options}
    return call(confirm_in_browser.lambda_handler, "POST", tenant, **options)


def call(handler: Any, method: str, tenant: str, **options: Any) -> Answer:
    event = Api(tenant).event_of(f"{method} {ROUTE}", **options)
    del event["requestContext"]["authorizer"]
    document = handler(event, None)
    return Answer(document["statusCode"], document["headers"], document.get("body", ""))


def page(answer: Answer) -> ElementTree.Element:
    assert answer.headers["Content-Type"] == "text/html"
    return ElementTree.fromstring(answer.text.removeprefix("<!DOCTYPE html>"))  # noqa: S314 - our own


def test_the_link_of_the_message_leads_to_it(storefront: Storefront, token: str) -> None:
    number = token.partition(".")[0]
    stored = stored_token(storefront.tenant, number, TokenPurpose.OPT_IN)
    assert stored is not None

    link = urlsplit(link_of(stored, token, "https://api.example.com") or "")

    assert (link.path, link.query) == (ROUTE.format(tenant=storefront.tenant), f"token={token}")


@pytest.mark.usefixtures("token")
@pytest.mark.parametrize("again", [False, True])
def test_a_page_of_the_tenant_takes_its_place(
    storefront: Storefront, configure: Callable[[str, object], None], email: str, again: bool
) -> None:
    configure("customer.optin.redirecturl", "https://shop.example.com/welcome")
    number = storefront.sign_up(f"2{email}").json["id"]
    if again:
        resend(storefront, f"2{email}")

    stored = stored_token(storefront.tenant, number, TokenPurpose.OPT_IN)

    assert stored is not None
    assert link_of(stored, "T", "https://api.example.com") == "https://shop.example.com/welcome?token=T"


def test_opening_it_confirms_nothing(storefront: Storefront, token: str, email: str) -> None:
    for _ in range(3):
        answer = show(storefront.tenant, token)

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    form = page(answer).find(".//form")
    assert form is not None
    assert (form.get("method"), form.get("action")) == ("post", None)
    assert [each.attrib for each in form.iter("input")] == [
        {"type": "hidden", "name": "token", "value": token}
    ]
    assert storefront.log_in(email).status == 401


def test_its_button_confirms_the_sign_up_once(storefront: Storefront, token: str, email: str) -> None:
    answers = [click(storefront.tenant, token) for _ in range(2)]

    assert [answer.status for answer in answers] == [200, 400]
    assert "is confirmed" in (page(answers[0]).findtext(".//p") or "")
    assert "not valid" in (page(answers[1]).findtext(".//p") or "")
    assert all(page(answer).find(".//form") is None for answer in answers)
    assert storefront.log_in(email).status == 200


def test_a_visitors_call_with_the_same_token_goes_on_working(storefront: Storefront, token: str) -> None:
    show(storefront.tenant, token)

    assert confirm(storefront, token).status == 200
    assert click(storefront.tenant, token).status == 400


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("de-AT,de;q=0.9", "de"), ("it, fr;q=0.5, en", "fr"), ("it", "en"), ("", "en"), ("*", "en")],
)
def test_it_speaks_the_browsers_language(tenant: str, accepted: str, language: str) -> None:
    assert page(show(tenant, "any", accepted)).get("lang") == language


def test_what_the_link_says_stays_text(tenant: str) -> None:
    token = '"><script>alert(1)</script>'

    shown = page(show(tenant, token))

    assert [each.get("value") for each in shown.iter("input")] == [token]
    assert re.search("<script", show(tenant, token).text) is None


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"raw": "{}", "content_type": "application/json"}, 415),
        ({"raw": ""}, 400),
        ({"raw": "token="}, 400),
        ({"raw": "token=a&token=b"}, 400),
        ({"raw": "token=" + "a" * 300}, 400),
        ({"raw": "token=" + "a" * 2000}, 413),
        ({"raw": b"token=\xff"}, 400),
        ({"raw": "token=1001.a.b"}, 400),
    ],
    ids=str,
)
def test_another_form_confirms_nothing(
    storefront: Storefront, token: str, email: str, options: dict[str, Any], status: int
) -> None:
    assert token

    assert click(storefront.tenant, token, **options).status == status
    assert storefront.log_in(email).status == 401


def test_the_token_of_another_tenant_is_none(storefront: Storefront, other_tenant: str, token: str) -> None:
    assert click(other_tenant, token).status == 400
    assert click("nobody", token).status in {401, 403}
    assert click(storefront.tenant, token).status == 200


def test_a_suspended_tenant_confirms_nothing(storefront: Storefront, token: str) -> None:
    suspend_tenant(wiring().standings, storefront.tenant)
    a_minute_later(storefront.tenant)

    assert click(storefront.tenant, token).status == 403
