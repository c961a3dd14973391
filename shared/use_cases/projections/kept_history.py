"""The projection that keeps the histories of customers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from shared.domain.customers.customer import Customer
from shared.domain.customers.profile_written import ProfileWritten
from shared.domain.history.entries import CustomerEntry, entry_of, event_of
from shared.domain.messages.events import Change
from shared.domain.side_by_side import side_by_side
from shared.ports.projections import HistoryStore
from shared.ports.tenants import TenantConfiguration, TenantScope
from shared.use_cases.projections.projection import Projection

_AT_ONCE = 8
"""Entries of a batch that are written at once: the next batch, with its events, waits for them."""


@dataclass(frozen=True, slots=True)
class RecordedWrite:
    """A write for the customer's history. Its entry is made only where the tenant keeps one."""

    customer: Customer
    write: ProfileWritten


def kept_history(
    histories: HistoryStore, tenants: TenantConfiguration, scope: TenantScope
) -> Projection[RecordedWrite]:
    """Return the projection. A tenant's entries are kept as long as it says; where it says so, not at all."""
    return Projection("history", _rows_of, _Kept(histories, tenants, scope))


def _rows_of(change: Change) -> Sequence[RecordedWrite]:
    if not isinstance(change, ProfileWritten) or not isinstance(change.after, Customer):
        return []
    return [RecordedWrite(change.after, change)] if event_of(change) is not None else []


@dataclass(frozen=True, slots=True)
class _Kept:
    histories: HistoryStore
    tenants: TenantConfiguration
    scope: TenantScope

    def put(self, rows: Sequence[RecordedWrite], /) -> Mapping[int, Exception]:
        """See `ProjectionStore.put`."""
        kept = {tenant: self._kept_by(tenant) for tenant in {row.customer.tenant for row in rows}}
        calls = [partial(self._keep, row, kept[row.customer.tenant]) for row in rows]
        errors = side_by_side(calls, at_most=_AT_ONCE)
        return {place: error for place, error in enumerate(errors) if error is not None}

    def _kept_by(self, tenant: str) -> timedelta | Exception:
        """Return how long a tenant keeps its histories, or why nobody knows."""
        try:
            with self.scope(tenant):
                return self.tenants.of(tenant).history_kept
        except Exception as error:  # noqa: BLE001 - whatever it is, other tenants do not wait for it
            return error

    def _keep(self, row: RecordedWrite, kept: timedelta | Exception) -> Exception | None:
        """Keep an entry; return why it is not kept, if it had to be."""
        if isinstance(kept, Exception):
            return kept
        if not kept:
            return None
        try:
            entry = entry_of(row.write)
            if entry is not None:
                its = row.customer
                with self.scope(its.tenant):
                    self.histories.keep(
                        CustomerEntry(its.tenant, its.number, its.incarnation, entry), entry.at + kept
                    )
        except Exception as error:  # noqa: BLE001 - whatever it is, the other rows do not wait for it
            return error
        return None
