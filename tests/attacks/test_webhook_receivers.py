"""A webhook does not lead the service where its tenant could not call itself."""

import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from shared.adapters.web import client as web
from shared.adapters.web import receivers
from shared.adapters.web.destinations import check_destination
from shared.adapters.web.receivers import WebReceivers
from shared.domain.webhooks.deliveries import Failure
from tests.attacks.addresses import NOT_PUBLIC, Names, connections, spellings
from tests.attacks.misbehaving import MISBEHAVIOURS, OK, Misbehaving, flood

__all__ = ["connections"]
PUBLIC = "93.184.216.34"


def post(url: str, *, on_laptop: bool = False, **headers: str) -> Any:
    return WebReceivers(on_laptop=on_laptop).post(url, b"{}", headers)


def urls() -> Iterator[str]:
    yield from (f"https://[{each}]/" if ":" in each else f"https://{each}/" for each in NOT_PUBLIC)
    yield from (f"https://{each}/" for each in spellings("127.0.0.1") if each != "127.0.0.1")
    yield from (
        "http://crm.example/",
        "https://crm.example:22/",
        "https://a@crm.example/",
        "ftp://crm.example/",
    )
    yield from (
        "http://127.0.0.1:8080/",
        "http://localhost:8080/",
        "https://localhost/",
        "https://crm.example/#x",
    )


@pytest.mark.parametrize("url", list(urls()))
def test_nothing_is_sent_to_what_is_not_a_public_address(url: str, connections: list[Any]) -> None:
    assert post(url).failure in {Failure.UNREACHABLE, Failure.SILENT}
    assert connections == []


@pytest.mark.parametrize("url", [*(each for each in urls() if each[:5] == "https"), "http://crm.example/"])
def test_a_laptop_sends_there_no_more_than_aws_does(url: str, connections: list[Any]) -> None:
    with pytest.raises(ValueError, match=r"or http://127\.0\.0\.1") as refused:
        check_destination(url, on_laptop=True)
    assert url not in str(refused.value)
    assert post(url, on_laptop=True).failure in {Failure.UNREACHABLE, Failure.SILENT}
    assert connections == []


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://crm.example/", "127.0.0.1"),
        ("https://crm.example/", "10.0.0.1"),
        ("http://localhost:9000/", PUBLIC),
    ],
)
def test_a_laptop_calls_itself_by_http_and_others_by_https(
    url: str, address: str, connections: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    check_destination(url, on_laptop=True)
    monkeypatch.setattr(socket, "getaddrinfo", Names([address]))
    assert post(url, on_laptop=True).failure is Failure.UNREACHABLE
    assert connections == []


@pytest.mark.parametrize("address", [each for each in NOT_PUBLIC if "%" not in each])
def test_a_name_that_leads_to_one_is_not_called(
    address: str, connections: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", Names([PUBLIC, address]))
    assert post("https://crm.example/").failure is Failure.UNREACHABLE
    assert connections == []


def test_what_was_checked_is_what_is_called(connections: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    names = Names([PUBLIC], ["127.0.0.1"])
    monkeypatch.setattr(socket, "getaddrinfo", names)
    assert post("https://crm.example/").failure is Failure.SILENT
    assert (names.asked, connections) == (1, [(PUBLIC, 443)])


def one_answer(text: bytes) -> Callable[[], Iterator[bytes]]:
    return lambda: iter([text])


def test_a_redirect_is_an_answer_like_any_other() -> None:
    elsewhere = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
    with Misbehaving(one_answer(elsewhere)) as server:
        outcome = post(server.url, on_laptop=True)
        assert (outcome.status, outcome.failure) == (302, Failure.REFUSED)
        assert server.connections == 1


def test_the_body_of_an_answer_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    original = web._Incoming.readinto

    def counted(self: Any, buffer: Any) -> int:
        read.append(count := original(self, buffer))
        return count

    monkeypatch.setattr(web._Incoming, "readinto", counted)
    with Misbehaving(lambda: flood(OK + b"\r\n", b" " * 65536)) as server:
        assert post(server.url, on_laptop=True).is_success
    assert sum(read) <= 64 * 1024


@pytest.mark.parametrize(
    "name", [name for name in MISBEHAVIOURS if "body" not in name and "chunk" not in name]
)
def test_nobody_keeps_the_sender_for_longer_than_that(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receivers, "PATIENCE_SECONDS", 0.5)
    with Misbehaving(MISBEHAVIOURS[name]) as server:
        started = time.monotonic()
        post(server.url, on_laptop=True)
        assert time.monotonic() - started < 3


def test_ten_seconds_are_a_receivers_not_the_five_of_a_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "PATIENCE_SECONDS", 0.01)
    with Misbehaving(lambda: _late(OK + b"Content-Length: 0\r\n\r\n")) as server:
        assert post(server.url, on_laptop=True).is_success


def _late(answer: bytes) -> Iterator[bytes]:
    time.sleep(0.1)
    yield answer


@pytest.mark.parametrize(
    "headers",
    [
        {"X-A": "1\r\nX-B: 2"},
        {"X-A\r\nX-B": "1"},
        {"X-A": "1\n\nPOST / HTTP/1.1"},
    ],
)
def test_a_header_is_one_header(headers: dict[str, str]) -> None:
    with Misbehaving(one_answer(OK + b"Content-Length: 0\r\n\r\n")) as server:
        assert post(server.url, on_laptop=True, **headers).failure is Failure.UNREACHABLE
