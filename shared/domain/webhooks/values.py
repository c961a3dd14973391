"""Rules for single values of webhooks: they return the value, or raise `ValueError` saying what to do."""

import base64
import binascii

from shared.domain.patterns import Pattern
from shared.domain.webhooks.signature import SECRET_PREFIX

CONFIGURATION_ID_PATTERN = "^[a-zA-Z0-9_-]{1,64}$"
MAX_HEADERS = 20
MAX_HEADER_VALUE = 1024
MIN_SECRET, MAX_SECRET = 16, 256
_SECRET_BYTES = (24, 64)
_CONFIGURATION_ID = Pattern(CONFIGURATION_ID_PATTERN)
_FIELD = Pattern("^[a-zA-Z0-9_]{1,64}$")
_HEADER_NAME = Pattern("^[A-Za-z0-9!#$%&'*+.^`|~-]{1,64}$")
_HEADER_VALUE = Pattern("^[!-~]([ -~]*[!-~])?$")
_PRINTABLE = Pattern("^[!-~]+$")
_CREDENTIALS = frozenset(
    {
        "api-key",
        "apikey",
        "authorization",
        "cookie",
        "cookie2",
        "set-cookie",
        "set-cookie2",
        "x-access-token",
        "x-api-key",
        "x-api-token",
        "x-auth-token",
        "x-authorization",
        "x-csrf-token",
    }
)
_OF_CREDENTIALS = ("proxy-auth", "x-amz-")
"""Names of such headers begin so: those of AWS sign a request, or hold a token."""
_OF_THE_CALL = frozenset(
    {
        "accept-encoding",
        "connection",
        "date",
        "expect",
        "forwarded",
        "host",
        "http2-settings",
        "keep-alive",
        "max-forwards",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "via",
    }
)
_BEGINNINGS_OF_THE_CALL = ("content-", "webhook-", "proxy-", "sec-")
_TRUSTED = frozenset(
    {
        "client-ip",
        "front-end-https",
        "true-client-ip",
        "x-client-ip",
        "x-cluster-client-ip",
        "x-http-method",
        "x-http-method-override",
        "x-method-override",
        "x-original-host",
        "x-original-method",
        "x-original-url",
        "x-real-ip",
        "x-rewrite-url",
    }
)
"""Headers by which servers believe a proxy who calls, from where, and what for."""
_BEGINNINGS_OF_THE_TRUSTED = ("cf-connecting-", "x-forwarded", "x-envoy-")


def configuration_id(value: str) -> str:
    """Return the id of an event's configuration."""
    return _CONFIGURATION_ID.checked(value, "must be 1 to 64 characters from a-z, A-Z, 0-9, _ and -")


def field_name(value: str) -> str:
    """Return the name of a member of an event."""
    return _FIELD.checked(value, "must be the name of a member of the event, such as contactEmail")


def secret(value: str) -> str:
    """Return a secret that signs: `whsec_` and base64 as Standard Webhooks has it, or other characters."""
    if value.startswith(SECRET_PREFIX):
        least, most = _SECRET_BYTES
        try:
            # Padded, as receivers' libraries want it.
            length = len(base64.b64decode(value.removeprefix(SECRET_PREFIX), validate=True))
        except binascii.Error:
            length = 0
        if not least <= length <= most:
            raise ValueError(f"must be {SECRET_PREFIX} and the base64 of {least} to {most} bytes")
    elif not MIN_SECRET <= len(value) <= MAX_SECRET or not _PRINTABLE.fullmatch(value):
        raise ValueError(f"must have {MIN_SECRET} to {MAX_SECRET} characters of ASCII without spaces")
    return value


def header_name(value: str) -> str:
    """Return the name of a header that what is sent may have besides those of every call."""
    lower = value.lower()
    if not _HEADER_NAME.fullmatch(value):
        # Servers that write `_` for `-` would take such a name for another's.
        raise ValueError("must be the name of an HTTP header with at most 64 characters, without _")
    if lower in _CREDENTIALS or lower.startswith(_OF_CREDENTIALS):
        raise ValueError("must not be a header of credentials: it would be stored and shown as it is")
    if is_of_the_call(value):
        raise ValueError("must not be a header that the service itself sets")
    if lower in _TRUSTED or lower.startswith(_BEGINNINGS_OF_THE_TRUSTED):
        raise ValueError("must not be a header that only a proxy may set")
    return value


def is_of_the_call(header: str) -> bool:
    """Return whether the service sets the header with this name itself."""
    lower = header.lower()
    return lower in _OF_THE_CALL or lower.startswith(_BEGINNINGS_OF_THE_CALL)


def header_value(value: str) -> str:
    """Return the value of a header."""
    if len(value) > MAX_HEADER_VALUE or not _HEADER_VALUE.fullmatch(value):
        raise ValueError(f"must be 1 to {MAX_HEADER_VALUE} characters of ASCII, without spaces around them")
    return value
