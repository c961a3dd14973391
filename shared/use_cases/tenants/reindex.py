"""Have the texts by which a tenant's customers are listed in the form in which they are sorted now."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from shared.domain.instants import now
from shared.domain.tenants.standing import (
    TextEntries,
    moving_text_entries,
    with_present_text_entries,
    written_from,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from shared.ports.tenants import TenantStandings, TextIndexes


def reindex(
    standings: TenantStandings,
    indexes: TextIndexes,
    tenants: Sequence[str],
    *,
    progress: Callable[[str], None],
    sleep: Callable[[float], None] = time.sleep,
) -> dict[str, int]:
    """Move the index entries of the tenants' customers to the present form.

    Returns how many customers were moved, by tenant. It may be broken off at any time: the same call goes on
    where it was. Meanwhile, entries are read in both forms, and lists in the order of a text read the whole
    directory for that. Raises `UnknownTenant`.
    """
    moved: dict[str, int] = {}
    latest = now()
    for tenant in tenants:
        standing = standings.revise(tenant, lambda standing: moving_text_entries(standing, now()))
        if standing.text_entries is TextEntries.PRESENT:
            progress(f"{tenant}: done before")
            continue
        moved[tenant] = _moved(indexes, tenant, progress, 0)
        latest = max(latest, written_from(standing) or latest)
    wait = (latest - now()).total_seconds()
    if wait > 0:
        progress(f"waiting {wait:.0f} s until no call can be running that writes the former form")
        sleep(wait)
    for tenant, before in moved.items():
        moved[tenant] = before
        while count := _moved(indexes, tenant, progress, moved[tenant]):
            moved[tenant] += count
        standings.revise(tenant, with_present_text_entries)
        progress(f"{tenant}: done")
    return moved


def _moved(indexes: TextIndexes, tenant: str, progress: Callable[[str], None], before: int) -> int:
    """Return how many customers one pass has moved."""
    found = 0
    for count in indexes.move(tenant):
        found += count
        if count:
            progress(f"{tenant}: {before + found} customers moved")
    return found
