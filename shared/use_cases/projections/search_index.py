"""The projection that keeps the index of words, of the tenants that have one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.domain.customers.profile_written import ProfileWritten
from shared.domain.search.entries import touched_by
from shared.use_cases.projections.projection import Projection

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shared.domain.messages.events import Change
    from shared.domain.search.entries import Entry
    from shared.ports.search import SearchEntries
    from shared.ports.tenants import TenantConfiguration, TenantScope


def search_index(
    entries: SearchEntries, tenants: TenantConfiguration, scope: TenantScope
) -> Projection[ProfileWritten]:
    """Return the projection. A change of a tenant without an index costs no request."""
    return Projection("search", _rows_of, _Index(entries, tenants, scope))


def _rows_of(change: Change) -> Sequence[ProfileWritten]:
    return [change] if isinstance(change, ProfileWritten) else []


@dataclass(frozen=True, slots=True)
class _Index:
    """The `ProjectionStore`: each tenant's changes for themselves, those of a customer together."""

    entries: SearchEntries
    tenants: TenantConfiguration
    scope: TenantScope

    def put(self, rows: Sequence[ProfileWritten], /) -> Mapping[int, Exception]:
        """See `ProjectionStore.put`."""
        of_tenants: dict[str, list[int]] = {}
        for place, row in enumerate(rows):
            written = row.after or row.before
            if written is not None:
                of_tenants.setdefault(written.tenant, []).append(place)
        failed: dict[int, Exception] = {}
        for tenant, places in of_tenants.items():
            try:
                with self.scope(tenant):
                    self._settle(tenant, [rows[place] for place in places])
            except Exception as error:  # noqa: BLE001 - whatever it is, other tenants do not wait for it
                failed |= dict.fromkeys(places, error)
        return failed

    def _settle(self, tenant: str, rows: Sequence[ProfileWritten]) -> None:
        standing = self.tenants.standing(tenant)
        reach = standing.search.reach if standing is not None and standing.search else None
        if reach is None:
            return
        touched: dict[str, frozenset[Entry]] = {}
        for row in rows:
            for entry in touched_by(row.before, row.after, reach):
                touched[entry.number] = touched.get(entry.number, frozenset()) | {entry}
        if touched:
            self.entries.settle(tenant, reach, touched)
