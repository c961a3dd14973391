"""Connections over HTTP that are kept open from one request to the next."""

from __future__ import annotations

import os
import select
import socket
import time
from http.client import HTTPConnection, HTTPSConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping

_MOST_KEPT = 128  # in Lambda there is one or a few; on a laptop all functions share them
_IDLE_SECONDS = 20
"""How long a connection is kept for the next request. After a longer pause, in which a process may have been
frozen, the other side may have ended it unseen, and a request on it would wait in vain."""


class Unreachable(OSError):
    """No connection came about; its cause says why."""


class Connections:
    """Those to one origin, for any number of threads: each has one for itself until it has the answer.

    `connecting` and `answering`: the seconds in which a connection must come about, and in which the other
    side must go on with an answer.
    """

    def __init__(self, url: str, *, connecting: float, answering: float) -> None:
        origin = urlsplit(url)
        self.host = origin.netloc
        self.path = origin.path or "/"
        self._address = (origin.hostname or "", origin.port)
        self._connecting, self._answering = connecting, answering
        self._kept: list[tuple[HTTPConnection, float]] = []
        self._tls = _tls() if origin.scheme == "https" else None

    def __del__(self) -> None:
        """Close what was kept: where a process makes many clients, each would leave a connection."""
        for connection, _ in self._kept:
            connection.close()

    def post(self, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """Send a request once, and return the status and the body of its answer.

        Raises `Unreachable`, and `OSError` or `HTTPException` when no whole answer comes.
        """
        connection = self._idle() or self._opened()
        try:
            connection.request("POST", self.path, body, headers)
            response = connection.getresponse()
            answer = response.status, response.read()
        except BaseException:
            connection.close()
            raise
        if response.will_close or len(self._kept) >= _MOST_KEPT:
            connection.close()
        else:
            self._kept.append((connection, time.time()))
        return answer

    def _idle(self) -> HTTPConnection | None:
        """Return a connection that was kept and seems open on the other side."""
        while True:
            try:
                connection, since = self._kept.pop()
            except IndexError:
                return None
            # The clock of the wall: one that counts the process's own time may stand still with it.
            if time.time() - since <= _IDLE_SECONDS and not _is_readable(connection.sock):
                return connection
            connection.close()

    def _opened(self) -> HTTPConnection:
        host, port = self._address
        connection = (
            HTTPConnection(host, port, timeout=self._connecting)
            if self._tls is None
            else HTTPSConnection(host, port, timeout=self._connecting, context=self._tls)
        )
        try:
            connection.connect()
        except OSError as error:
            connection.close()
            raise Unreachable from error
        connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        connection.sock.settimeout(self._answering)
        return connection


def _tls() -> ssl.SSLContext:
    import ssl

    bundle = os.environ.get("AWS_CA_BUNDLE") or os.environ.get("REQUESTS_CA_BUNDLE")
    return ssl.create_default_context(cafile=bundle or None)


def _is_readable(sock: socket.socket) -> bool:
    """Return whether there is something to read; where nothing was asked, that is the connection's end."""
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return bool(poll.poll(0))
