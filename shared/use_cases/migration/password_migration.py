"""What concluding a password migration takes."""

from dataclasses import dataclass

from shared.ports.log_in import LegacyAccountStore, RetentionStore
from shared.ports.tenants import TenantConfiguration


@dataclass(frozen=True, slots=True)
class PasswordMigration:
    """The neighbours of the use cases that look at what is left of a migration."""

    retentions: RetentionStore
    accounts: LegacyAccountStore
    tenants: TenantConfiguration
