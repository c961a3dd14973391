"""Replace the value of a setting."""

from shared.domain.tenants.setting_rules import Setting, SettingChange, SettingNotFound, changed, new_setting
from shared.ports.tenants import SettingStore
from shared.use_cases.configuration.restrictions import refuse_removal_of_carried
from shared.use_cases.configuration.senders import check_sender


def update_configuration(settings: SettingStore, change: SettingChange) -> Setting:
    """Apply the change and return the setting.

    Raises `ValidationFailed`, `SettingNotFound`, `PreconditionFailed`, `StaleVersion`, `RestrictionsInUse`.
    """
    wanted = new_setting(change.key, change.value, secured=change.secured)
    check_sender(settings, change.tenant, wanted)

    def rule(current: Setting | None) -> Setting:
        if current is None:
            if not change.creates:
                raise SettingNotFound(change.key)
            return wanted
        after = changed(current, change.value, secured=change.secured)
        change.precondition.check(current.version, current.entity_tag)
        refuse_removal_of_carried(settings, change.tenant, current, after)
        return after

    return settings.revise_setting(change.tenant, change.key, rule)
