"""Calls of a running service."""

import http.client
import json
from urllib.parse import urlsplit

from shared.domain.json_text import Json


class Refused(Exception):
    """The service answered something other than success."""


def call(
    url: str, token: str, method: str, path: str, document: object = None
) -> tuple[Json, dict[str, str]]:
    """Return the answer's document and headers, in lower case. Raises `Refused`."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    try:
        body = json.dumps(document) if document is not None else None
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read()
    finally:
        connection.close()
    if answer.status >= http.HTTPStatus.BAD_REQUEST:
        raise Refused(f"{method} {path}: {answer.status} {text.decode()}")
    named = {name.lower(): value for name, value in answer.getheaders()}
    return (json.loads(text) if text else None), named
