"""Read one setting."""

from shared.domain.tenants.configuration import SHARDS
from shared.domain.tenants.setting_rules import Setting, SettingNotFound
from shared.ports.tenants import SettingStore


def get_configuration(settings: SettingStore, tenant: str, key: str) -> Setting:
    """Return the setting, as it is at this moment. Raises `SettingNotFound`."""
    setting = settings.setting(tenant, key) if key != SHARDS else None
    if setting is None:
        raise SettingNotFound(key)
    return setting
