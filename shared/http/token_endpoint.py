"""`POST /oauth/token` as in RFC 6749: a form, HTTP Basic, and JSON in snake case."""

import base64
import binascii
from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote_plus

from shared.domain.callers.service_clients import ServiceToken, TokenRequest
from shared.domain.errors import TokenRefused, UnsupportedMediaType
from shared.http.messages import NO_STORE, Response, ok
from shared.http.request import Request

FORM = "application/x-www-form-urlencoded"
GRANT_TYPE = "client_credentials"
_MAX_PARAMETERS = 50


def token_request(request: Request) -> TokenRequest:
    """Return the client's request for a token. Raises `TokenRefused`."""
    form = _form(request)
    if "grant_type" not in form:
        raise TokenRefused("invalid_request", "grant_type is required")
    if form["grant_type"] != GRANT_TYPE:
        raise TokenRefused("unsupported_grant_type", f"grant_type must be {GRANT_TYPE}")
    client_id, client_secret = _credentials(request.headers.get("authorization"), form)
    return TokenRequest(client_id, client_secret, form.get("scope"))


def token_answer(token: ServiceToken) -> Response:
    """Return the answer with the token. A refresh token is never issued, but old clients read its members."""
    return ok(
        {
            "access_token": token.access_token,
            "token_type": "Bearer",
            "expires_in": token.expires_in,
            "scope": token.scope,
            "session_idle_time": token.expires_in,
            "refresh_token": "",
            "refresh_token_expires_in": 0,
        },
        headers=NO_STORE,
    )


def _form(request: Request) -> dict[str, str]:
    """Return the form's parameters; a parameter without a value counts as absent (RFC 6749 §3.2)."""
    if request.media_type != FORM:
        raise TokenRefused("invalid_request", f"send the parameters as {FORM}")
    try:
        content = request.content
    except UnsupportedMediaType as error:
        raise TokenRefused("invalid_request", error.message) from None
    try:
        pairs = parse_qsl(content.decode(), errors="strict", max_num_fields=_MAX_PARAMETERS)
    except ValueError:
        raise TokenRefused("invalid_request", "the body must be a form in UTF-8") from None
    form = dict(pairs)
    if len(form) != len(pairs):
        raise TokenRefused("invalid_request", "a parameter is given more than once")
    return form


def _credentials(authorization: str | None, form: Mapping[str, str]) -> tuple[str, str]:
    if authorization is None:
        if "client_id" not in form:
            raise TokenRefused("invalid_client", "client_id is required")
        return form["client_id"], form.get("client_secret", "")
    client_id, client_secret = _basic(authorization)
    if "client_secret" in form or form.get("client_id", client_id) != client_id:
        raise TokenRefused("invalid_request", "send the credentials once, as HTTP Basic or in the form")
    return client_id, client_secret


def _basic(authorization: str) -> tuple[str, str]:
    """Return the id and secret in HTTP Basic, which are each form-encoded (RFC 6749 §2.3.1)."""
    scheme, _, credentials = authorization.partition(" ")
    try:
        text = base64.b64decode(credentials.strip(), validate=True).decode()
        client_id, colon, client_secret = text.partition(":")
        decoded = unquote_plus(client_id, errors="strict"), unquote_plus(client_secret, errors="strict")
    except (binascii.Error, ValueError):
        raise TokenRefused("invalid_client", "the Authorization header is not well-formed") from None
    if scheme.lower() != "basic" or not colon:
        raise TokenRefused("invalid_client", "the Authorization header must be HTTP Basic")
    return decoded
