"""List what a tenant has set."""

from collections.abc import Collection

from shared.domain.tenants.configuration import SHARDS
from shared.domain.tenants.setting_rules import Setting
from shared.ports.tenants import SettingStore


def list_configurations(settings: SettingStore, tenant: str, keys: Collection[str]) -> list[Setting]:
    """Return the tenant's settings by key, those of these keys alone where any are named."""
    wanted = frozenset(keys)
    return [
        setting
        for setting in settings.settings(tenant)
        if setting.key != SHARDS and (not wanted or setting.key in wanted)
    ]
