"""Tell a service whether the table answers."""

from collections.abc import Callable
from dataclasses import dataclass

from shared.domain.callers.requirements import Principal
from shared.domain.callers.tokens import ACCESS_TOKEN_USE, EVERY_TENANT, caller_from_claims
from shared.domain.errors import ExpiredToken, Forbidden, InvalidToken, StorageUnavailable
from shared.domain.tenants.standing import served
from shared.ports.callers import OwnTokens
from shared.ports.tenants import StorageProbe, TenantConfiguration, TenantScope


@dataclass(frozen=True, kw_only=True)
class HealthPorts:
    """The release that answers, and ports for a look at the table, made when somebody looks."""

    release: str
    stage: str
    storage: Callable[[], StorageProbe]
    tokens: Callable[[], OwnTokens]
    tenants: Callable[[], TenantConfiguration]
    scope: TenantScope


def probe_storage(ports: HealthPorts, access_token: str, *, issuer: str, now: float) -> None:
    """Read the table on behalf of a service.

    The keys that verify the token lie in the table, so that a table that does not answer is told before the
    token is judged. Raises `StorageUnavailable`, `InvalidToken` (also for a disabled client's token),
    `ExpiredToken` and, for a token of a visitor or customer or of a suspended tenant, `Forbidden`.
    """
    if not ports.storage().answers():
        raise StorageUnavailable
    claims = ports.tokens().claims(access_token, issuer)
    if claims is None or claims.get("token_use") != ACCESS_TOKEN_USE:
        raise InvalidToken
    caller = caller_from_claims(claims, EVERY_TENANT, is_ours=True)
    if caller.expires_at <= now:
        raise ExpiredToken
    with ports.scope(caller.tenant):
        standing = ports.tenants().standing(caller.tenant)
    if standing is not None:
        standing.admit(caller.client_id, caller.issued_at)
    served(standing, caller.tenant)
    if caller.principal is not Principal.SERVICE:
        raise Forbidden("Only a service may ask for the health of the table.")
