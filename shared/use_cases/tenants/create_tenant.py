"""The beginning of a tenant (used by the command line)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.errors import Conflict, Problem, ValidationFailed
from shared.domain.instants import now
from shared.domain.tenants.configuration import RESTRICTIONS, SHARD_COUNTS, SHARDS
from shared.domain.tenants.setting_rules import DuplicateSetting, Setting, new_setting
from shared.domain.tenants.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.ports.tenants import SettingStore


def create_tenant(
    settings: SettingStore, tenant: str, *, restrictions: Sequence[str] = (), shards: int = 1
) -> None:
    """Make a tenant ready for use.

    Raises `Conflict` when it is so already, `TenantIsBeingDeleted`, `ValidationFailed`.
    """
    if shards not in SHARD_COUNTS:
        raise ValidationFailed(Problem(f"must be one of {SHARD_COUNTS}", SHARDS))
    first = [Setting(SHARDS, shards), new_setting(RESTRICTIONS, list(restrictions))]
    try:
        settings.add_settings(tenant, first, founding=Standing(created_at=now()))
    except DuplicateSetting:
        raise Conflict(f"Tenant '{tenant}' already exists.") from None
