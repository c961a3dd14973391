"""Calls to issuers of tokens and to receivers of webhooks, whose addresses others say.

They go over TLS, are brief, follow no redirects, and lead nowhere but to the address that was checked.
"""

from __future__ import annotations

import io
import json
import re
import socket
import ssl
import time
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlencode, urlsplit

from shared.adapters.web.addresses import addresses_of, is_host, is_loopback, is_public

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shared.adapters.web.addresses import Address
    from shared.domain.json_text import Json

PATIENCE_SECONDS = 5.0
"""How long all calls to issuers may take together that one request needs."""
MAX_ANSWER_BYTES = 256 * 1024
_MAX_HEAD_BYTES = 32 * 1024
_HTTP, _HTTPS = 80, 443
_FIRST_FREE_PORT = 1024
_MOST_ADDRESSES = 4
_URL = re.compile(r"[!-\[\]-~]+")  # printable ASCII without a backslash, which browsers take for a slash
_JSON = {"Accept": "application/json"}
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_ends_at: ContextVar[float] = ContextVar("ends_at")


class Unreachable(Exception):
    """There is no answer that can be used; the message says why, and nothing of what was sent."""


class Silent(Unreachable):
    """There is no answer at all, or none that was complete in time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a call."""

    status: int
    body: bytes = field(repr=False)

    def json(self) -> Json:
        """Return the body as JSON. Raises `Unreachable`."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise Unreachable("the answer is not JSON") from None


@contextmanager
def patience(seconds: float | None = None) -> Iterator[None]:
    """All calls in here take no more than so many seconds together, nor longer than they may outside.

    Unless said, these are `PATIENCE_SECONDS`.
    """
    own = PATIENCE_SECONDS if seconds is None else seconds
    token = _ends_at.set(min(_ends_at.get(float("inf")), time.monotonic() + own))
    try:
        yield
    finally:
        _ends_at.reset(token)


def seconds_left() -> float:
    """Return how long calls may still take. Raises `Silent` when their time is up."""
    if (ends_at := _ends_at.get(None)) is None:
        return PATIENCE_SECONDS
    if (seconds := ends_at - time.monotonic()) <= 0:
        raise Silent("it takes too long")
    return seconds


def checked_url(url: str, *, public: bool = False) -> str:
    """Return the URL, if it may be called: https, or http on this machine. Raises `ValueError`.

    `public`: only https, at its usual port or one that is free for all, and no address of this machine or of
    a private network, since it is not the operator who says where the other side is.
    """
    parts = urlsplit(url) if _URL.fullmatch(url) else SplitResult("", "", "", "", "")
    host = parts.hostname or ""
    secure = parts.scheme == "https" or (parts.scheme == "http" and not public and is_loopback(host))
    if not secure or not is_host(host) or parts.port == 0 or "@" in parts.netloc or "#" in url:
        raise ValueError(f"{url!r} is not an https URL")
    if public and not _may_be_public(host):
        raise ValueError(f"{url!r} leads to no public address")
    if public and parts.port is not None and parts.port != _HTTPS and parts.port < _FIRST_FREE_PORT:
        raise ValueError(f"{url!r} is not an https URL: its port is another service's")
    return url


def call(
    url: str,
    *,
    form: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    public: bool = False,
) -> Answer:
    """Return the answer to a GET, or to a form's POST; `public` as for `checked_url`. Raises `Unreachable`.

    Redirects are not followed: they could lead anywhere.
    """
    body = urlencode(form).encode() if form is not None else None
    kind = _FORM if form is not None else {}
    with patience():
        answer = _called(url, body, {**_JSON, **kind, **(headers or {})}, MAX_ANSWER_BYTES + 1, public=public)
    if len(answer.body) > MAX_ANSWER_BYTES:
        raise Unreachable(f"{url} answers more than {MAX_ANSWER_BYTES} bytes")
    return answer


def post(url: str, body: bytes, headers: Mapping[str, str], *, seconds: float, public: bool = False) -> int:
    """Return the status that a body's POST is answered with, in time; `public` as for `checked_url`.

    Only the head of the answer is read. Redirects are not followed. Raises `Unreachable`.
    """
    with patience(seconds):
        return _called(url, body, headers, 0, public=public).status


def read_json(url: str, *, public: bool = False) -> Json:
    """Return the JSON document at the URL; `public` as for `checked_url`. Raises `Unreachable`."""
    answer = call(url, public=public)
    if answer.status != 200:  # noqa: PLR2004 - HTTP's OK
        raise Unreachable(f"{url} answers {answer.status}")
    return answer.json()


def _called(url: str, body: bytes | None, headers: Mapping[str, str], read: int, *, public: bool) -> Answer:
    try:
        parts = urlsplit(checked_url(url, public=public))
    except ValueError as error:
        raise Unreachable(str(error)) from None
    try:
        return _answer(parts, body, headers, read, public=public)
    except (OSError, HTTPException, ValueError) as error:
        # What is not a failure of the network may quote the answer.
        reason = repr(error) if isinstance(error, OSError) else type(error).__name__
        kind = Silent if isinstance(error, OSError) else Unreachable
        raise kind(f"{url} cannot be reached: {reason}") from None


def _answer(
    parts: SplitResult, body: bytes | None, headers: Mapping[str, str], read: int, *, public: bool
) -> Answer:
    host, is_secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (_HTTPS if is_secure else _HTTP)
    # Of a name that is resolved twice, the second answer could be another: only what was checked is called.
    found = addresses_of(host, port, seconds_left())[:_MOST_ADDRESSES]
    if public and not all(is_public(address[0]) for _, _, address in found):
        raise Unreachable(f"{parts.geturl()} leads to no public address")
    if not is_secure and not all(is_loopback(address[0]) for _, _, address in found):
        raise Unreachable(f"{parts.geturl()} does not lead to this machine")
    with _connected(found) as plain, _secured(plain, host) if is_secure else plain as connected:
        connection = HTTPConnection(host, port)
        connection.default_port = _HTTPS if is_secure else _HTTP
        connection.auto_open = 0
        connection.sock = _Wire(connected)
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection.request("GET" if body is None else "POST", target, body, headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.read(read) if read else b"")


def _connected(addresses: Sequence[Address]) -> socket.socket:
    """Return a connection to the first of the addresses that takes one. Raises `OSError`.

    None of them can use up the time of those after it.
    """
    failure = OSError()
    for position, (family, protocol, address) in enumerate(addresses):
        connected = socket.socket(family, socket.SOCK_STREAM, protocol)
        try:
            connected.settimeout(seconds_left() / (len(addresses) - position))
            connected.connect(address)
        except OSError as error:
            connected.close()
            failure = error
        else:
            return connected
    raise failure


def _secured(connected: socket.socket, host: str) -> socket.socket:
    """Return the connection with TLS, by a certificate for the host's name. Raises `OSError`."""
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    connected.settimeout(seconds_left())
    name = host.removesuffix(".")
    secured = context.wrap_socket(connected, server_hostname=name, do_handshake_on_connect=False)
    try:
        secured.do_handshake()
    except OSError:
        secured.close()
        raise
    return secured


