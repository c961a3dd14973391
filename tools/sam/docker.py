"""The address at which a container reaches this machine."""

import errno
import json
import socket
import subprocess

from local.machine.loopback import HOST

CONTAINER_NAME = "laptop.localhost"
"""This machine's name in containers; samconfig.toml lets Docker map it to its `host-gateway`."""

_INSPECT = ("docker", "network", "inspect", "bridge", "--format", "{{json .IPAM.Config}}")
_SECONDS = 30


class DockerMissing(Exception):
    """There is no Docker engine; the message is one sentence."""


def addresses() -> list[str]:
    """Return this machine's addresses to listen on for containers: loopback, and the end of Docker's bridge.

    If Docker runs in a virtual machine, as on macOS, the bridge does not end here, and containers reach
    loopback ports. Raises `DockerMissing`.
    """
    try:
        done = subprocess.run(_INSPECT, capture_output=True, text=True, timeout=_SECONDS, check=True)  # noqa: S603
        bridge = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        raise DockerMissing(
            "sam local runs functions in containers, but no Docker engine answers; install or start Docker."
        ) from None
    gateways = [config["Gateway"] for config in bridge or [] if "Gateway" in config]
    return [HOST, *(gateway for gateway in gateways if _is_ours(gateway))]


def _is_ours(address: str) -> bool:
    """Return whether this machine has the IPv4 address."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        try:
            probe.bind((address, 0))
        except socket.gaierror:
            return False  # an IPv6 address, which `host-gateway` has besides the IPv4 address
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                return False
            raise
    return True
