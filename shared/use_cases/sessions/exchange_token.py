"""Exchange a token of an identity provider for a session (the idea of RFC 8693)."""

from shared.domain.log_in.sessions import SessionTokens
from shared.use_cases.sessions.recognising import Recognising, admit, configured_provider


def exchange_token(
    recognising: Recognising,
    tenant: str,
    token: str,
    *,
    config: str | None,
    session_id: str,
    client_id: str,
    issuer: str,
) -> SessionTokens:
    """Begin a session of the customer that the token speaks of, under the id of the visitor's.

    `config`: which of the tenant's providers has issued it. Raises `UnknownIdentityProvider`,
    `IncompleteIdentityProvider`, `UnacceptableProviderToken`, `ProviderUnavailable`, and what `admit` raises.
    """
    provider = configured_provider(recognising, tenant, config)
    identity = recognising.providers.identity(provider, token, provider.exchange_audience)
    return admit(recognising, tenant, identity, session_id=session_id, client_id=client_id, issuer=issuer)
