"""Identity providers of tenants (`IdentityProviders`), spoken to by OpenID Connect."""

from __future__ import annotations

import base64
import logging
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

from shared.adapters.tokens.kept import FAILURE_SECONDS, KeysUnavailable
from shared.adapters.tokens.key_sets import KeySet
from shared.adapters.tokens.token_exchange import check_text, claims_by_keys, is_jwt, told_of
from shared.adapters.tokens.verifier import unverified_origin, verified_claims
from shared.adapters.web.client import Answer, Silent, Unreachable, call, patience
from shared.domain.callers.tokens import LEEWAY_SECONDS, is_meant_for
from shared.domain.errors import InvalidToken, ProviderUnavailable
from shared.domain.log_in.identity_providers import (
    CodeRefused,
    ExchangeableToken,
    IdTokenNotAccepted,
    ProviderTokens,
    UnacceptableProviderToken,
    fingerprint_of,
    identity_from,
    identity_provider,
    setting_key,
    tells_of_a_log_in,
)
from shared.domain.log_in.token_exchange import (
    ExchangeProvider,
    Introspection,
    check_claims,
    exchange_providers,
    is_id_token,
)
from shared.domain.tenants.configuration import DEFAULT_CONFIG, TOKEN_EXCHANGE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shared.domain.log_in.identity_providers import AuthorizationCode, Identity, IdentityProvider
    from shared.ports.tenants import TenantConfiguration

