"""The console at /console: its files, and how people log in to it on this machine."""

import json
import urllib.error
import urllib.request
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs

from local.demo.tenant import CLIENTS, STOREFRONT, TENANT, secrets_of
from local.http.messages import Request, Response, message
from local.machine.paths import CONSOLE
from local.pages.document import CONSOLE_PREFIX, document, media_file

_INDEX = "index.html"
_SECONDS = 30.0  # for a token


@dataclass(frozen=True, slots=True)
class Console:
    """The console of the service at `url`, whose demo's secrets are in `state_dir`."""

    url: str
    state_dir: Path
    mailbox: bool

    def page(self, request: Request) -> Response | None:
        """Return a file of the console, or None if there is none."""
        if request.method != "GET" or not f"{request.path}/".startswith(CONSOLE_PREFIX):
            return None
        name = request.path.removeprefix(CONSOLE_PREFIX)
        if f"{name}/" == CONSOLE_PREFIX:
            return Response(302, (("location", CONSOLE_PREFIX),))
        if name in {"", _INDEX}:
            return document((CONSOLE / _INDEX).read_text(encoding="utf-8"))
        if name == "config.json":
            return _json(200, self._configuration())
        return media_file(CONSOLE, name)

    def sign_in(self, request: Request) -> Response:
        """Return a token of one of the demo's clients, from the service itself."""
        if request.method != "POST":
            return message(405, "Method Not Allowed")
        client = parse_qs(request.body.decode(errors="replace")).get("client", [""])[0]
        secret = secrets_of(self.state_dir).get(client)
        if secret is None:
            return _json(
                400, {"error": "invalid_client", "error_description": "The demo has no such client."}
            )
        credentials = b64encode(f"{client}:{secret}".encode()).decode()
        asked = urllib.request.Request(  # noqa: S310 - an address of this machine
            f"{self.url}/oauth/token",
            b"grant_type=client_credentials",
            {"Authorization": f"Basic {credentials}"},
        )
        try:
            with urllib.request.urlopen(asked, timeout=_SECONDS) as answer:  # noqa: S310
                return _answer(answer.status, answer.read())
        except urllib.error.HTTPError as refusal:
            return _answer(refusal.code, refusal.read())

    def _configuration(self) -> dict[str, object]:
        known = secrets_of(self.state_dir)
        callers = [
            {"id": client, "name": client.removeprefix(f"{TENANT}-"), "text": text}
            for client, text in CLIENTS.items()
            if client != STOREFRONT and client in known
        ]
        return {
            "api": "",
            "signIn": {"local": "/_local/sign-in", "callers": callers},
            "mailbox": "/_local/mailbox" if self.mailbox else None,
            "events": "/_local/events" if self.mailbox else None,
            "links": {"api": "/docs", "machine": "/_local"},
        }


def _json(status: int, content: object) -> Response:
    return _answer(status, json.dumps(content, ensure_ascii=False).encode())


def _answer(status: int, body: bytes) -> Response:
    return Response(status, (("content-type", "application/json"), ("cache-control", "no-store")), body)
