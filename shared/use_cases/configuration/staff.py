"""A condition for what staff may do."""

from collections.abc import Sequence

from shared.domain.callers.staff import check_staff_roles
from shared.domain.errors import Problem, ValidationFailed
from shared.domain.tenants.configuration import RESTRICTIONS, STAFF_ROLES
from shared.domain.tenants.setting_rules import Setting
from shared.ports.tenants import SettingStore


def check_roles_of_staff(
    settings: SettingStore, tenant: str, wanted: Setting, along: Sequence[Setting] = ()
) -> None:
    """Raise `ValidationFailed` if this gives roles that cannot be. `along`: what is set with it."""
    if wanted.client is not None or wanted.key != STAFF_ROLES:
        return
    restrictions = next((each for each in along if each.key == RESTRICTIONS), None) or settings.setting(
        tenant, RESTRICTIONS
    )
    try:
        check_staff_roles(wanted.value, restrictions.value if restrictions is not None else ())
    except ValueError as error:
        raise ValidationFailed(Problem(str(error), "value")) from None
