"""Exchange a token of an identity provider for a session (the idea of RFC 8693)."""

from shared.domain.log_in.identity_providers import TokenUsedUp, UnknownIdentityProvider
from shared.domain.log_in.sessions import SessionTokens
from shared.domain.log_in.visits import Visitor
from shared.use_cases.sessions.recognising import ProviderLogInPorts, admit


def exchange_token(
    ports: ProviderLogInPorts, visitor: Visitor, tenant: str, token: str, *, config: str | None
) -> SessionTokens:
    """Begin a session of the customer that the token speaks of, under the id of the visitor's.

    A token is good once, whatever comes of it: whoever finds one later, in a log or a history, has nothing.
    `config`: which of the tenant's providers has issued it. Raises `UnknownIdentityProvider`,
    `IncompleteIdentityProvider`, `UnacceptableProviderToken`, `IdTokenNotAccepted`, `TokenUsedUp`,
    `ProviderUnavailable`, and what `admit` raises.
    """
    provider = ports.providers.for_exchange(tenant, config)
    if provider is None:
        raise UnknownIdentityProvider
    exchangeable = ports.providers.exchangeable(provider, token)
    if not ports.provider_accounts.use_up(tenant, exchangeable):
        raise TokenUsedUp
    return admit(ports, visitor, tenant, exchangeable.identity)
