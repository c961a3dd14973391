"""Ports for companies, and whether operations may write them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.domain.companies.legal_entity_rules import check_own

if TYPE_CHECKING:
    from shared.domain.tenants.configuration import Configuration
    from shared.ports.companies import CompanyStore, LocationStore
    from shared.ports.tenants import TenantConfiguration


@dataclass(frozen=True, kw_only=True)
class CompanyPorts:
    """Ports for writing companies."""

    companies: CompanyStore
    tenants: TenantConfiguration


@dataclass(frozen=True, kw_only=True)
class LocationPorts:
    """Ports for writing locations."""

    locations: LocationStore
    tenants: TenantConfiguration


def owned(tenants: TenantConfiguration, tenant: str, *, naming: str | None = None) -> Configuration:
    """Return the configuration of a tenant whose companies operations may write.

    Raises `CompaniesAreExternal`.
    """
    configuration = tenants.of(tenant, naming=naming) if naming is not None else tenants.of(tenant)
    check_own(configuration)
    return configuration