CACHE_SECONDS = 60.0
MAX_LIFE_SECONDS = 366 * 24 * 3600
"""Tokens that live longer are not exchanged, as each is remembered for as long as it lives."""
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
        self._published: dict[str, tuple[float, Mapping[str, ExchangeProvider]]] = {}
        self._keys: dict[str, KeySet] = {}
        self._silent_until: dict[str, float] = {}

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

    def for_exchange(self, tenant: str, config: str | None) -> IdentityProvider | ExchangeProvider | None:
        """See `IdentityProviders.for_exchange`."""
        published = self._published_by(tenant)
        found = published.get(config or DEFAULT_CONFIG) or self.find(tenant, setting_key(config))
        if found is None and not published:
            self._published.pop(tenant)  # who sets a first provider can try it at once
        return found

    def _published_by(self, tenant: str) -> Mapping[str, ExchangeProvider]:
        """Return the providers of the tenant's `tokenExchange` by name; that there are none may be kept, too.

        Anybody may name a provider that there is not, and the setting costs several calls to be decrypted.
        """
        kept_until, providers = self._published.get(tenant, (float("-inf"), {}))
        if self._clock() < kept_until:
            return providers
        value = self._tenants.secret(tenant, TOKEN_EXCHANGE)
        try:
            providers = exchange_providers(value) if value is not None else {}
        except ValueError as error:
            _logger.warning("Setting %s of the tenant %s is ignored: %s", TOKEN_EXCHANGE, tenant, error)
            providers = {}
        self._published[tenant] = (self._clock() + CACHE_SECONDS, providers)
        return providers

    def exchangeable(self, provider: IdentityProvider | ExchangeProvider, token: str) -> ExchangeableToken:
        """See `IdentityProviders.exchangeable`."""
        if isinstance(provider, ExchangeProvider):
            return self._exchangeable_as_published(provider, token)
        audience, client_id = provider.exchange_audience, provider.client_id
        claims = self._claims(provider.issuer, token)
        if _is_id_token(claims, provider):
            if not provider.accepts_id_tokens:
                raise IdTokenNotAccepted
            audience = provider.known_client_id
        _check_audience(claims, audience, client_id)
        return ExchangeableToken(
            _identity(claims, provider), fingerprint_of(token), self._end_of(int(claims["exp"]))
        )

    def _exchangeable_as_published(self, provider: ExchangeProvider, token: str) -> ExchangeableToken:
        now = self._clock()
        check_text(token)
        if isinstance(provider.verification, Introspection):
            claims = self._introspected(provider, provider.verification, token)
        else:
            claims = claims_by_keys(token, provider.verification, provider.issuer)
        claims = {name: value for name, value in claims.items() if value is not None}  # as if left out
        check_claims(provider, claims, now)
        if is_id_token(provider, claims):
            raise IdTokenNotAccepted
        trusts = provider.trusts_unverified_email
        identity = identity_from(claims, provider.namespace, trusts_unverified_email=trusts)
        # What does not say when it ends is remembered for as long as anything is.
        end = self._end_of(claims.get("exp", now + MAX_LIFE_SECONDS - LEEWAY_SECONDS))
        return ExchangeableToken(identity, fingerprint_of(token, is_signed=is_jwt(token)), end)

    def _introspected(
        self, provider: ExchangeProvider, introspection: Introspection, token: str
    ) -> dict[str, Any]:
        """Return what the provider says of a token. Raises as `_claims` does."""
        form = {"token": token, "token_type_hint": "access_token"}
        headers = {"Authorization": _basic(introspection.client_id, introspection.client_secret)}
        try:
            with patience():
                claims = told_of(self._called(introspection.url, form, headers))
        except Unreachable as failure:
            _logger.warning("Identity provider %s: %s", provider.namespace, failure)
            raise ProviderUnavailable from None
        if claims is None:
            raise UnacceptableProviderToken
        return claims

    def _end_of(self, expiry: float) -> int:
        """Return when a token need not be remembered any more. Raises `UnacceptableProviderToken`."""
        if expiry + LEEWAY_SECONDS > self._clock() + MAX_LIFE_SECONDS:
            raise UnacceptableProviderToken
        return int(expiry) + LEEWAY_SECONDS

    def redeem(self, provider: IdentityProvider, code: AuthorizationCode) -> tuple[ProviderTokens, Identity]:
        """See `IdentityProviders.redeem`."""
        client_id = provider.known_client_id
        with patience():
            try:
                answer = self._redeemed(provider, code)
                tokens = _tokens(answer) if answer.status not in _REFUSALS else None
            except Unreachable as failure:
                _logger.warning("Identity provider %s: %s", provider.issuer, failure)
                raise ProviderUnavailable from None
            if tokens is None:
                # Which of them it was, the operator has to know: the tenant's own secret may be wrong.
                _logger.warning("Identity provider %s refuses a code: %s", provider.issuer, _error(answer))
                raise CodeRefused
            claims = self._claims(provider.issuer, tokens.id_token)
        _check_audience(claims, client_id, client_id)
        return tokens, _identity(claims, provider)

    def _claims(self, issuer: str, token: str) -> dict[str, Any]:
        """Return the claims of a token. Raises `UnacceptableProviderToken`, `ProviderUnavailable`."""
        try:
            named, kid = unverified_origin(token)
            key = self._keys_of(issuer).key(kid) if named == issuer else None
            if key is None:
                raise UnacceptableProviderToken
            return verified_claims(token, key, issuer)
        except InvalidToken:
            raise UnacceptableProviderToken from None
        except (KeysUnavailable, Unreachable):
            raise ProviderUnavailable from None

    def _keys_of(self, issuer: str) -> KeySet:
        if issuer not in self._keys:
            self._keys[issuer] = KeySet(issuer, clock=self._clock, public=self._public)
        return self._keys[issuer]

    def _redeemed(self, provider: IdentityProvider, code: AuthorizationCode) -> Answer:
        keys, redirect_uri = self._keys_of(provider.issuer), provider.redirected_to(code)
        url = provider.token_url or keys.endpoint("token_endpoint")
        try:
            document = keys.document()
            keys.load()  # before the code is used up
        except KeysUnavailable as failure:
            raise Unreachable(str(failure)) from None
        form = {
            "grant_type": "authorization_code",
            "code": code.code,
            "redirect_uri": redirect_uri,
            **({"code_verifier": code.code_verifier} if code.code_verifier is not None else {}),
        }
        headers = {}
        if provider.client_secret is None:
            form["client_id"] = provider.known_client_id
        elif _is_told_in_body(document):
            form |= {"client_id": provider.known_client_id, "client_secret": provider.client_secret}
        else:
            headers["Authorization"] = _basic(provider.known_client_id, provider.client_secret)
        return self._called(url, form, headers)

    def _called(self, url: str, form: dict[str, str], headers: dict[str, str]) -> Answer:
        """Return the answer to a form, unless there was none a moment ago: not every visitor waits for it.

        An answer of any kind is not remembered: it may be for the code, which is a visitor's.
        """
        if self._clock() < self._silent_until.get(url, float("-inf")):
            raise Unreachable(f"{url} did not answer a moment ago")
        try:
            return call(url, form=form, headers=headers, public=self._public)
        except Silent:
            now = self._clock()
            self._silent_until = {
                silent: until for silent, until in self._silent_until.items() if now < until
            } | {url: now + FAILURE_SECONDS}
            raise


def _identity(claims: dict[str, Any], provider: IdentityProvider) -> Identity:
    trusts = provider.trusts_unverified_email
    return identity_from(claims, provider.issuer, trusts_unverified_email=trusts)


def _is_id_token(claims: dict[str, Any], provider: IdentityProvider) -> bool:
    """Return whether a token says so, or is for the client where access tokens have their own audience."""
    if provider.audience is None or provider.client_id is None or is_meant_for(claims, (provider.audience,)):
        return tells_of_a_log_in(claims)
    return tells_of_a_log_in(claims) or is_meant_for(claims, (provider.client_id,))


def _check_audience(claims: dict[str, Any], audience: str, client_id: str | None) -> None:
    """Raise `UnacceptableProviderToken` for a token for others, or for the client that another has got."""
    authorized = claims.get("azp", client_id) if audience == client_id else client_id
    if not is_meant_for(claims, (audience,)) or authorized != client_id:
        raise UnacceptableProviderToken


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
