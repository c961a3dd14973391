"""The console at /console: its files, and how people log in to it on this machine."""

import json
import re
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from local.demo.tenant import CLIENTS, STOREFRONT, TENANT, secrets_of
from local.http.messages import Request, Response, message
from local.machine.paths import CONSOLE
from local.pages.document import CONSOLE_PREFIX, document, media_file
from shared.adapters.web.client import checked_url

_INDEX = "index.html"
_SECONDS = 30.0  # for a token
_REQUIRED = frozenset({"name", "authorizationEndpoint", "tokenEndpoint", "clientId"})
_OPTIONAL = frozenset({"scope", "token", "tenant", "endSession"})
_HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Console:
    """The console of the service at `url`, whose demo's secrets are in `state_dir`.

    `issuers`: where staff can log in, as `config.json` has them (console/README.md).
    """

    url: str
    state_dir: Path
    mailbox: bool
    issuers: tuple[Mapping[str, str], ...] = ()

    def page(self, request: Request) -> Response | None:
        """Return a file of the console, or None if there is none."""
        if request.method != "GET" or not f"{request.path}/".startswith(CONSOLE_PREFIX):
            return None
        name = request.path.removeprefix(CONSOLE_PREFIX)
        if f"{name}/" == CONSOLE_PREFIX:
            return Response(302, (("location", CONSOLE_PREFIX),))
        if name in {"", _INDEX}:
            text = (CONSOLE / _INDEX).read_text(encoding="utf-8")
            return document(text, connects=sorted({_origin(each["tokenEndpoint"]) for each in self.issuers}))
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
            "signIn": {"issuers": self.issuers, "local": "/_local/sign-in", "callers": callers},
            "mailbox": "/_local/mailbox" if self.mailbox else None,
            "events": "/_local/events" if self.mailbox else None,
            "requests": "/_local/requests",
            "links": {"api": "/docs", "machine": "/_local"},
        }


def issuers_from(setting: str) -> tuple[Mapping[str, str], ...]:
    """Return the issuers in the variable `CONSOLE_ISSUERS`. Raises `ValueError` saying what to change."""
    entries = json.loads(setting)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError("must be a list of objects")
    for entry in entries:
        if not (_REQUIRED <= entry.keys() <= _REQUIRED | _OPTIONAL) or not all(
            isinstance(value, str) and value for value in entry.values()
        ):
            raise ValueError(f"each needs {', '.join(sorted(_REQUIRED))} as strings")
        for name in ("authorizationEndpoint", "tokenEndpoint"):
            checked_url(entry[name])
            _origin(entry[name])
    return tuple(entries)


def _origin(url: str) -> str:
    """Return a URL's origin, as a policy names it. Raises `ValueError` for what would say more there."""
    parts = urlsplit(url)
    if not _HOST.fullmatch(parts.netloc):
        raise ValueError(f"{url} has no plain host")
    return f"{parts.scheme}://{parts.netloc}"


def _json(status: int, content: object) -> Response:
    return _answer(status, json.dumps(content, ensure_ascii=False).encode())


def _answer(status: int, body: bytes) -> Response:
    return Response(status, (("content-type", "application/json"), ("cache-control", "no-store")), body)
