"""The client credentials grant (api.md §6, RFC 6749 §4.4)."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shared.domain.callers.service_clients import ServiceToken, proves
from shared.domain.callers.tokens import ACCESS_TOKEN_USE, TENANT_WORD
from shared.domain.errors import TokenRefused
from shared.domain.tenants.standing import TenantSuspended, UnknownTenant, served

if TYPE_CHECKING:
    from shared.domain.callers.service_clients import ServiceClient, TokenRequest
    from shared.ports.callers import ServiceClientStore, TokenSigner
    from shared.ports.tenants import TenantConfiguration, TenantScope


@dataclass(frozen=True, kw_only=True)
class ServiceTokenPorts:
    """Ports for issuing a service token."""

    clients: ServiceClientStore
    tenants: TenantConfiguration
    signer: TokenSigner
    scope: TenantScope


def issue_service_token(ports: ServiceTokenPorts, request: TokenRequest, *, issuer: str) -> ServiceToken:
    """Return a token with those requested scopes that the client has. `issuer`: our name to this client.

    Raises `TokenRefused`.
    """
    client = _authenticated(ports.clients, request)
    with ports.scope(client.tenant):
        _check_served(ports.tenants, client.tenant)
        expires_in = ports.tenants.of(client.tenant).access_token_seconds
    scope = " ".join(_granted(client, request.scope))
    issued_at = int(time.time())
    claims: dict[str, Any] = {
        "iss": issuer,
        "sub": client.id,
        "client_id": client.id,
        "token_use": ACCESS_TOKEN_USE,
        "scope": scope,
        "iat": issued_at,
        "exp": issued_at + expires_in,
        "jti": str(uuid.uuid4()),
        **client.claims,
    }
    return ServiceToken(ports.signer.sign(claims), expires_in, scope)


def _authenticated(clients: ServiceClientStore, request: TokenRequest) -> ServiceClient:
    client = clients.find(request.client_id)
    if client is not None and client.public:
        raise TokenRefused("unauthorized_client", "a public client has no tokens of its own")
    if not proves(client, request.client_secret) or client is None:
        raise TokenRefused("invalid_client", "unknown client, or wrong secret")
    if client.disabled:
        raise TokenRefused("invalid_client", "the client is disabled")
    return client


def _check_served(tenants: TenantConfiguration, tenant: str) -> None:
    try:
        served(tenants.standing(tenant), tenant)
    except (UnknownTenant, TenantSuspended) as error:
        raise TokenRefused("unauthorized_client", error.message) from None


def _granted(client: ServiceClient, requested: str | None) -> tuple[str, ...]:
    granted = client.granted(requested)
    asked = [word for word in (requested or "").split() if not word.startswith(TENANT_WORD)]
    if asked and len(granted) == 1:  # the word for the tenant
        raise TokenRefused("invalid_scope", "the client has none of these scopes")
    return granted
