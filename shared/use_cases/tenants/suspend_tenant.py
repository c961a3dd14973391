"""Whether a tenant is served (used by the command line)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.instants import now
from shared.domain.tenants.standing import Standing, resumed, suspended

if TYPE_CHECKING:
    from shared.ports.tenants import TenantStandings


def suspend_tenant(standings: TenantStandings, tenant: str) -> Standing:
    """Serve the tenant no longer: within a minute every call of it is refused. Raises `UnknownTenant`."""
    return standings.revise(tenant, lambda standing: suspended(standing, now()))


def resume_tenant(standings: TenantStandings, tenant: str) -> Standing:
    """Serve the tenant again. Raises `UnknownTenant`, `TenantIsBeingDeleted`."""
    return standings.revise(tenant, lambda standing: resumed(standing, tenant))
