"""List what counts for every tenant that has not set it."""

from collections.abc import Collection

from shared.domain.tenants.global_settings import global_settings
from shared.domain.tenants.setting_rules import Setting
from shared.use_cases.configuration.list_configurations import named


def list_global_configurations(keys: Collection[str]) -> list[Setting]:
    """Return the settings of every tenant by key; of these keys alone where any are named."""
    return named(global_settings(), keys)
