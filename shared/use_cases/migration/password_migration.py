"""Ports of the use cases that look at a password migration."""

from dataclasses import dataclass

from shared.ports.log_in import LegacyAccountStore, RetentionStore
from shared.ports.tenants import TenantConfiguration, TenantScope


@dataclass(frozen=True, kw_only=True)
class MigrationPorts:
    """Ports for looking at a password migration and concluding it."""

    retentions: RetentionStore
    legacy_accounts: LegacyAccountStore
    tenants: TenantConfiguration


@dataclass(frozen=True, kw_only=True)
class MigrationDayPorts(MigrationPorts):
    """Ports for going through the migrations of all tenants, each in its own scope."""

    scope: TenantScope
