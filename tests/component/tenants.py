"""Tenants for tests, and what each minute that goes by makes functions know of them."""

import secrets

from shared.adapters.dynamodb.stores.tenants import Tenants
from shared.domain.tenants.setting_rules import Setting, changed, new_setting
from shared.runtime.wiring import wiring


def new_tenant(name: str | None = None) -> str:
    """The name of a tenant that exists, without any setting."""
    name = name or f"t{secrets.token_hex(6)}"
    wiring().standings.found(name)
    return name


def set_value(tenant: str, key: str, value: object, *, store: Tenants | None = None) -> None:
    """Set one value of the tenant's configuration, even where customers carry a restriction that it lacks.

    `store`: another container's view of tenants.
    """

    def rule(current: Setting | None) -> Setting:
        return new_setting(key, value) if current is None else changed(current, value)

    (store or wiring().tenants).revise_setting(tenant, key, rule)


def a_minute_later(*tenants: str) -> None:
    """Have this process forget what it has kept of tenants, as it does within a minute."""
    for tenant in tenants:
        wiring().configurations.forget(tenant)
