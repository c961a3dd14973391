"""Have the texts by which a tenant's customers are listed in the form in which they are sorted now."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from shared.domain.instants import now
from shared.domain.tenants.standing import (
    TextEntries,
    UnknownTenant,
    moving_text_entries,
    with_present_text_entries,
    written_from,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from shared.ports.companies import CompanyIndexes
    from shared.ports.tenants import TenantStandings, TextIndexes


def reindex(
    standings: TenantStandings,
    indexes: TextIndexes,
    tenants: Sequence[str],
    *,
    progress: Callable[[str], None],
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], datetime] = now,
) -> dict[str, int]:
    """Move the index entries of the tenants' customers to the present form.

    Returns how many customers were moved, by tenant; tenants that were deleted meanwhile are passed over. It
    may be broken off at any time: the same call goes on where it was. Meanwhile, entries are read in both
    forms, and lists in the order of a text read the whole directory for that.
    """
    moved: dict[str, int] = {}
    moving: list[str] = []
    latest = clock()
    for tenant in tenants:
        try:
            found, written_until = _begun(standings, indexes, tenant, progress, clock)
        except UnknownTenant:
            progress(f"{tenant}: deleted meanwhile")
            continue
        moved[tenant] = found
        if written_until is not None:
            moving.append(tenant)
            latest = max(latest, written_until)
    wait = (latest - clock()).total_seconds()
    if wait > 0:
        progress(f"waiting {wait:.0f} s until no call can be running that writes the former form")
        sleep(wait)
    for tenant in moving:
        while count := _moved(indexes, tenant, progress, moved[tenant]):
            moved[tenant] += count
        try:
            standings.revise(tenant, with_present_text_entries)
        except UnknownTenant:
            progress(f"{tenant}: deleted meanwhile")
            del moved[tenant]
        else:
            progress(f"{tenant}: done")
    return moved


def list_companies(
    indexes: CompanyIndexes, tenants: Sequence[str], *, progress: Callable[[str], None]
) -> int:
    """Have lists show companies and contacts as they are, of former releases too. Returns how many.

    It may be broken off at any time, and repeated.
    """
    listed = 0
    for tenant in tenants:
        for found, name in (
            (sum(indexes.list_all(tenant)), "companies"),
            (sum(indexes.list_contacts(tenant)), "contacts"),
        ):
            if found:
                progress(f"{tenant}: {found} {name} listed")
            listed += found
    return listed


def _begun(
    standings: TenantStandings,
    indexes: TextIndexes,
    tenant: str,
    progress: Callable[[str], None],
    clock: Callable[[], datetime],
) -> tuple[int, datetime | None]:
    """Return how many customers a first pass has moved, and until when others may write the former form.

    A tenant whose entries should be in the present form may have others, of an earlier release that ran at
    the same time, or was gone back to. If it has none, nothing is left to do. Raises `UnknownTenant`.
    """
    asked = clock()
    standing = standings.revise(tenant, lambda standing: moving_text_entries(standing, clock()))
    found = 0
    if standing.text_entries is TextEntries.PRESENT:
        found = _moved(indexes, tenant, progress, 0)
        if not found:
            progress(f"{tenant}: nothing to move")
            return 0, None
        standing = standings.revise(
            tenant, lambda standing: moving_text_entries(standing, clock(), again=True)
        )
    # What this call has decided is known to nobody before it is stored.
    decided = clock() if standing.moving_since is None else standing.moving_since
    written_until = written_from(clock() if decided >= asked else decided)
    return found + _moved(indexes, tenant, progress, found), written_until


def _moved(indexes: TextIndexes, tenant: str, progress: Callable[[str], None], before: int) -> int:
    """Return how many customers one pass has moved."""
    found = 0
    for count in indexes.move(tenant):
        found += count
        if count:
            progress(f"{tenant}: {before + found} customers moved")
    return found
