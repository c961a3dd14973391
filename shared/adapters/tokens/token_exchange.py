"""Tokens of the providers of the setting `tokenExchange`: verified by given keys, or asked about."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from shared.adapters.tokens.jws import octets_of
from shared.adapters.tokens.key_sets import verification_keys
from shared.adapters.tokens.verifier import unverified_origin, verified_claims
from shared.adapters.web.client import Unreachable
from shared.domain.errors import InvalidToken
from shared.domain.log_in.identity_providers import UnacceptableProviderToken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.adapters.tokens.jws import PublicKey
    from shared.adapters.web.client import Answer
    from shared.domain.json_text import Json


_TOKEN = re.compile(r"[!-~]{1,16384}")  # as RFC 6749 has access tokens, without blanks
_PARTS_BEHIND_HEADER = 2


def check_text(token: str) -> None:
    """Raise `UnacceptableProviderToken` for what no token is, and a provider might take for another text."""
    if not _TOKEN.fullmatch(token):
        raise UnacceptableProviderToken


def claims_by_keys(token: str, jwks: Json, issuer: str | None) -> dict[str, Any]:
    """Return the claims of a token that one of the keys has signed. Raises `UnacceptableProviderToken`."""
    try:
        _, kid = unverified_origin(token)
        key = _key_of(kid, verification_keys(jwks))
        if key is None:
            raise UnacceptableProviderToken
        return verified_claims(token, key, issuer)
    except (InvalidToken, Unreachable):
        raise UnacceptableProviderToken from None


def told_of(answer: Answer) -> dict[str, Any] | None:
    """Return what an introspection endpoint says of a token; None for one that is not active.

    Raises `Unreachable` for what is not an answer of such an endpoint.
    """
    if answer.status != HTTPStatus.OK:
        raise Unreachable(f"its introspection endpoint answers {answer.status}")
    document = answer.json()
    if not isinstance(document, dict) or not isinstance(document.get("active"), bool):
        raise Unreachable("the answer of its introspection endpoint does not say whether a token is active")
    return document if document["active"] else None


def is_jwt(token: str) -> bool:
    """Return whether a token is a JWT by its beginning: its signature may be written in several ways."""
    header, *others = token.split(".")
    try:
        document = json.loads(octets_of(header))
    except (ValueError, RecursionError):
        return False
    return len(others) == _PARTS_BEHIND_HEADER and isinstance(document, dict) and "alg" in document


def _key_of(kid: str | None, keys: Mapping[str | None, PublicKey]) -> PublicKey | None:
    """Return the key of this id; the only one where token or key has none."""
    only = next(iter(keys.values())) if len(keys) == 1 and (kid is None or None in keys) else None
    return keys.get(kid, only)
