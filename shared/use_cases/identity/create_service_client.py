"""A new service client (used by the command line: no operation of the API creates clients)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.callers.service_clients import new_service_client
from shared.use_cases.tenants.known_tenant import check_known

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.domain.callers.service_clients import ServiceClient
    from shared.ports.callers import ServiceClientStore
    from shared.ports.tenants import TenantConfiguration


def create_service_client(
    clients: ServiceClientStore,
    tenants: TenantConfiguration,
    *,
    tenant: str,
    name: str,
    scope: str,
    restrictions: tuple[str, ...] = (),
    public: bool = False,
    client_id: str | None = None,
    show: Callable[[ServiceClient, str | None], None] | None = None,
) -> tuple[ServiceClient, str | None]:
    """Store a client; its id is generated unless one is given. Returns it with its secret, shown only now.

    `scope`: words separated by spaces, each perhaps with a restriction (`customer.customer_read--DE`). Raises
    `ValidationFailed` for what no client may have, `UnknownTenant`, `Conflict` when the id is in use.
    `show` is called with both before the client is stored: no client is left whose secret nobody has seen.
    """
    client, secret = new_service_client(
        tenant, name, tuple(scope.split()), restrictions, public=public, client_id=client_id
    )
    check_known(tenants, tenant)
    if show is not None:
        show(client, secret)
    clients.add(client)
    return client, secret
