"""Read one setting."""

from shared.domain.tenants.configuration import SHARDS
from shared.domain.tenants.setting_rules import Setting, SettingNotFound
from shared.ports.tenants import SettingStore


def get_configuration(settings: SettingStore, tenant: str, key: str, *, client: str | None = None) -> Setting:
    """Return the setting, as it is at this moment. Raises `SettingNotFound`."""
    hidden = client is None and key == SHARDS
    setting = settings.setting(tenant, key, client=client) if not hidden else None
    if setting is None:
        raise SettingNotFound(key)
    return setting
