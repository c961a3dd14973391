"""Conditions for the removal of a restriction."""

from shared.domain.tenants.configuration import RESTRICTIONS
from shared.domain.tenants.setting_rules import RestrictionsInUse, Setting
from shared.ports.tenants import SettingStore


def refuse_removal_of_carried(
    settings: SettingStore, tenant: str, before: Setting, after: Setting | None
) -> None:
    """Raise `RestrictionsInUse` where the change takes away restrictions that customers or companies carry.

    Those of the last moment, and those that a process creates which does not know of the change yet, are not
    counted; they keep their restriction.
    """
    if before.client is not None or before.key != RESTRICTIONS:
        return
    removed = sorted(set(before.value) - set(after.value if after is not None else ()))
    carriers = {restriction: settings.carriers(tenant, restriction) for restriction in removed}
    carried = {restriction: counts for restriction, counts in carriers.items() if any(counts)}
    if carried:
        raise RestrictionsInUse(carried)
