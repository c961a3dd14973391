"""Calls to issuers of tokens: over TLS, brief, without redirects, and to nowhere but where they may lead."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.domain.json_text import Json

TIMEOUT_SECONDS = 3
MAX_ANSWER_BYTES = 256 * 1024
_JSON = {"Accept": "application/json"}
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Unreachable(Exception):
    """There is no answer that can be used; the message says why, and nothing of what was sent."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An issuer's answer."""

    status: int
    body: bytes = field(repr=False)

    def json(self) -> Json:
        """Return the body as JSON. Raises `Unreachable`."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise Unreachable("the answer is not JSON") from None


def checked_url(url: str, *, public: bool = False) -> str:
    """Return the URL, if an issuer may be called by it: https, or http on this machine. Raises `ValueError`.

    `public`: only https, and no address of this machine or of a private network, since it is not the operator
    who says where the issuer is.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    secure = parts.scheme == "https" or (parts.scheme == "http" and not public and _is_loopback(host))
    if not secure or not host or parts.port == 0 or parts.username is not None or parts.fragment:
        raise ValueError(f"{url!r} is not an https URL")
    if public and not _may_be_public(host):
        raise ValueError(f"{url!r} leads to no public address")
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
    try:
        parts = urlsplit(checked_url(url, public=public))
    except ValueError as error:
        raise Unreachable(str(error)) from None
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    connect = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = connect(parts.hostname or "", parts.port, timeout=TIMEOUT_SECONDS)
    try:
        connection.connect()
        if public and not _is_public(connection.sock.getpeername()[0]):
            raise Unreachable(f"{url} leads to no public address")
        if form is None:
            connection.request("GET", target, headers={**_JSON, **(headers or {})})
        else:
            connection.request("POST", target, urlencode(form), {**_JSON, **_FORM, **(headers or {})})
        answer = connection.getresponse()
        body = answer.read(MAX_ANSWER_BYTES + 1)
    except (OSError, HTTPException, ValueError) as error:
        # What is no failure of the network may quote the answer.
        reason = repr(error) if isinstance(error, OSError) else type(error).__name__
        raise Unreachable(f"{url} cannot be reached: {reason}") from None
    finally:
        connection.close()
    if len(body) > MAX_ANSWER_BYTES:
        raise Unreachable(f"{url} answers more than {MAX_ANSWER_BYTES} bytes")
    return Answer(answer.status, body)


def read_json(url: str, *, public: bool = False) -> Json:
    """Return the JSON document at the URL; `public` as for `checked_url`. Raises `Unreachable`."""
    answer = call(url, public=public)
    if answer.status != 200:  # noqa: PLR2004 - HTTP's OK
        raise Unreachable(f"{url} answers {answer.status}")
    return answer.json()


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _may_be_public(host: str) -> bool:
    """Return whether a host is neither this machine nor a private address.

    Where a name leads is seen later.
    """
    try:
        return _is_public(host)
    except ValueError:
        return not _is_loopback(host)


def _is_public(address: str) -> bool:
    return ip_address(address).is_global
