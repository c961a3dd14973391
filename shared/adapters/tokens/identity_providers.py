"""Identity providers of tenants (`IdentityProviders`), spoken to by OpenID Connect."""

from __future__ import annotations

import base64
import logging
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

from shared.adapters.tokens.kept import KeysUnavailable
from shared.adapters.tokens.key_sets import KeySet, discovered
from shared.adapters.tokens.verifier import is_meant_for, unverified_origin, verified_claims
from shared.adapters.tokens.web import Answer, Unreachable, call
from shared.domain.errors import InvalidToken, ProviderUnavailable
from shared.domain.log_in.identity_providers import (
    CodeRefused,
    ProviderTokens,
    UnacceptableProviderToken,
    identity_from,
    identity_provider,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.domain.log_in.identity_providers import AuthorizationCode, Identity, IdentityProvider
    from shared.ports.tenants import TenantConfiguration

CACHE_SECONDS = 60.0
_BASIC, _POST = "client_secret_basic", "client_secret_post"
_REFUSALS = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
# Words of RFC 6749 §5.2: whatever else a provider says may quote what it was sent.
_LOGGED_ERRORS = frozenset(
    {
        "invalid_request",
        "invalid_client",
        "invalid_grant",
        "unauthorized_client",
        "unsupported_grant_type",
        "invalid_scope",
    }
)
_logger = logging.getLogger(__name__)


class OpenIdProviders:
    """Keeps what tenants have configured for a minute, and each provider's keys for as long as they serve.

    `public`: providers are called on public addresses alone. Tenants say where they are, and must not lead a
    function into the network that it runs in.
    """

    def __init__(
        self, tenants: TenantConfiguration, *, public: bool, clock: Callable[[], float] = time.time
    ) -> None:
        self._tenants = tenants
        self._public = public
        self._clock = clock
        self._providers: dict[tuple[str, str], tuple[float, IdentityProvider]] = {}
        self._keys: dict[str, KeySet] = {}

    def find(self, tenant: str, setting_key: str) -> IdentityProvider | None:
        """See `IdentityProviders.find`."""
        kept_until, provider = self._providers.get((tenant, setting_key), (float("-inf"), None))
        if provider is not None and self._clock() < kept_until:
            return provider
        value = self._tenants.secret(tenant, setting_key)
        if value is None:
            self._providers.pop((tenant, setting_key), None)
            return None
        provider = identity_provider(value)
        self._providers[tenant, setting_key] = (self._clock() + CACHE_SECONDS, provider)
        return provider

    def identity(self, provider: IdentityProvider, token: str, audience: str) -> Identity:
        """See `IdentityProviders.identity`."""
        try:
            claims = self._claims(provider.issuer, token)
        except InvalidToken:
            raise UnacceptableProviderToken from None
        except KeysUnavailable:
            raise ProviderUnavailable from None
        if not is_meant_for(claims, (audience,)):
            raise UnacceptableProviderToken
        return identity_from(claims, provider.issuer)

    def redeem(self, provider: IdentityProvider, code: AuthorizationCode) -> ProviderTokens:
        """See `IdentityProviders.redeem`."""
        try:
            answer = self._redeemed(provider, code)
            if answer.status not in _REFUSALS:
                return _tokens(answer)
        except Unreachable as failure:
            _logger.warning("Identity provider %s: %s", provider.issuer, failure)
            raise ProviderUnavailable from None
        # Which of them it was, the operator has to know: it may be the tenant's own secret that is wrong.
        _logger.warning("Identity provider %s refuses a code: %s", provider.issuer, _error(answer))
        raise CodeRefused

    def _claims(self, issuer: str, token: str) -> dict[str, Any]:
        named, kid = unverified_origin(token)
        if named != issuer:
            raise InvalidToken
        if issuer not in self._keys:
            self._keys[issuer] = KeySet(issuer, clock=self._clock, public=self._public)
        key = self._keys[issuer].key(kid)
        if key is None:
            raise InvalidToken
        return verified_claims(token, key, issuer)

    def _redeemed(self, provider: IdentityProvider, code: AuthorizationCode) -> Answer:
        document = discovered(provider.issuer, public=self._public)
        url = provider.token_url or document.get("token_endpoint")
        if not isinstance(url, str):
            raise Unreachable("the discovery document does not say where codes are redeemed")
        form = {
            "grant_type": "authorization_code",
            "code": code.code,
            "redirect_uri": code.redirect_uri,
            **({"code_verifier": code.code_verifier} if code.code_verifier is not None else {}),
        }
        headers = {}
        if provider.client_secret is None:
            form["client_id"] = provider.known_client_id
        elif _is_told_in_body(document):
            form |= {"client_id": provider.known_client_id, "client_secret": provider.client_secret}
        else:
            headers["Authorization"] = _basic(provider.known_client_id, provider.client_secret)
        return call(url, form=form, headers=headers, public=self._public)


def _is_told_in_body(document: dict[str, Any]) -> bool:
    """Return whether the provider takes a client's secret in the form alone.

    A header is what all others take.
    """
    methods = document.get("token_endpoint_auth_methods_supported")
    return isinstance(methods, list) and _BASIC not in methods and _POST in methods


def _basic(client_id: str, client_secret: str) -> str:
    """HTTP Basic as RFC 6749 §2.3.1 has it: both parts are encoded as in a form first."""
    credentials = f"{quote_plus(client_id)}:{quote_plus(client_secret)}"
    return f"Basic {base64.b64encode(credentials.encode()).decode()}"


def _tokens(answer: Answer) -> ProviderTokens:
    if answer.status != HTTPStatus.OK:
        raise Unreachable(f"its token endpoint answers {answer.status}")
    document = answer.json()
    if not isinstance(document, dict):
        raise Unreachable("the answer of its token endpoint is not an object")
    access_token, id_token = document.get("access_token"), document.get("id_token")
    if not isinstance(access_token, str) or not isinstance(id_token, str):
        raise Unreachable("its token endpoint answers without access_token and id_token")
    return ProviderTokens(access_token, id_token)


def _error(answer: Answer) -> str:
    try:
        document = answer.json()
    except Unreachable:
        document = None
    error = document.get("error") if isinstance(document, dict) else None
    return error if isinstance(error, str) and error in _LOGGED_ERRORS else str(answer.status)
