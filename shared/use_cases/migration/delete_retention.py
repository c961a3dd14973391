"""Conclude a password migration."""

from shared.domain.log_in.retention import MigrationNotConcluded
from shared.use_cases.migration.get_retention import get_retention
from shared.use_cases.migration.password_migration import MigrationPorts


def delete_retention(ports: MigrationPorts, tenant: str) -> None:
    """Remove the tenant's configuration. Raises `RetentionNotConfigured`, `MigrationNotConcluded`."""
    get_retention(ports.retentions, tenant)
    if ports.legacy_accounts.any_left(tenant):
        raise MigrationNotConcluded
    ports.retentions.delete(tenant)
