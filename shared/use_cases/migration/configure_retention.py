"""Begin a password migration, or change its days."""

from collections.abc import Mapping
from typing import Any

from shared.domain.instants import now
from shared.domain.log_in.retention import Retention, new_retention
from shared.ports.log_in import RetentionStore


def configure_retention(retentions: RetentionStore, tenant: str, members: Mapping[str, Any]) -> Retention:
    """Create or replace the tenant's configuration and return it. Raises `ValidationFailed`."""
    retention = new_retention(members, now().date())
    retentions.put(tenant, retention)
    return retention
