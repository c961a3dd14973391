"""Servers on loopback ports that do not do what a server does."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAUSE = 0.02
"""Between two bytes of a drip: far less than any time limit for one of them."""
OK = b"HTTP/1.1 200 OK\r\n"


def drip(start: bytes, byte: bytes) -> Iterator[bytes]:
    """Yield the start, and then one byte after another for as long as anybody listens."""
    yield start
    while True:
        time.sleep(PAUSE)
        yield byte


def flood(start: bytes, block: bytes) -> Iterator[bytes]:
    """Yield the start, and then the block again and again."""
    yield start
    while True:
        yield block


MISBEHAVIOURS: dict[str, Callable[[], Iterator[bytes]]] = {
    "says nothing": lambda: drip(b"", b""),
    "its status drips": lambda: drip(b"HTTP/1.1 2", b"0"),
    "its headers drip": lambda: drip(OK + b"X-Long: ", b"x"),
    "its body drips": lambda: drip(OK + b"Content-Length: 100000\r\n\r\n[", b" "),
    "its chunks drip": lambda: drip(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    "its chunk's name drips": lambda: drip(OK + b"Transfer-Encoding: chunked\r\n\r\n1;", b"x"),
    "goes on for ever": lambda: flood(OK + b"\r\n", b" " * 65536),
    "has headers for ever": lambda: flood(OK, b"X-Long: " + b"x" * 1000 + b"\r\n"),
    "has a header for ever": lambda: flood(OK + b"X-Long: ", b"x" * 65536),
    "says for ever that it will answer": lambda: flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "has trailers for ever": lambda: flood(
        OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n", b"X-Long: " + b"x" * 1000 + b"\r\n"
    ),
    "hangs up": lambda: iter([b""]),
    "hangs up early": lambda: iter([OK + b"Content-Length: 100\r\n\r\n{"]),
    "speaks of something else": lambda: iter([b"220 mail.example ESMTP\r\n"]),
    "leads elsewhere": lambda: iter(
        [b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"]
    ),
    "packs what it says": lambda: iter(
        [OK + b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x00"]
    ),
}


class Misbehaving:
    """A server of which each connection gets what `chunks` yields. `connections`: how many there were."""

    def __init__(self, chunks: Callable[[], Iterator[bytes]]) -> None:
        self._chunks = chunks
        self._threads: list[threading.Thread] = []
        self._ended = threading.Event()
        self.connections = 0

    def __enter__(self) -> Self:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.settimeout(PAUSE)
        self.port = self._server.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._run(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()
        self._server.close()

    def _run(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._ended.is_set():
            with contextlib.suppress(TimeoutError):
                connection, _ = self._server.accept()
                self.connections += 1
                self._run(self._answer, connection)

    def _answer(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            connection.settimeout(1)
            connection.recv(65536)
            for chunk in self._chunks():
                if self._ended.is_set():
                    return
                connection.sendall(chunk)


@contextlib.contextmanager
def overrun() -> Iterator[int]:
    """A port whose queue of connections is full, so that nobody answers to one more, as on a dead host."""
    with contextlib.ExitStack() as queue:
        server = queue.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        port = server.getsockname()[1]
        for _ in range(3):
            waiting = queue.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(("127.0.0.1", port))
        yield port
