"""A new service client, made by the operator (command line) or by a caller of the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.domain.callers.access import RESTRICTION_MARK
from shared.domain.callers.service_clients import new_service_client
from shared.domain.errors import Problem, ValidationFailed
from shared.use_cases.tenants.known_tenant import check_known

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.domain.callers.client_management import Manager
    from shared.domain.callers.service_clients import ServiceClient
    from shared.ports.callers import ServiceClientStore
    from shared.ports.tenants import SettingStore, TenantConfiguration


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


@dataclass(frozen=True, kw_only=True)
class ClientPorts:
    """Ports for creating clients, and for deleting them with what is set for them."""

    clients: ServiceClientStore
    tenants: TenantConfiguration
    settings: SettingStore


@dataclass(frozen=True, slots=True)
class GivenClient:
    """A client that a caller wants, in its words. A public one has no secret."""

    name: str
    scopes: tuple[str, ...]
    restrictions: tuple[str, ...] = ()
    public: bool = False


def create_managed_client(
    ports: ClientPorts, manager: Manager, given: GivenClient, *, author: str
) -> tuple[ServiceClient, str | None]:
    """Store a client of the caller's tenant. Returns it with its secret, which is shown only now.

    Raises `ValidationFailed`, `BeyondCaller`, and `Conflict` where the tenant has too many.
    """
    _check_restrictions(ports.tenants, manager.tenant, given)
    client, secret = new_service_client(
        manager.tenant,
        given.name,
        given.scopes,
        given.restrictions,
        public=given.public,
        created_by=author,
    )
    ports.clients.add(manager.given(client), limited=True)
    return client, secret


def _check_restrictions(tenants: TenantConfiguration, tenant: str, given: GivenClient) -> None:
    """Raise `ValidationFailed` for a restriction that the tenant does not have: nothing would be in reach."""
    suffixes = [(each.partition(RESTRICTION_MARK)[2], f"scopes.{i}") for i, each in enumerate(given.scopes)]
    named = [(each, f"restrictions.{i}") for i, each in enumerate(given.restrictions)]
    for restriction, member in (*suffixes, *named):
        if restriction and restriction not in tenants.of(tenant, naming=restriction).restrictions:
            raise ValidationFailed(Problem("names no restriction of the tenant", member))
