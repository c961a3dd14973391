"""Anonymous visitors: a token for everyone, and its refresh. Nothing is written for either."""

import hmac
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shared.domain.callers.tokens import (
    ACCESS_TOKEN_USE,
    TENANT_WORD,
    VISIT_CLAIM,
    VISIT_END_CLAIM,
    VISIT_MEMBERS,
)
from shared.domain.errors import UnknownClient
from shared.domain.log_in.visits import (
    ACCESS,
    InvalidVisit,
    Storefront,
    Visit,
    VisitTokens,
    decoded,
    visit_from,
)
from shared.domain.tenants.standing import served
from shared.ports.callers import KeyedHash, OwnTokens, ServiceClientStore, TokenSigner
from shared.ports.tenants import TenantConfiguration


@dataclass(frozen=True, kw_only=True)
class VisitPorts:
    """Ports for the tokens of anonymous visitors. `own_tokens` is called when there is one to read."""

    clients: ServiceClientStore
    tenants: TenantConfiguration
    signer: TokenSigner
    hashes: KeyedHash
    own_tokens: Callable[[], OwnTokens]


def begin_visit(ports: VisitPorts, storefront: Storefront, context: Mapping[str, str]) -> VisitTokens:
    """Tokens for a visitor of the client's storefront.

    Raises `UnknownClient`, also for a disabled one, and `TenantSuspended`.
    """
    client = ports.clients.find(storefront.client_id)
    if client is None or client.tenant != storefront.tenant or client.disabled:
        raise UnknownClient
    served(ports.tenants.standing(storefront.tenant), storefront.tenant)
    visit = Visit(
        tenant=storefront.tenant,
        client_id=storefront.client_id,
        session_id=uuid.uuid4().hex,
        begun_at=int(time.time()),
        context=context,
    )
    return _issued(ports, visit, storefront.issuer)


def refresh_visit(ports: VisitPorts, storefront: Storefront, refresh_token: str) -> VisitTokens:
    """Return a new access token of the same visit, with the same refresh token. Raises `InvalidVisit`."""
    encoded, seal = decoded(refresh_token)
    if not hmac.compare_digest(seal, _seal(ports.hashes, encoded)):
        raise InvalidVisit
    return _continued(ports, storefront, visit_from(encoded))


def refresh_visit_by_access_token(
    ports: VisitPorts, storefront: Storefront, access_token: str
) -> VisitTokens:
    """Return the same by the visit's access token, expired or not: the deprecated way.

    Raises `InvalidVisit`.
    """
    claims = ports.own_tokens().claims(access_token, storefront.issuer)
    if claims is None or "customerNumber" in claims or "visit" not in claims:
        raise InvalidVisit
    return _continued(ports, storefront, visit_from(claims["visit"]))


def _continued(ports: VisitPorts, storefront: Storefront, visit: Visit) -> VisitTokens:
    tenant, client_id = storefront.tenant, storefront.client_id
    if (visit.tenant, visit.client_id) != (tenant, client_id) or visit.ends_at <= time.time():
        raise InvalidVisit
    if not served(ports.tenants.standing(tenant), tenant).admits(client_id, visit.begun_at):
        raise InvalidVisit
    return _issued(ports, visit, storefront.issuer)


def _issued(ports: VisitPorts, visit: Visit, issuer: str) -> VisitTokens:
    issued_at = int(time.time())
    expires_in = int(ACCESS.total_seconds())
    scope = TENANT_WORD + visit.tenant
    encoded = visit.encoded()
    claims = {
        "iss": issuer,
        "sub": "anonymous",
        "client_id": visit.client_id,
        "token_use": ACCESS_TOKEN_USE,
        "scope": scope,
        "tenant": visit.tenant,
        "sessionId": visit.session_id,
        "visit": encoded,
        VISIT_END_CLAIM: visit.ends_at,
        VISIT_CLAIM: {name: visit.context[name] for name in VISIT_MEMBERS if name in visit.context},
        "iat": issued_at,
        "exp": issued_at + expires_in,
        "jti": str(uuid.uuid4()),
    }
    return VisitTokens(
        session_id=visit.session_id,
        scope=scope,
        access_token=ports.signer.sign(claims),
        expires_in=expires_in,
        refresh_token=f"{encoded}.{_seal(ports.hashes, encoded).hex()}",
        refresh_token_expires_in=visit.ends_at - issued_at,
    )


def _seal(hashes: KeyedHash, encoded: str) -> bytes:
    return hashes.of("visit", encoded)
