"""The documents that tell others how to verify our tokens (RFC 7517, OpenID Connect Discovery)."""

from collections.abc import Mapping

from shared.domain.callers.access import SCOPES
from shared.domain.callers.signing_keys import KEY_SET_KEPT, SigningKeySet
from shared.http.messages import Response, ok
from shared.http.token_endpoint import GRANT_TYPE

_FOR_EVERYONE: Mapping[str, str] = {"Cache-Control": f"public, max-age={int(KEY_SET_KEPT.total_seconds())}"}


def key_set(keys: SigningKeySet) -> Response:
    """Return the public keys: the one that signs, the next one, and those whose tokens are still valid."""
    return ok({"keys": [dict(key.public_jwk) for key in keys]}, headers=_FOR_EVERYONE)


def openid_configuration(issuer: str) -> Response:
    """Return the metadata of this service as an issuer."""
    document = {
        "issuer": issuer,
        "jwks_uri": f"{issuer}/.well-known/jwks.json",
        "token_endpoint": f"{issuer}/oauth/token",
        "grant_types_supported": [GRANT_TYPE],
        "response_types_supported": [],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "scopes_supported": sorted(SCOPES),
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
    }
    return ok(document, headers=_FOR_EVERYONE)
