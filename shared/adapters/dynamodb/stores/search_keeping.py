"""Whether an index of words is still the one that a walk through customers was begun for."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from shared.domain.tenants.search_index import SearchIndexHasChanged

if TYPE_CHECKING:
    from shared.domain.tenants.search_index import SearchIndex
    from shared.domain.tenants.search_reach import SearchReach
    from shared.ports.tenants import TenantStandings

_KNOWN_SECONDS = 10.0
"""How long a standing that was read is relied on, far less than `clear` waits before it removes anything."""


class IndexKept:
    """The index as it is while it is walked through. Raises `SearchIndexHasChanged` unless it is kept."""

    def __init__(self, standings: TenantStandings, tenant: str, reach: SearchReach) -> None:
        self._standings = standings
        self._tenant = tenant
        self.reach = reach
        self.index = self._read()
        if self.index.reach is not reach:
            raise SearchIndexHasChanged(tenant)

    def confirm(self) -> None:
        """Read whether it is still kept. Raises `SearchIndexHasChanged`."""
        index = self._read()
        if (index.reach, index.since) != (self.reach, self.index.since):
            raise SearchIndexHasChanged(self._tenant)

    def confirm_lately(self) -> None:
        """Do so if that was read a while ago, as before every write of entries."""
        if time.monotonic() - self._read_at > _KNOWN_SECONDS:
            self.confirm()

    def _read(self) -> SearchIndex:
        read_at = time.monotonic()
        standing = self._standings.find(self._tenant)
        if standing is None or standing.search is None:
            raise SearchIndexHasChanged(self._tenant)
        self._read_at = read_at
        return standing.search
