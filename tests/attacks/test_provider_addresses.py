"""Calls on behalf of a tenant go to a machine on the internet, the one that was checked, or nowhere."""

import ipaddress
import socket
import threading
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.tokens.identity_providers import OpenIdProviders
from shared.adapters.web import client as web
from shared.adapters.web.addresses import is_public
from shared.adapters.web.client import Silent, Unreachable, call, checked_url
from shared.domain.errors import ProviderUnavailable
from shared.domain.log_in.token_exchange import ExchangeProvider, Introspection
from shared.runtime.wiring import wiring
from tests.attacks.addresses import NOT_PUBLIC, Names, connections, spellings
from tests.attacks.misbehaving import MISBEHAVIOURS, Misbehaving, drip, overrun

__all__ = ["connections"]

NAME = "login.example"
PUBLIC = "93.184.216.34"


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_a_special_address_is_not_called(address: str) -> None:
    assert not is_public(address)
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(ValueError, match=r"not an https URL|no public address"):
        checked_url(f"https://{host}/", public=True)


@pytest.mark.parametrize(
    "url",
    [
        "https://169.254.169.254/latest/meta-data",
        "https://[fd00:ec2::254]/",
        "https://localhost/introspect",
        "https://10.0.0.1:8443/introspect",
        "http://login.example/introspect",
        f"https://{PUBLIC}:22/introspect",
    ],
)
def test_nobody_there_is_asked_what_a_token_is_good_for(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object) -> None:
        raise AssertionError("it was called")

    monkeypatch.setattr(socket.socket, "connect", connect)
    providers = OpenIdProviders(wiring().tenants, public=True)
    provider = ExchangeProvider(name="default", verification=Introspection(url, "client", "secret"))

    with pytest.raises(ProviderUnavailable):
        providers.exchangeable(provider, "token")


@pytest.mark.parametrize(
    "address", [PUBLIC, "8.8.8.8", "100.63.255.255", "100.128.0.0", "2606:2800:220:1::1", "64:ff9b::8.8.8.8"]
)
def test_a_machine_on_the_internet_is(address: str) -> None:
    assert is_public(address)


SPECIAL = [
    ipaddress.ip_network(f"{address.partition('%')[0]}/{16 if ':' not in address else 48}", strict=False)
    for address in NOT_PUBLIC
]
near_special_ones = st.sampled_from(SPECIAL).flatmap(lambda network: st.ip_addresses(network=network))


@given(st.ip_addresses(v=4) | st.ip_addresses(v=6) | near_special_ones)
def test_what_python_does_not_take_for_global_is_never_called(address: Any) -> None:
    is_special = (
        not address.is_global
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or address.is_loopback
        or address.is_link_local
        or getattr(address, "ipv4_mapped", None) is not None
        or getattr(address, "sixtofour", None) is not None
        or getattr(address, "teredo", None) is not None
    )
    if address.version == 6 and address in ipaddress.ip_network("64:ff9b::/96"):
        inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        assert is_public(str(address)) == is_public(str(inner))
    elif is_special:
        assert not is_public(str(address))


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_has_the_same_fate_within_an_address_of_nat64(address: Any) -> None:
    assert is_public(f"64:ff9b::{address}") == is_public(str(address))
    assert not is_public(f"::ffff:{address}")
    assert not is_public(f"64:ff9b:1::{address}")


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.100.10", PUBLIC])
def test_an_address_in_another_spelling_is_refused_before_anything_is_sent(
    address: str, connections: list[Any]
) -> None:
    written = [spelling for spelling in spellings(address) if spelling not in {address, f"{address}."}]
    for host in (*written, f"{written[0]}.", "127.1", "0", "0x", "0x7f.1"):
        with pytest.raises(Unreachable):
            call(f"https://{host}/", public=True)
        with pytest.raises(ValueError, match="not an https URL"):
            checked_url(f"https://{host}/")
    assert connections == []


