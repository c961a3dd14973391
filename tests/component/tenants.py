"""Tenants for tests, and what each minute that goes by makes functions know of them."""

import secrets

from shared.domain.tenants.setting_rules import SettingChange
from shared.runtime.wiring import wiring
from shared.use_cases.configuration.update_configuration import update_configuration


def new_tenant(name: str | None = None) -> str:
    """The name of a tenant that exists, without any setting."""
    name = name or f"t{secrets.token_hex(6)}"
    wiring().standings.found(name)
    return name


def set_value(tenant: str, key: str, value: object) -> None:
    """Set one value of the tenant's configuration."""
    update_configuration(wiring().tenants, SettingChange(tenant, key, value, creates=True))


def a_minute_later(*tenants: str) -> None:
    """Have this process forget what it has kept of tenants, as it does within a minute."""
    for tenant in tenants:
        wiring().configurations.forget(tenant)
