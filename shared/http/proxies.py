"""The proxies in front of the gateway, and the addresses of the callers whose calls they pass on.

See api.md §5, Throttling. Only `X-Forwarded-For` is trusted, and only the entries that our own proxy has
added. Any other header may come from the caller, because not every proxy removes it.
"""

from __future__ import annotations

import hmac
import logging
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SECRET_HEADER = "x-proxy-secret"  # noqa: S105 - a header's name
_IPV6_NETWORK_BITS = 64
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TrustedProxies:
    """`secrets`: our proxy sends one of them; `networks`: other proxies between the caller and ours."""

    secrets: tuple[str, ...] = field(default=(), repr=False)
    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    def origin(self, headers: Mapping[str, str], gateway_source: str) -> tuple[str, Sequence[str]]:
        """Return the caller's address, and the addresses that it claims to forward for, nearest last.

        The caller is the gateway's source, unless one of our proxies sent the call: then it is the last
        address that is not a trusted proxy's, or the gateway's source if there is no valid address.
        """
        hops = [hop.strip() for hop in headers.get("x-forwarded-for", "").split(",") if hop.strip()]
        if hops and hops[-1] == gateway_source:  # the gateway's own entry
            hops.pop()
        if not self._came_through(headers.get(SECRET_HEADER, "")):
            return gateway_source, hops
        while hops:
            address = bare_address(hops.pop())
            if address is None:
                break
            if not any(ip_address(address) in network for network in self.networks):
                return address, hops
        return gateway_source, ()

    def _came_through(self, presented: str) -> bool:
        matches = [hmac.compare_digest(presented.encode(), secret.encode()) for secret in self.secrets]
        return any(matches)


@lru_cache(maxsize=4)  # a process has one environment
def trusted_proxies(networks: str, secrets: str) -> TrustedProxies:
    """Return the proxies that the environment names; a network that is not one is logged and not trusted."""
    parsed = []
    for text in filter(None, map(str.strip, networks.split(","))):
        try:
            parsed.append(ip_network(text, strict=False))
        except ValueError:
            _logger.error("TRUSTED_PROXIES names %r, which is not a network", text)  # noqa: TRY400 - no trace needed
    return TrustedProxies(tuple(filter(None, map(str.strip, secrets.split(",")))), tuple(parsed))


def bare_address(text: str) -> str | None:
    """Return an IP address without the brackets and port that some proxies write; None for anything else."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return str(ip_address(text))
    except ValueError:
        return None


def network_of(address: str) -> str | None:
    """Return the address, of IPv6 its network, as one machine has 2^64 of these; None for anything else."""
    bare = bare_address(address)
    if bare is None:
        return None
    parsed = ip_address(bare)
    if not isinstance(parsed, IPv6Address):
        return bare
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ip_network((parsed, _IPV6_NETWORK_BITS), strict=False))
