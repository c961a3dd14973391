"""Ports for companies, and whether operations may write them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.domain.companies.legal_entity_rules import check_own
from shared.domain.companies.restrictions import MEMBER

if TYPE_CHECKING:
    from shared.domain.callers.access import Access
    from shared.domain.companies.legal_entity_rules import Change
    from shared.domain.tenants.configuration import Configuration
    from shared.ports.companies import (
        CompanyReader,
        CompanyRoleStore,
        CompanyStore,
        ContactAssignmentReader,
        ContactAssignmentStore,
        LocationStore,
    )
    from shared.ports.lists import CompanyDirectory
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


@dataclass(frozen=True, kw_only=True)
class LocationListPorts:
    """Ports for listing locations, of one company too."""

    companies: CompanyReader
    directory: CompanyDirectory


@dataclass(frozen=True, kw_only=True)
class ContactAssignmentPorts:
    """Ports for writing contact assignments."""

    assignments: ContactAssignmentStore
    tenants: TenantConfiguration


@dataclass(frozen=True, kw_only=True)
class ContactAssignmentListPorts:
    """Ports for listing contact assignments with the names of their companies and customers."""

    assignments: ContactAssignmentReader
    directory: CompanyDirectory


@dataclass(frozen=True, kw_only=True)
class GroupPorts:
    """Ports for changing who is in which groups of a company."""

    roles: CompanyRoleStore
    tenants: TenantConfiguration


def owned(tenants: TenantConfiguration, tenant: str, *, naming: str | None = None) -> Configuration:
    """Return the configuration of a tenant whose companies operations may write.

    Raises `CompaniesAreExternal`.
    """
    configuration = tenants.of(tenant, naming=naming) if naming is not None else tenants.of(tenant)
    check_own(configuration)
    return configuration


def owned_for(tenants: TenantConfiguration, change: Change, access: Access) -> Configuration:
    """Return the same, read again when it lacks the restriction that the company may get.

    That is the one given, or the only one of a limited caller: one that has just been added counts at once.
    """
    given = change.members.get(MEMBER)
    only = access.wide.only if access.wide is not None else None
    return owned(tenants, change.tenant, naming=only if given is None else next(iter(given), None))
