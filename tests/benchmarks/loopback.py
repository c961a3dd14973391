"""HTTP servers of this process, on loopback ports."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler
from typing import Any, ClassVar

from tests.loopback import on_loopback


class Handler(BaseHTTPRequestHandler):
    """Answers over connections that stay open, and logs nothing. `served` is what the server stands for."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    served: ClassVar[Any]

    def handle(self) -> None:
        """Answer until the connection ends, which it does with the process at its other end."""
        with suppress(ConnectionError):
            super().handle()

    def body(self) -> bytes:
        """That of the request."""
        return self.rfile.read(int(self.headers["Content-Length"] or 0))

    def answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        """Send an answer in JSON."""
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *_: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@contextmanager
def serving(handler: type[Handler], served: object) -> Iterator[str]:
    """Host and port at which something is served."""
    with on_loopback(type(handler.__name__, (handler,), {"served": served})) as server:
        yield server.address
