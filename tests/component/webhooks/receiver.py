"""A server that listens to what webhooks are sent."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any

from tests.loopback import LoopbackServer

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Request:
    """A request as a receiver got it."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Receiver:
    """A server on this machine. `status`: what it answers; `called`: done with each request before that."""

    def __init__(self) -> None:
        self.status = 204
        self.headers: dict[str, str] = {}
        self.requests: list[Request] = []
        self.called: Callable[[], None] = lambda: None
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.requests.append(Request(self.path, dict(self.headers.items()), body))
                receiver.called()
                self.send_response(receiver.status)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Keep quiet."""

        self._server = LoopbackServer(Handler)
        self.url = f"{self._server.url}/hooks"

    def close(self) -> None:
        self._server.close()

    def taken(self) -> list[Request]:
        """Return the requests since the last look."""
        taken, self.requests = self.requests, []
        return taken
