"""Log in with the authorization code that an identity provider gave the customer."""

from dataclasses import dataclass

from shared.domain.log_in.identity_providers import AuthorizationCode, ProviderTokens
from shared.domain.log_in.sessions import SessionTokens
from shared.domain.log_in.visits import Visitor
from shared.use_cases.sessions.recognising import ProviderLogInPorts, admit, configured_provider


@dataclass(frozen=True, slots=True)
class SocialTokens:
    """The tokens of the session, and those of the provider."""

    session: SessionTokens
    provider: ProviderTokens


def log_in_socially(
    ports: ProviderLogInPorts, visitor: Visitor, tenant: str, code: AuthorizationCode, *, config: str | None
) -> SocialTokens:
    """Begin a session of the customer whom the code is for, under the id of the visitor's.

    `config`: which of the tenant's providers has given it. Raises `CodeRefused`, and what the exchange of a
    token raises.
    """
    provider = configured_provider(ports, tenant, config)
    given, identity = ports.providers.redeem(provider, code)
    tokens = admit(ports, visitor, tenant, identity)
    return SocialTokens(tokens, given)
