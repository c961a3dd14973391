"""Where names lead: the addresses that may be called on behalf of a tenant."""

from __future__ import annotations

import re
import socket
import threading
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

# The registries of special addresses (IANA, RFC 6890), in full: what Python knows of them differs by version.
_SPECIAL_V4 = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # carriers' NAT
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local, and metadata of AWS
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
_UNICAST_V6 = ip_network("2000::/3")
_SPECIAL_V6 = tuple(
    ip_network(network)
    for network in (
        "2001::/23",  # protocols: Teredo, benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which nobody needs any more
        "3fff::/20",  # documentation
    )
)
_NAT64 = ip_network("64:ff9b::/96")
_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_.])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
Address = tuple[socket.AddressFamily, int, Any]
"""Family, protocol and address of a socket."""


class NotFound(OSError):
    """A name leads nowhere, or not in time."""


def is_public(address: str) -> bool:
    """Return whether an address is one machine's on the internet. Raises `ValueError` for what is none."""
    parsed = ip_address(address)
    if isinstance(parsed, IPv4Address):
        return _is_public_v4(parsed)
    return parsed.scope_id is None and _is_public_v6(parsed)


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine by its name, or by an address as it is usually written."""
    host = host.removesuffix(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_host(host: str) -> bool:
    """Return whether this is a name in ASCII, or an address as it is usually written.

    Resolvers also take `127.1`, `2130706433` and `0x7f.1` for addresses.
    """
    try:
        return getattr(ip_address(host), "scope_id", None) is None
    except ValueError:
        last_label = host.removesuffix(".").rpartition(".")[2]
        return _NAME.fullmatch(host) is not None and _NUMBER.fullmatch(last_label) is None


def addresses_of(host: str, port: int, seconds: float) -> Sequence[Address]:
    """Return where a host and port lead. Raises `OSError`.

    The system's resolver knows no time limit, so another thread waits for it.
    """
    found: list[Address] = []
    failures: list[Exception] = []

    def resolve() -> None:
        try:
            for family, _, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                found.append((family, protocol, address))
        except (OSError, ValueError) as failure:
            failures.append(failure)

    resolver = threading.Thread(target=resolve, daemon=True)
    resolver.start()
    resolver.join(seconds)
    if resolver.is_alive():
        raise NotFound("its name is not resolved in time")
    if failures or not found:
        raise NotFound("its name leads nowhere")
    return tuple(found)


def _is_public_v4(address: IPv4Address) -> bool:
    return address.is_global and not any(address in network for network in _SPECIAL_V4)


def _is_public_v6(address: IPv6Address) -> bool:
    if address in _NAT64:  # a gateway calls the IPv4 address in it
        return _is_public_v4(IPv4Address(int(address) & 0xFFFFFFFF))
    is_unicast = address in _UNICAST_V6 and not any(address in network for network in _SPECIAL_V6)
    return is_unicast and address.is_global
