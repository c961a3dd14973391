"""Log in with the authorization code that an identity provider gave the customer."""

from dataclasses import dataclass

from shared.domain.log_in.identity_providers import AuthorizationCode, ProviderTokens, config_in, setting_key
from shared.domain.log_in.sessions import SessionTokens
from shared.domain.log_in.visits import Visitor
from shared.use_cases.sessions.recognising import ProviderLogInPorts, admit, configured_provider


@dataclass(frozen=True, slots=True)
class SocialTokens:
    """The tokens of the session, and those of the provider."""

    session: SessionTokens
    provider: ProviderTokens


def log_in_socially(
    ports: ProviderLogInPorts,
    visitor: Visitor,
    tenant: str,
    code: AuthorizationCode,
    *,
    config: str | None,
    state: str | None = None,
) -> SocialTokens:
    """Begin a session of the customer whom the code is for, under the id of the visitor's.

    `config`: which of the tenant's providers has given it. Without that, `state`, with which the storefront
    sent the customer there, may begin with its name. Raises `CodeRefused`, and what the exchange of a token
    raises.
    """
    if config is None and state is not None:
        config = _named(ports, tenant, state)
    provider = configured_provider(ports, tenant, config)
    given, identity = ports.providers.redeem(provider, code)
    tokens = admit(ports, visitor, tenant, identity)
    return SocialTokens(tokens, given)


def _named(ports: ProviderLogInPorts, tenant: str, state: str) -> str | None:
    """Return the provider's name in the state; none where there is no such provider, as published."""
    name = config_in(state)
    return name if name is not None and ports.providers.find(tenant, setting_key(name)) is not None else None
