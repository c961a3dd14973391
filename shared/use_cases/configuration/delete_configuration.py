"""Leave a setting to its default again."""

from shared.domain.preconditions import Precondition
from shared.domain.tenants.setting_rules import Setting, SettingNotFound, check_changeable, check_removable
from shared.ports.tenants import SettingStore
from shared.use_cases.configuration.restrictions import refuse_removal_of_carried


def delete_configuration(
    settings: SettingStore,
    tenant: str,
    key: str,
    precondition: Precondition,
    *,
    client: str | None = None,
    by_operator: bool = False,
) -> None:
    """Remove the setting; a restricted one only for the operator, without whom it would stay for good.

    Raises `ValidationFailed`, `SettingNotFound`, `PreconditionFailed`, `RestrictionsInUse`.
    """
    if client is None:
        check_changeable(key)

    def rule(current: Setting | None) -> None:
        if current is None:
            raise SettingNotFound(key)
        if not by_operator:
            check_removable(current)
        precondition.check(current.version, current.entity_tag)
        refuse_removal_of_carried(settings, tenant, current, None)

    settings.remove_setting(tenant, key, rule, client=client)
