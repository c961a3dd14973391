"""Ports for writing customers, and the configuration that a write goes by."""

from collections.abc import Callable
from dataclasses import dataclass

from shared.domain.callers.access import Access
from shared.domain.customers.customer_rules import Members
from shared.domain.tenants.configuration import Configuration
from shared.ports.customers import CustomerStore
from shared.ports.log_in import PasswordHasher
from shared.ports.tenants import TenantConfiguration


@dataclass(frozen=True, kw_only=True)
class CustomerPorts:
    """Ports for changing customers."""

    customers: CustomerStore
    tenants: TenantConfiguration


@dataclass(frozen=True, kw_only=True)
class CreationPorts(CustomerPorts):
    """Ports for creating customers, too. `passwords` is called when there is a password to hash."""

    passwords: Callable[[], PasswordHasher]


def configuration_for(ports: CustomerPorts, tenant: str, members: Members, access: Access) -> Configuration:
    """Return the tenant's configuration, read again when it lacks a restriction that the customer may get.

    That is the one given, the only one of a limited caller, or the site that it follows: a restriction that
    has just been added counts at once.
    """
    grant = access.wide or access.own
    names = [members.get("restriction"), grant.only if grant is not None else None]
    configuration = ports.tenants.of(tenant)
    if configuration.restriction_follows_site:
        names.append(members.get("preferredSite"))
    for name in filter(None, names):
        configuration = ports.tenants.of(tenant, naming=name)
    return configuration
