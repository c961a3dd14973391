"""A client of the stack's user pool becomes one of a tenant (used by the command line)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.callers.service_clients import adopted_client
from shared.use_cases.tenants.known_tenant import check_known

if TYPE_CHECKING:
    from shared.ports.callers import ServiceClientStore
    from shared.ports.tenants import TenantConfiguration


def adopt_client(
    clients: ServiceClientStore,
    tenants: TenantConfiguration,
    *,
    client_id: str,
    tenant: str,
    name: str,
    scope: str,
    restrictions: tuple[str, ...] = (),
) -> None:
    """Store what the tokens of the pool's client are good for.

    `scope`: words separated by spaces. Raises `ValidationFailed` for what no client may have,
    `UnknownTenant`, `Conflict` when there is a client of this id.
    """
    client = adopted_client(client_id, tenant, name, tuple(scope.split()), restrictions)
    check_known(tenants, tenant)
    clients.add(client)
