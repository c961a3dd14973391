"""Leave a setting to its default again."""

from shared.domain.preconditions import Precondition
from shared.domain.tenants.setting_rules import Setting, SettingNotFound, check_changeable
from shared.ports.tenants import SettingStore
from shared.use_cases.configuration.restrictions import refuse_removal_of_carried


def delete_configuration(settings: SettingStore, tenant: str, key: str, precondition: Precondition) -> None:
    """Remove the setting.

    Raises `ValidationFailed`, `SettingNotFound`, `PreconditionFailed`, `RestrictionsInUse`.
    """
    check_changeable(key)

    def rule(current: Setting | None) -> None:
        if current is None:
            raise SettingNotFound(key)
        precondition.check(current.version, current.entity_tag)
        refuse_removal_of_carried(settings, tenant, current, None)

    settings.remove_setting(tenant, key, rule)
