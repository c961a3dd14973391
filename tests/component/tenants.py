"""Tenants for tests, and what each minute that goes by makes functions know of them."""

import secrets
from collections.abc import Callable
from dataclasses import replace

from shared.adapters.dynamodb.stores.standings import founding_puts
from shared.adapters.dynamodb.stores.tenants import Tenants
from shared.domain.instants import now
from shared.domain.tenants.configuration import MAIL_SENDER
from shared.domain.tenants.search_index import SearchIndex
from shared.domain.tenants.search_reach import SearchReach
from shared.domain.tenants.setting_rules import Setting, changed, new_setting
from shared.domain.tenants.standing import Standing, TextEntries
from shared.runtime.wiring import wiring
from shared.use_cases.tenants.allow_sender import allow_sender

Configure = Callable[[str, object], None]
"""Sets one value of a tenant's configuration."""
_AT_ONCE = 20
_unused: list[str] = []


def new_tenant(name: str | None = None) -> str:
    """The name of a tenant that exists, without any setting."""
    if name is None:
        return _unused.pop() if _unused else _several().pop()
    wiring().standings.found(name)
    return name


def forget_all() -> None:
    """Have the next test make tenants: those that were made are gone, and nothing is kept of them."""
    _unused.clear()
    wiring().configurations._kept.clear()


def set_value(tenant: str, key: str, value: object, *, store: Tenants | None = None) -> None:
    """Set one value of the tenant's configuration, even where customers carry a restriction that it lacks.

    `store`: another container's view of tenants.
    """

    def rule(current: Setting | None) -> Setting:
        return new_setting(key, value) if current is None else changed(current, value)

    (store or wiring().tenants).revise_setting(tenant, key, rule)


def set_sender(tenant: str, email: str) -> None:
    """Have the tenant's messages come from this address, which the operator allows."""
    allow_sender(wiring().standings, tenant, email)
    set_value(tenant, MAIL_SENDER, email)


def set_text_entries(tenant: str, entries: TextEntries) -> None:
    """Have the tenant's entries in the indexes by a text be written and read so, from now on."""
    wiring().standings.revise(tenant, lambda standing: replace(standing, text_entries=entries))
    a_minute_later(tenant)


def keep_search(tenant: str, reach: SearchReach = SearchReach.RESTRICTIONS) -> None:
    """Have the tenant's index of words be kept up, as all functions know by now, and whole."""
    index = SearchIndex(reach, since=now(), built_at=now())
    wiring().standings.revise(tenant, lambda standing: replace(standing, search=index))
    a_minute_later(tenant)


def _several() -> list[str]:
    """Make tenants, all in one request: nearly every test has one."""
    _unused.extend(f"t{secrets.token_hex(6)}" for _ in range(_AT_ONCE))
    standing = Standing(created_at=now())
    wiring().table.write(*(put for tenant in _unused for put in founding_puts(tenant, standing)))
    return _unused


def a_minute_later(*tenants: str) -> None:
    """Have this process forget what it has kept of tenants, as it does within a minute."""
    for tenant in tenants:
        wiring().configurations.forget(tenant)
