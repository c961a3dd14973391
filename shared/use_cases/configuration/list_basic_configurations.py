"""List what the pages of a shop and of its back office need before anything else."""

from shared.domain.tenants.global_settings import basic_settings
from shared.domain.tenants.setting_rules import Setting
from shared.ports.tenants import SettingStore


def list_basic_configurations(settings: SettingStore, tenant: str) -> list[Setting]:
    """Return these settings by key, as the tenant has set them, or else as they are for every tenant."""
    return basic_settings(settings.settings(tenant))
