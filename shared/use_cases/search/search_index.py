"""Build, verify and clear the index of words of a tenant."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from shared.domain.errors import Conflict
from shared.domain.instants import now
from shared.domain.tenants.search_index import (
    KNOWN_AFTER_SECONDS,
    SearchIndexHasChanged,
    clearing_search,
    keeping_search,
    with_built_search,
    without_search,
)
from shared.domain.tenants.standing import UnknownTenant
from shared.ports.search import Mended

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from shared.domain.tenants.standing import Standing
    from shared.ports.search import SearchIndexes
    from shared.ports.tenants import TenantStandings

_TOLD_EVERY = 10_000


class NoSearchIndex(Conflict):
    """The tenant has no index of words."""

    def __init__(self, tenant: str) -> None:
        super().__init__(f"Tenant '{tenant}' has no index; make one with `customers search build`.")


class SearchIsBeingCleared(Conflict):
    """The tenant's index is being cleared, which must be finished first."""

    def __init__(self, tenant: str) -> None:
        super().__init__(
            f"The index of '{tenant}' is being cleared; finish that with `customers search clear`."
        )


def build_search_index(
    standings: TenantStandings,
    indexes: SearchIndexes,
    tenant: str,
    *,
    progress: Callable[[str], None],
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], datetime] = now,
) -> int:
    """Have all customers of a tenant in its index, which is kept up from now on. Returns their number.

    It may be broken off at any time: the same call goes on where it was, without waiting again if customers
    have been walked through already. Raises `UnknownTenant`,
    `SearchIsBeingCleared`, and `SearchIndexHasChanged` if it is cleared meanwhile.
    """
    reach = indexes.reach_for(tenant)

    def rule(standing: Standing) -> Standing:
        if standing.search is not None and standing.search.reach is None:
            raise SearchIsBeingCleared(tenant)
        return keeping_search(standing, reach, clock())

    index = standings.revise(tenant, rule).search
    assert index is not None  # noqa: S101 - as the rule has made it
    assert index.reach is not None  # noqa: S101 - the same
    if index.reach is not reach:
        progress(f"{tenant}: its number of restrictions suits another index now; clear it and build it again")
    if index.built_at is None and not indexes.is_begun(tenant):
        _wait(progress, sleep)
    walked = 0
    for count in indexes.build(tenant, index.reach):
        walked += count
        _tell(progress, tenant, walked, count)
    standings.revise(tenant, lambda standing: with_built_search(standing, index, clock()))
    return walked


def verify_search_index(
    standings: TenantStandings, indexes: SearchIndexes, tenant: str, *, progress: Callable[[str], None]
) -> tuple[int, Mended]:
    """Compare a tenant's index with its customers, both ways. Returns their number, and what was mended.

    Raises `UnknownTenant`, `NoSearchIndex`, and `SearchIndexHasChanged` if it is cleared meanwhile.
    """
    index = _standing(standings, tenant).search
    if index is None or index.reach is None:
        raise NoSearchIndex(tenant)
    walked, mended = 0, Mended()
    for count, found in indexes.verify(tenant, index.reach):
        walked, mended = walked + count, mended.plus(found)
        _tell(progress, tenant, walked, count)
    return walked, mended


def clear_search_index(
    standings: TenantStandings,
    indexes: SearchIndexes,
    tenant: str,
    *,
    progress: Callable[[str], None],
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], datetime] = now,
) -> int:
    """Remove a tenant's index, which is not kept up any more. Returns how many items it had.

    It may be broken off at any time, and repeated, which waits again. Raises `UnknownTenant`, and
    `SearchIndexHasChanged` if another is begun meanwhile.
    """
    if _standing(standings, tenant).search is not None:
        index = standings.revise(tenant, lambda standing: clearing_search(standing, clock())).search
        if index is not None:
            _wait(progress, sleep)
    removed = 0
    for count in indexes.clear(tenant):
        if _is_kept(standings, tenant):
            raise SearchIndexHasChanged(tenant)
        removed += count
        _tell(progress, tenant, removed, count, "items removed")
    standings.revise(tenant, without_search)
    return removed


def _standing(standings: TenantStandings, tenant: str) -> Standing:
    standing = standings.find(tenant)
    if standing is None:
        raise UnknownTenant(tenant)
    return standing


def _is_kept(standings: TenantStandings, tenant: str) -> bool:
    search = _standing(standings, tenant).search
    return search is not None and search.reach is not None


def _wait(progress: Callable[[str], None], sleep: Callable[[float], None]) -> None:
    """Wait from now on, as it is in the table now: another's clock may have said when it was put there."""
    progress(f"waiting {KNOWN_AFTER_SECONDS:.0f} s until all functions know of it")
    sleep(KNOWN_AFTER_SECONDS)


def _tell(
    progress: Callable[[str], None], tenant: str, total: int, count: int, what: str = "customers"
) -> None:
    if total // _TOLD_EVERY > (total - count) // _TOLD_EVERY:
        progress(f"{tenant}: {total} {what}")
