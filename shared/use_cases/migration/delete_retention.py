"""Conclude a password migration."""

from shared.domain.log_in.retention import MigrationNotConcluded
from shared.use_cases.migration.get_retention import get_retention
from shared.use_cases.migration.password_migration import PasswordMigration


def delete_retention(migration: PasswordMigration, tenant: str) -> None:
    """Remove the tenant's configuration. Raises `RetentionNotConfigured`, `MigrationNotConcluded`."""
    get_retention(migration.retentions, tenant)
    if migration.accounts.any_left(tenant):
        raise MigrationNotConcluded
    migration.retentions.delete(tenant)
