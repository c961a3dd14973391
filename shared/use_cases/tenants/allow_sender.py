"""Which e-mail addresses a tenant may send from (used by the command line)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.tenants.standing import Standing, allowing_sender, revoking_sender

if TYPE_CHECKING:
    from shared.ports.tenants import TenantStandings


def allow_sender(standings: TenantStandings, tenant: str, email: str) -> Standing:
    """Let the tenant send from the address. Raises `UnknownTenant`, `ValidationFailed`."""
    return standings.revise(tenant, lambda standing: allowing_sender(standing, email))


def revoke_sender(standings: TenantStandings, tenant: str, email: str) -> Standing:
    """Let the tenant no longer send from the address. Raises `UnknownTenant`, `ValidationFailed`."""
    return standings.revise(tenant, lambda standing: revoking_sender(standing, email))
