"""The issuers that a tenant trusts besides the service itself (used by the command line)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.use_cases.tenants.known_tenant import check_known

if TYPE_CHECKING:
    from shared.domain.callers.tenant_issuers import TenantIssuer
    from shared.ports.callers import TenantIssuerStore
    from shared.ports.tenants import TenantConfiguration


def trust_issuer(issuers: TenantIssuerStore, tenants: TenantConfiguration, issuer: TenantIssuer) -> None:
    """Let the issuer's tokens speak for its tenant, in place of what was said of it before.

    Raises `UnknownTenant`, and `ValidationFailed` for what is not an https URL or names nothing.
    """
    check_known(tenants, issuer.tenant)
    issuers.add(issuer)
