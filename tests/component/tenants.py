"""Tenants for tests, and what each minute that goes by makes functions know of them."""

import secrets

from shared.runtime.wiring import wiring


def new_tenant(name: str | None = None) -> str:
    """The name of a tenant that exists, without any setting."""
    name = name or f"t{secrets.token_hex(6)}"
    wiring().standings.found(name)
    return name


def a_minute_later(*tenants: str) -> None:
    """Have this process forget what it has kept of tenants, as it does within a minute."""
    for tenant in tenants:
        wiring().configurations.forget(tenant)
