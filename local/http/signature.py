"""Signature Version 4, with which clients of AWS sign their calls, verified on this machine."""

import hashlib
import hmac
import re
import secrets
import time
from calendar import timegm
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple, Self

_ALGORITHM = "AWS4-HMAC-SHA256"
_AUTHORIZATION = re.compile(
    _ALGORITHM + r" Credential=([^/, ]+)/(\d{8})/([^/, ]+)/([^/, ]+)/aws4_request, ?"
    r"SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})"
)
_ALWAYS_SIGNED = frozenset({"host", "x-amz-date"})
_DEVIATION = 15 * 60.0  # seconds, as AWS allows it


class AccessKey(NamedTuple):
    """An access key. Its text is for the environment of a child process alone."""

    id: str
    secret: str

    @classmethod
    def new(cls) -> Self:
        """Return a key that nobody else knows."""
        return cls(f"LOCAL{secrets.token_hex(8).upper()}", secrets.token_urlsafe(32))

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the key of such a text."""
        key_id, _, secret = text.partition(":")
        return cls(key_id, secret)

    def __str__(self) -> str:
        return f"{self.id}:{self.secret}"

    def __repr__(self) -> str:
        return f"AccessKey({self.id})"


def is_signed(key: AccessKey, path: str, headers: Mapping[str, str], body: bytes, *signed: str) -> bool:
    """Return whether a `POST` without a query was signed with the key just now, `signed` headers included.

    The names of `headers` are in lower case.
    """
    found = _AUTHORIZATION.fullmatch(headers.get("authorization", ""))
    if found is None:
        return False
    key_id, date, region, service, names, signature = found.groups()
    listed = names.split(";")
    moment = headers.get("x-amz-date", "")
    if not (_ALWAYS_SIGNED | set(signed)) <= set(listed):
        return False
    if not moment.startswith(date) or not _is_now(moment):
        return False
    lines = [f"{name}:{' '.join(headers.get(name, '').split())}" for name in listed]
    request = "\n".join(["POST", path, "", *lines, "", names, hashlib.sha256(body).hexdigest()])
    scope = f"{date}/{region}/{service}/aws4_request"
    text = "\n".join([_ALGORITHM, moment, scope, hashlib.sha256(request.encode()).hexdigest()])
    made = hmac.digest(_signing_key(key.secret, date, region, service), text.encode(), "sha256").hex()
    return hmac.compare_digest(key_id.encode(), key.id.encode()) & hmac.compare_digest(made, signature)


def _is_now(moment: str) -> bool:
    try:
        then = timegm(time.strptime(moment, "%Y%m%dT%H%M%SZ"))
    except ValueError:
        return False
    return abs(time.time() - then) < _DEVIATION


@lru_cache(16)
def _signing_key(secret: str, *parts: str) -> bytes:
    made = f"AWS4{secret}".encode()
    for part in (*parts, "aws4_request"):
        made = hmac.digest(made, part.encode(), "sha256")
    return made
