"""Listening on this machine only."""

import re
import socket

HOST = "127.0.0.1"
_LOOPBACK = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?", re.IGNORECASE)


class PortUnavailable(Exception):
    """The port cannot be listened on; the message is one sentence."""


def listen(port: int) -> socket.socket:
    """Return a listening socket on a loopback port (0: any free one). Raises `PortUnavailable`."""
    # asyncio switches off Nagle's algorithm only if the protocol is named; with it, an answer takes 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(512)
    except (OSError, OverflowError) as error:
        listener.close()
        reason = error.strerror if isinstance(error, OSError) else "there is no such port"
        raise PortUnavailable(f"Port {port} of {HOST} cannot be used: {reason}; choose another.") from None
    return listener


def is_loopback(host_header: str | None) -> bool:
    """Return whether a request's `Host` is one of this machine's own names, not one given by others."""
    return host_header is not None and _LOOPBACK.fullmatch(host_header) is not None
