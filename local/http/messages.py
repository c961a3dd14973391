"""Requests and responses of HTTP, as the servers of this machine pass them around."""

import json
import time
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Request:
    """A request as received: the path is decoded, the query string is not, header names are lower case."""

    id: str
    method: str
    path: str
    query: str
    protocol: str
    headers: tuple[tuple[str, str], ...]
    source_ip: str
    body: bytes
    received: float = field(default_factory=time.time)

    def header(self, name: str) -> str | None:
        """Return the value of a header (lower case), several joined by commas."""
        return ",".join(value for key, value in self.headers if key == name) or None


@dataclass(frozen=True, slots=True)
class Response:
    """A response before it is sent; header names are lower case."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


def message(status: int, text: str) -> Response:
    """Return an answer by API Gateway itself."""
    body = json.dumps({"message": text}, separators=(",", ":")).encode()
    return Response(status, (("content-type", "application/json"),), body)