@pytest.mark.parametrize("address", [a for a in NOT_PUBLIC if "%" not in a])
@pytest.mark.parametrize("before", [[], [PUBLIC]], ids=["alone", "behind a public one"])
def test_a_name_that_leads_to_a_special_address_is_refused_before_anything_is_sent(
    address: str, before: list[str], connections: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", Names([*before, address]))

    with pytest.raises(Unreachable, match="no public address"):
        call(f"https://{NAME}/", public=True)

    assert connections == []


def test_a_name_that_leads_elsewhere_when_it_is_asked_for_again_is_not_asked_for_again(
    connections: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = Names([PUBLIC], ["127.0.0.1"])
    monkeypatch.setattr(socket, "getaddrinfo", names)

    with pytest.raises(Silent):
        call(f"https://{NAME}/", public=True)

    assert (names.asked, connections) == (1, [(PUBLIC, 443)])


def test_a_name_of_this_machine_without_tls_has_to_lead_to_this_machine(
    connections: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", Names(["10.0.0.1"]))

    with pytest.raises(Unreachable, match="does not lead to this machine"):
        call("http://api.localhost:8080/")

    assert connections == []


@pytest.mark.parametrize(
    "url",
    [
        "https://login.example:22/",
        "https://login.example:80/",
        "https://login.example:0/",
        "https://login.example:65536/",
        "https://login.example:-1/",
        "https://user@login.example/",
        "https://user:password@login.example/",
        "https://@login.example/",
        "https://login.example@127.0.0.1/",
        "https://login.example\\@127.0.0.1/",
        "https://login.example\\.evil.example/",
        "https://login.example/#@127.0.0.1",
        "https://login.example#",
        "https:///path",
        "https:login.example",
        "//login.example",
        "https://login.exa\tmple/",
        "https://login.example/\r\nHost: other",
        " https://login.example/",
        "https://login example/",
        "https://löwe.example/",
        "https://[::1/",
        "https://[v1.a]/",
        "https://-/",
        "https://login.example:443@127.0.0.1:443/",
        "HTTP://login.example/",
        "gopher://login.example/",
    ],
)
def test_a_url_that_may_be_read_in_two_ways_is_refused(url: str, connections: list[Any]) -> None:
    with pytest.raises(Unreachable):
        call(url, public=True)
    assert connections == []


class TestPatience:
    @pytest.fixture(autouse=True)
    def impatient(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(web, "PATIENCE_SECONDS", 0.5)

    @pytest.mark.parametrize("name", MISBEHAVIOURS)
    def test_nobody_keeps_a_caller_for_longer_than_that(self, name: str) -> None:
        with Misbehaving(MISBEHAVIOURS[name]) as server:
            took = cpu = -time.thread_time()
            took = -time.monotonic()
            with pytest.raises(Unreachable):
                web.read_json(f"{server.url}/keys")
            took, cpu = took + time.monotonic(), cpu + time.thread_time()

        assert took < 3  # on a busy machine
        assert cpu < 0.25
        assert server.connections == 1

    @pytest.mark.parametrize("name", [name for name in MISBEHAVIOURS if "for ever" in name])
    def test_what_never_ends_is_given_up_by_its_length(
        self, name: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(web, "PATIENCE_SECONDS", 20.0)
        with Misbehaving(MISBEHAVIOURS[name]) as server:
            started = time.monotonic()
            with pytest.raises(Unreachable):
                web.read_json(f"{server.url}/keys")
            assert time.monotonic() - started < 10

    def test_nor_a_handshake_that_drips(self) -> None:
        with Misbehaving(lambda: drip(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc", b"\x03")) as server:
            started = time.monotonic()
            with pytest.raises(Silent):
                call(f"https://127.0.0.1:{server.port}/")
            assert time.monotonic() - started < 3

    def test_nor_a_host_that_does_not_answer_at_all(self) -> None:
        with overrun() as port:
            started = time.monotonic()
            with pytest.raises(Silent):
                call(f"http://127.0.0.1:{port}/")
            assert time.monotonic() - started < 3

    def test_nor_a_name_that_nobody_resolves(self, monkeypatch: pytest.MonkeyPatch) -> None:
        answered = threading.Event()
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [answered.wait(20)][1:])
        started = time.monotonic()
        with pytest.raises(Silent):
            call("http://login.localhost/")
        assert time.monotonic() - started < 3
        answered.set()

    def test_the_next_address_is_called_while_the_first_one_says_nothing(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(web, "PATIENCE_SECONDS", 4.0)
        good = iter([b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"])
        with overrun() as dead, Misbehaving(lambda: good) as server:
            found = [
                (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))
                for port in (dead, server.port)
            ]
            monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)

            assert web.read_json("http://login.localhost/") == {}

    def test_several_calls_share_the_time(self) -> None:
        with Misbehaving(MISBEHAVIOURS["says nothing"]) as server:
            started = time.monotonic()
            with web.patience():
                for _ in range(10):
                    with pytest.raises(Unreachable):
                        call(server.url)
            assert time.monotonic() - started < 3
