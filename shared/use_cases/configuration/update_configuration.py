"""Replace the value of a setting."""

from shared.domain.errors import Problem, ValidationFailed
from shared.domain.tenants.setting_rules import Setting, SettingChange, changed, check_writable, new_setting
from shared.ports.tenants import SettingStore
from shared.use_cases.configuration.restrictions import refuse_removal_of_carried
from shared.use_cases.configuration.senders import check_sender
from shared.use_cases.configuration.staff import check_roles_of_staff


def update_configuration(settings: SettingStore, change: SettingChange) -> Setting:
    """Apply the change and return the setting.

    Raises `ValidationFailed`, also where the key is not set or must not be changed, `PreconditionFailed`,
    `StaleVersion`, `RestrictionsInUse`.
    """
    wanted = new_setting(
        change.key,
        change.value,
        secured=change.secured,
        client=change.client,
        annotations=change.annotations,
    )
    check_sender(settings, change.tenant, wanted)
    check_roles_of_staff(settings, change.tenant, wanted)

    def rule(current: Setting | None) -> Setting:
        if current is None:
            if not change.creates:
                raise ValidationFailed(Problem(f"must be set before, and '{change.key}' is not", "key"))
            return wanted
        after = changed(current, change.value, secured=change.secured, said=change.annotations)
        if after is not current:
            check_writable(current)
        change.precondition.check(current.version, current.entity_tag)
        refuse_removal_of_carried(settings, change.tenant, current, after)
        return after

    return settings.revise_setting(change.tenant, change.key, rule, client=change.client)
