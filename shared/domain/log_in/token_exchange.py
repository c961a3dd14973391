"""Providers of the published setting `tokenExchange`, and which of their tokens are exchanged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shared.domain.callers.tokens import LEEWAY_SECONDS, is_meant_for
from shared.domain.log_in.identity_providers import UnacceptableProviderToken, tells_of_a_log_in
from shared.domain.tenants.configuration import TOKEN_EXCHANGE
from shared.domain.tenants.token_exchange import (
    audiences,
    check_token_exchange,
    introspection_url,
    providers_by_name,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.domain.json_text import Json


@dataclass(frozen=True, slots=True)
class Introspection:
    """Where a provider says what a token is good for, and who we are there (RFC 7662)."""

    url: str
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeProvider:
    """A provider whose tokens are exchanged. As published, what it does not say is not looked at.

    `verification`: its keys (a JWKS), or where it is asked. `authorized_party`: the client at the provider
    that its tokens are issued to. `accepts_id_tokens`, `trusts_unverified_email`: as for other providers.
    """

    name: str
    verification: Introspection | Json = field(repr=False)
    issuer: str | None = None
    audiences: tuple[str, ...] = ()
    authorized_party: str | None = None
    accepts_id_tokens: bool = False
    trusts_unverified_email: bool = False

    @property
    def namespace(self) -> str:
        """Return the name of its subjects' issuer: one that no token chooses."""
        if self.issuer is not None:
            return self.issuer
        asked = isinstance(self.verification, Introspection)
        return self.verification.url if asked else f"{TOKEN_EXCHANGE}:{self.name}"


def exchange_providers(value: Mapping[str, Any]) -> dict[str, ExchangeProvider]:
    """Return the providers that the setting describes, by name.

    Raises `ValueError` for a value that the setting cannot have, which one from before it was known may have.
    """
    check_token_exchange(value)
    return {name: _exchange_provider(name, said) for name, said in providers_by_name(value).items()}


def _exchange_provider(name: str, said: Mapping[str, Any]) -> ExchangeProvider:
    verification = said.get("jwks")
    if verification is None:
        verification = Introspection(introspection_url(said), said["client_id"], said["client_secret"])
    return ExchangeProvider(
        name=name,
        verification=verification,
        issuer=said.get("issuer"),
        audiences=audiences(said),
        authorized_party=said.get("token_client_id"),
        accepts_id_tokens=said.get("acceptsIdTokens") is True,
        trusts_unverified_email=said.get("trustsUnverifiedEmail") is True,
    )


def check_claims(provider: ExchangeProvider, claims: Mapping[str, Any], now: float) -> None:
    """Raise `UnacceptableProviderToken` unless a token with these verified claims is for the tenant, and now.

    An `azp` that is left out is the `client_id`, which introspection and RFC 9068 have in its place.
    """
    authorized = claims.get("azp", claims.get("client_id"))
    expected = (
        provider.issuer is None or claims.get("iss") == provider.issuer,
        not provider.audiences or is_meant_for(claims, provider.audiences),
        provider.authorized_party is None or authorized == provider.authorized_party,
        _seconds(claims.get("exp"), now + 1) > now - LEEWAY_SECONDS,
        _seconds(claims.get("nbf"), now) <= now + LEEWAY_SECONDS,
    )
    if not all(expected):
        raise UnacceptableProviderToken


def is_id_token(provider: ExchangeProvider, claims: Mapping[str, Any]) -> bool:
    """Return whether the claims are those of an ID token, unless the provider's are exchanged, too."""
    return not provider.accepts_id_tokens and tells_of_a_log_in(claims)


def _seconds(value: object, default: float) -> float:
    """Return an instant in a claim. Raises `UnacceptableProviderToken` for what is none."""
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnacceptableProviderToken
    return value
