"""The access token of a request (RFC 6750 §2.1)."""

from collections.abc import Mapping

from shared.domain.errors import InvalidToken


def bearer_token(headers: Mapping[str, str]) -> str:
    """Return the bearer token of headers with names in lower case. Raises `InvalidToken` without one."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise InvalidToken
    return token.strip()
