"""Whose call it is, behind proxies that are trusted and others."""

import logging
from dataclasses import replace

import pytest

from shared.domain.callers.access import Caller
from shared.http.proxies import SECRET_HEADER, trusted_proxies
from shared.http.request import Request, request_from

EDGE, GATEWAY_SEES = "198.51.100.7", "198.51.100.7"
SECRET, NEXT_SECRET = "a-secret-of-the-proxy", "the-secret-after-that"
PROXIES = trusted_proxies("10.0.0.0/8,2001:db8:ffff::/48", f"{SECRET},{NEXT_SECRET}")


def request(forwarded: str | None, secret: str | None = SECRET) -> Request:
    headers = {"X-Forwarded-For": forwarded, SECRET_HEADER.title(): secret}
    event = {
        "headers": {name: value for name, value in headers.items() if value is not None},
        "requestContext": {"http": {"sourceIp": GATEWAY_SEES}},
    }
    return request_from(event, PROXIES)


@pytest.mark.parametrize(
    ("forwarded", "source"),
    [
        ("203.0.113.9", "203.0.113.9"),
        (f"203.0.113.9, {EDGE}", "203.0.113.9"),
        (f"6.6.6.6, 203.0.113.9, {EDGE}", "203.0.113.9"),
        (f"6.6.6.6, 203.0.113.9, 10.1.2.3,2001:db8:ffff:1::1, {EDGE}", "203.0.113.9"),
        ("203.0.113.9:4711", "203.0.113.9"),
        ("[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        (f"10.1.2.3, {EDGE}", EDGE),
        (f"6.6.6.6, nonsense, {EDGE}", EDGE),
        ("6.6.6.6, 203.0.113.9.1", EDGE),
        ("unknown", EDGE),
        ("", EDGE),
        (" , ,", EDGE),
        (None, EDGE),
    ],
)
def test_behind_our_proxy_it_is_the_last_address_that_is_not_a_trusted_proxys(
    forwarded: str | None, source: str
) -> None:
    assert request(forwarded).source == source


@pytest.mark.parametrize("secret", [None, "", SECRET[:-1], f"{SECRET}x", "ä", f"{SECRET},{SECRET}"])
def test_without_the_secret_nobody_is_believed(secret: str | None) -> None:
    assert request("203.0.113.9", secret).source == EDGE


@pytest.mark.parametrize("secret", [SECRET, NEXT_SECRET])
def test_a_secret_counts_along_with_its_successor(secret: str) -> None:
    assert request("203.0.113.9", secret).source == "203.0.113.9"


def test_where_no_secret_is_configured_none_is_accepted() -> None:
    for secrets in ("", ",", " , "):
        proxies = trusted_proxies("", secrets)
        for presented in (None, "", " "):
            assert replace(request("203.0.113.9", presented), proxies=proxies).source == EDGE


def test_no_other_header_says_where_a_call_comes_from() -> None:
    spoofed = {
        "CloudFront-Viewer-Address": "6.6.6.6:1",
        "Forwarded": "for=6.6.6.6",
        "True-Client-IP": "6.6.6.6",
        "X-Real-IP": "6.6.6.6",
    }
    event = {
        "headers": {**spoofed, SECRET_HEADER: SECRET, "X-Forwarded-For": f"203.0.113.9, {EDGE}"},
        "requestContext": {"http": {"sourceIp": EDGE}},
    }

    assert request_from(event, PROXIES).source == "203.0.113.9"


def test_a_service_behind_the_proxy_passes_on_its_visitor() -> None:
    service = Caller(tenant="acme", subject="shop", grants={}, expires_at=0)

    def sources(forwarded: str, secret: str | None = SECRET) -> tuple[str, str | None]:
        of_service = replace(request(forwarded, secret), caller=service)
        return of_service.source, of_service.visitor_source

    assert sources(f"203.0.113.9, 192.0.2.50, {EDGE}") == ("192.0.2.50", "203.0.113.9")
    assert sources(f"192.0.2.50, {EDGE}") == ("192.0.2.50", None)
    assert sources("203.0.113.9", None) == (GATEWAY_SEES, "203.0.113.9")


def test_a_network_that_is_not_one_is_reported_and_trusted_with_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    proxies = trusted_proxies("10.0.0.0/99, 10.0.0.0/8", SECRET)

    assert [str(network) for network in proxies.networks] == ["10.0.0.0/8"]
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert SECRET not in repr(proxies) + caplog.text
