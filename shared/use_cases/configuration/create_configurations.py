"""Set what was not set before."""

from collections.abc import Sequence

from shared.domain.errors import Problem, ValidationFailed
from shared.domain.tenants.setting_rules import Setting
from shared.ports.tenants import SettingStore
from shared.use_cases.configuration.senders import check_sender
from shared.use_cases.configuration.staff import check_roles_of_staff


def create_configurations(settings: SettingStore, tenant: str, new: Sequence[Setting]) -> None:
    """Set all of these keys or none. Raises `DuplicateSetting`; `ValidationFailed` if a key comes twice."""
    keys = [setting.key for setting in new]
    problems = [
        Problem("must not be in the list twice", f"{position}.key")
        for position, key in enumerate(keys)
        if key in keys[:position]
    ]
    if problems:
        raise ValidationFailed(*problems)
    for position, setting in enumerate(new):
        try:
            check_sender(settings, tenant, setting)
            check_roles_of_staff(settings, tenant, setting, along=new)
        except ValidationFailed as error:
            raise error.within(str(position)) from None
    settings.add_settings(tenant, new)
