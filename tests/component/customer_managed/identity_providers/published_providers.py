"""Identity providers as the published setting `tokenExchange` describes them."""

import time
from typing import Any

from tests.component.api import Answer
from tests.component.customer_managed.identity_providers.calls import (
    CLIENT_ID,
    CLIENT_SECRET,
)
from tests.jwt_issuer import TOKEN_PATH, JwtIssuer, public_jwk

INTROSPECTION_PATH = "/protocol/openid-connect/token/introspect"


def asked(idp: JwtIssuer, **members: Any) -> dict[str, Any]:
    """Return the setting of a provider that is asked about tokens."""
    return {
        "domain": idp.url,
        "token_introspect_endpoint": INTROSPECTION_PATH,
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        **members,
    }


def with_keys(idp: JwtIssuer, **members: Any) -> dict[str, Any]:
    """Return the setting of a provider whose keys it has."""
    return {"jwks": {"keys": [public_jwk(key, kid) for kid, key in idp.keys.items()]}, **members}


def tells(idp: JwtIssuer, document: Any) -> None:
    """Make it answer this about every token."""
    idp.documents[INTROSPECTION_PATH] = document


def active(email: str, **changes: Any) -> dict[str, Any]:
    """Return the answer of an introspection endpoint for a good token."""
    claims = {
        "active": True,
        "sub": f"subject-of-{email}",
        "email": email,
        "email_verified": True,
        "exp": int(time.time()) + 300,
        **changes,
    }
    return {name: value for name, value in claims.items() if value is not None}


def refused(answer: Answer) -> bool:
    """Return whether the token was refused, in words that say nothing of why."""
    assert answer.json["message"] == "The token is not a valid token of the identity provider."
    return (answer.status, answer.json["type"]) == (400, "bad_request")


def answers(provider: JwtIssuer, document: Any) -> None:
    provider.documents[TOKEN_PATH] = document
