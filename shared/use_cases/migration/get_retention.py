"""Read how long a tenant keeps legacy password hashes."""

from shared.domain.log_in.retention import Retention, RetentionNotConfigured
from shared.ports.log_in import RetentionStore


def get_retention(retentions: RetentionStore, tenant: str) -> Retention:
    """Return the tenant's configuration. Raises `RetentionNotConfigured`."""
    retention = retentions.find(tenant)
    if retention is None:
        raise RetentionNotConfigured
    return retention
