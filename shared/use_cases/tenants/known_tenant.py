"""Whether there is a tenant of a name (used by the command line: the API knows it from the token)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.tenants.standing import UnknownTenant

if TYPE_CHECKING:
    from shared.ports.tenants import TenantConfiguration


def check_known(tenants: TenantConfiguration, tenant: str) -> None:
    """Raise `UnknownTenant` unless there is such a tenant, suspended or not."""
    if tenants.standing(tenant) is None:
        raise UnknownTenant(tenant)
