"""The end of a tenant, with all that is stored of it (used by the command line)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from shared.domain.instants import now
from shared.domain.tenants.standing import being_deleted, unserved_from

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.ports.tenants import TenantItems, TenantStandings


def delete_tenant(
    standings: TenantStandings,
    items: TenantItems,
    tenant: str,
    *,
    progress: Callable[[str], None],
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Refuse every call of the tenant, then remove all that is stored of it. Returns how many items.

    A deletion that was broken off is resumed by the same call: the tenant is refused until its last item is
    gone. Raises `UnknownTenant`.
    """
    standing = standings.revise(tenant, lambda standing: being_deleted(standing, now()))
    wait = unserved_from(standing).timestamp() - time.time()
    if wait > 0:
        progress(
            f"the tenant is refused from now on; waiting {wait:.0f} s until no call of it can be running"
        )
        sleep(wait)
    removed = 0
    while found := _swept(items, tenant, progress, removed):
        removed += found
    items.forget(tenant)
    return removed


def _swept(items: TenantItems, tenant: str, progress: Callable[[str], None], before: int) -> int:
    """Return how many items one pass through the table has removed; the last pass finds none."""
    found = 0
    for count in items.sweep(tenant):
        found += count
        if count:
            progress(f"{before + found} items removed")
    return found
