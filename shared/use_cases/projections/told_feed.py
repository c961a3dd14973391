"""The projection that puts the changes of a tenant's customers into its feed."""

from __future__ import annotations

import uuid
from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from shared.domain.customers.profile_written import ProfileWritten
from shared.domain.feed.changes import PredecessorMissing, change_of, next_step
from shared.domain.feed.log import MOST_ROWS, Segment, shard_of
from shared.domain.instants import now
from shared.use_cases.projections.projection import Projection

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from shared.domain.feed.changes import CustomerChange, Step, Told
    from shared.domain.feed.log import Position
    from shared.domain.messages.events import Change
    from shared.ports.feed import FeedLog
    from shared.ports.tenants import TenantConfiguration, TenantScope

_TRIES = 2
"""Places that are tried in turn where others append, too; then it is asked where the log ends."""
_SLACK = timedelta(days=2)
"""Rows are kept longer than a cursor is good: a generation ends a day before its last row expires."""


def told_feed(log: FeedLog, tenants: TenantConfiguration, scope: TenantScope) -> Projection[CustomerChange]:
    """Return the projection. A tenant's rows are kept as long as it says; where it says so, not at all."""
    return Projection("feed", _rows_of, _Feed(log, tenants, scope))


def _rows_of(change: Change) -> Sequence[CustomerChange]:
    told = change_of(change) if isinstance(change, ProfileWritten) else None
    return [told] if told is not None else []


@dataclass(frozen=True, slots=True)
class _Feed:
    """The `ProjectionStore`: each tenant's changes for themselves, those of a customer one by one."""

    log: FeedLog
    tenants: TenantConfiguration
    scope: TenantScope

    def put(self, rows: Sequence[CustomerChange], /) -> Mapping[int, Exception]:
        """See `ProjectionStore.put`."""
        of_tenants: dict[str, dict[str, list[int]]] = {}
        for place, row in enumerate(rows):
            of_tenants.setdefault(row.tenant, {}).setdefault(row.number, []).append(place)
        failed: dict[int, Exception] = {}
        for tenant, places in of_tenants.items():
            try:
                with self.scope(tenant):
                    days = self.tenants.of(tenant).feed_kept.days
                    if not days:
                        # One who follows the feed has to learn of it, should changes be kept again later.
                        for shard in {shard_of(number) for number in places}:
                            self.log.skip(tenant, shard)
                    else:
                        telling = Telling(self.log, tenant, now(), days)
                        errors = telling.tell({n: [rows[each] for each in of] for n, of in places.items()})
                        failed |= {each: error for n, error in errors.items() for each in places[n]}
            except Exception as error:  # noqa: BLE001 - whatever it is, other tenants do not wait for it
                failed |= {each: error for of in places.values() for each in of}
        return failed


@dataclass(slots=True)
class Telling:
    """Puts changes of a tenant's customers into its feed.

    `at`: the present; `days`: for how long a cursor is good.

    In each round, one row of each customer is appended at most, and only if all before it were noted as told.
    For why nothing is missed or out of order see decisions.md, "The feed: a log instead of a clock".
    """

    log: FeedLog
    tenant: str
    at: datetime
    days: int
    _free: dict[int, Position] = field(default_factory=dict)
    """Places such that all segments before them are there, and were so before what is known was read."""
    _known: dict[str, Told | None] = field(default_factory=dict)
    """Customers' last changes in the feed, unless a segment from the free place on says more."""
    _errors: dict[str, Exception] = field(default_factory=dict)

    @property
    def until(self) -> datetime:
        """When the rows may go."""
        return self.at + timedelta(days=self.days) + _SLACK

    def tell(self, changes: Mapping[str, Sequence[CustomerChange]]) -> Mapping[str, Exception]:
        """Append changes, given by their customers; return those of whom some are missing, and why."""
        waiting = {number: deque(of) for number, of in changes.items()}
        while waiting:
            self._look(waiting)
            found = [self._step(number, of) for number, of in waiting.items()]
            steps = [step for step in found if step is not None]
            if beginnings := [step for step in steps if step.row is None]:
                self._note(beginnings)
            rows: dict[int, dict[str, Step]] = {}
            for step in steps:
                if step.row is not None:
                    rows.setdefault(shard_of(step.number), {})[step.number] = step
            for shard, of_shard in rows.items():
                self._append(shard, of_shard)
            waiting = {number: of for number, of in waiting.items() if of and number not in self._errors}
        return self._errors

    def _look(self, numbers: Iterable[str]) -> None:
        """Find where logs end, and only then read customers' last changes in them."""
        for shard in {shard_of(number) for number in numbers} - self._free.keys():
            self._free[shard] = self.log.free(self.tenant, shard, self.days)
        if unknown := [number for number in numbers if number not in self._known]:
            found = self.log.told(self.tenant, unknown)
            self._known |= {number: found.get(number) for number in unknown}

    def _step(self, number: str, changes: deque[CustomerChange]) -> Step | None:
        known = self._known[number]
        while changes:
            try:
                step = next_step(changes[0], known, self.at)
            except PredecessorMissing as error:
                self._errors[number] = error
                return None
            if step is not None:
                return step
            changes.popleft()
        return None

    def _append(self, shard: int, steps: Mapping[str, Step]) -> None:
        writer = uuid.uuid4().hex
        steps = dict(islice(steps.items(), MOST_ROWS))
        try:
            for _ in range(_TRIES):
                rows = tuple(step.row for step in steps.values() if step.row is not None)
                segment = Segment(self._free[shard], rows, writer)
                other = self.log.append(self.tenant, shard, segment, self.until)
                if other is None:
                    self._free[shard] = segment.position.next
                    self._note(list(steps.values()))
                    return
                if not other.rows:
                    break
                self._free[shard] = other.position.next
                for number in {row.number for row in other.rows}:
                    self._known.pop(number, None)
                    steps.pop(number, None)
                if not steps:
                    return
        except Exception as error:  # noqa: BLE001 - whatever it is, the other logs do not wait for it
            self._errors |= dict.fromkeys(steps, error)
            return
        # Nothing is known any more: it is asked where the log ends, and then for customers' last changes.
        self.log.forget(self.tenant, shard)
        del self._free[shard]
        self._known = {number: told for number, told in self._known.items() if shard_of(number) != shard}

    def _note(self, steps: Sequence[Step]) -> None:
        noted = self.log.note(self.tenant, steps, self.until)
        for step in steps:
            number, outcome = step.number, noted[step.number]
            if isinstance(outcome, Exception):
                self._errors[number] = outcome
            elif outcome:
                self._known[number] = step.after
            else:  # a rival was faster
                del self._known[number]
