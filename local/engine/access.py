"""Who may call the engine: whoever has the key of this start, and never a page in a browser."""

from collections.abc import Mapping
from http import HTTPStatus

from local.engine.requests import Answer, error
from local.http.signature import AccessKey, is_signed
from local.machine.loopback import is_loopback

BODY_LIMIT = 16 * 1024 * 1024  # bytes, as DynamoDB has it for the largest batch
TARGET = "x-amz-target"
_ONLY_BROWSERS = "sec-fetch-"


def refusal(method: str, path: str, query: bytes, headers: Mapping[str, str]) -> Answer | None:
    """Return the answer to a request that is refused without reading its body.

    A page may send requests to this machine, and may have its own name point here; a browser then says so.
    """
    if (method, path, query) != ("POST", "/", b""):
        return error(HTTPStatus.NOT_FOUND, "UnknownOperationException", "There is nothing here.")
    if not is_loopback(headers.get("host")) or "origin" in headers or any(map(_of_browser, headers)):
        return _DENIED
    return None


def refusal_of_body(key: AccessKey, headers: Mapping[str, str], body: bytes) -> Answer | None:
    """Return the answer to a request that is not signed with the key."""
    return None if is_signed(key, "/", headers, body, TARGET) else _UNSIGNED


def _of_browser(name: str) -> bool:
    return name.startswith(_ONLY_BROWSERS)


_DENIED = error(HTTPStatus.FORBIDDEN, "AccessDeniedException", "Browsers and other hosts have no access.")
_UNSIGNED = error(
    HTTPStatus.FORBIDDEN,
    "UnrecognizedClientException",
    "The request is not signed with the key of the engine's present start.",
)