class _TooMuch(HTTPException):
    """An answer that goes on for longer than it may."""


class _Wire:
    """A connection, as far as `http.client` uses one, that ends when the time is up."""

    def __init__(self, connected: socket.socket) -> None:
        self._connected = connected

    def sendall(self, data: bytes) -> None:
        """Send all of it."""
        rest = memoryview(data)
        while rest:
            self._connected.settimeout(seconds_left())
            rest = rest[self._connected.send(rest) :]

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Return the answer."""
        return io.BufferedReader(_Incoming(self._connected))

    def close(self) -> None:
        """Leave it open: what the other side sends is still to be read."""


class _Incoming(io.RawIOBase):
    """Incoming bytes: those that trickle, and heads that go on forever, do not keep a reader."""

    def __init__(self, connected: socket.socket) -> None:
        self._connected = connected
        self._room = MAX_ANSWER_BYTES + _MAX_HEAD_BYTES

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read what there is, for as long as there is time."""
        if self._room <= 0:
            raise _TooMuch
        self._connected.settimeout(seconds_left())
        count = self._connected.recv_into(buffer)
        self._room -= count
        return count


def _may_be_public(host: str) -> bool:
    """Return whether a host is neither this machine nor a private address.

    Where a name leads is seen later.
    """
    try:
        return is_public(host)
    except ValueError:
        return not is_loopback(host)
