"""A mail service on a loopback port: it takes messages as SES does, or fails to."""

import json
from http.server import BaseHTTPRequestHandler
from typing import Any, Self

from tests.loopback import LoopbackServer

SEND_EMAIL = "/v2/email/outbound-emails"
CONFIGURATION_SET = "a-configuration-set"

Document = dict[str, Any]


class Ses:
    """`taken` are the messages that it took, as they were sent."""

    def __init__(self) -> None:
        self.taken: list[Document] = []
        self.requests = 0
        self._faults: list[tuple[int, str]] = []

    def __enter__(self) -> Self:
        self._server = LoopbackServer(_handler_of(self))
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()

    @property
    def url(self) -> str:
        return self._server.url

    def clear(self) -> None:
        """As if nothing had been sent, and in order."""
        self.taken.clear()
        self.requests = 0
        self._faults.clear()

    def fail(self, status: int, code: str, times: int = 100) -> None:
        """Refuse the next messages, with errors that quote them."""
        self._faults = [(status, code)] * times

    def answer(self, message: Document) -> tuple[int, Document, Document]:
        """Status, headers and body of the answer to a message."""
        self.requests += 1
        if self._faults:
            status, code = self._faults.pop()
            return status, {"x-amzn-errortype": code}, {"message": json.dumps(message)}
        self.taken.append(message)
        return 200, {}, {"MessageId": f"{len(self.taken)}"}


def _handler_of(ses: Ses) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == SEND_EMAIL
            message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, headers, document = ses.answer(message)
            body = json.dumps(document).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": f"{len(body)}"}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
