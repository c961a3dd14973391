"""List what a tenant has set."""

from collections.abc import Collection, Sequence

from shared.domain.tenants.configuration import SHARDS
from shared.domain.tenants.setting_rules import Setting
from shared.ports.tenants import SettingStore


def list_configurations(
    settings: SettingStore, tenant: str, keys: Collection[str], *, client: str | None = None
) -> list[Setting]:
    """Return the settings of the tenant, or of its client, by key; of these keys where any are named."""
    found = settings.settings(tenant, client=client)
    return named([setting for setting in found if client is not None or setting.key != SHARDS], keys)


def named(settings: Sequence[Setting], keys: Collection[str]) -> list[Setting]:
    """Return the settings of these keys, or all where none are named."""
    return [setting for setting in settings if not keys or setting.key in keys]
