"""Addresses that are not public, and resolvers that name them."""

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest

NOT_PUBLIC = [
    "0.0.0.0",  # noqa: S104 - not bound to
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.255",
    "169.254.169.254",
    "169.254.170.2",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:93.184.216.34",
    "::ffff:0:10.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::169.254.169.254",
    "64:ff9b::10.0.0.1",
    "64:ff9b::224.0.0.1",
    "64:ff9b:1::10.0.0.1",
    "64:ff9b:1::93.184.216.34",
    "64:ff9b:1:ffff::1",
    "100::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "2002:a00:1::1",
    "2002:a9fe:a9fe::1",
    "2002:5db8:d822::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%1",
    "2606:2800:220:1::1%1",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
]


def spellings(address: str) -> Iterator[str]:
    """Yield how resolvers let one write an IPv4 address, besides its four decimal numbers."""
    number = int(ipaddress.IPv4Address(address))
    first, rest = number >> 24, number & 0xFFFFFF
    parts = address.split(".")
    yield from (str(number), hex(number), f"0{number:o}", hex(number).upper().replace("X", "x"))
    yield from (f"{first}.{rest}", f"{first:#x}.{rest}", f"0{first:o}.{rest:#x}")
    yield f"{first}.{parts[1]}.{number & 0xFFFF}"
    yield ".".join(f"{int(part):#x}" for part in parts)
    yield ".".join(f"0{int(part):o}" for part in parts)
    yield ".".join(part.zfill(3) for part in parts)
    yield f"{address}."
    yield address.replace(".", "\u3002")
    yield "".join(chr(ord(digit) + 0xFEE0) if digit.isdigit() else digit for digit in address)
    yield address.replace("1", "%31", 1)


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The addresses that somebody tried to connect to; nobody succeeds."""
    tried: list[Any] = []

    class Unconnectable(socket.socket):
        def connect(self, address: Any) -> None:
            tried.append(address)
            raise ConnectionRefusedError

    monkeypatch.setattr(socket, "socket", Unconnectable)
    return tried


class Names:
    """A resolver: each time a name is asked for, it has the next answer, and keeps the last one."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked = 0

    def __call__(self, _host: str, port: int, **_: Any) -> list[Any]:
        answer = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        return [
            (socket.AF_INET6, socket.SOCK_STREAM, 6, "", (address, port, 0, 0))
            if ":" in address
            else (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))
            for address in answer
        ]
