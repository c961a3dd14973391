"""The projection that tells the changes of a tenant's customers in its feed."""

from __future__ import annotations

import uuid
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from shared.domain.customers.profile_written import ProfileWritten
from shared.domain.feed.changes import change_of, next_told
from shared.domain.feed.log import MOST_ROWS, Segment, shard_of
from shared.domain.instants import now
from shared.use_cases.projections.projection import Projection

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from shared.domain.feed.changes import CustomerChange, Row, Told
    from shared.domain.feed.log import Position
    from shared.domain.messages.events import Change
    from shared.ports.feed import FeedLog
    from shared.ports.tenants import TenantConfiguration, TenantScope

_AT_ONCE = 8
_TRIES = 4
"""Places that are tried in turn where others append, too; then it is asked where the log ends."""
_SLACK = timedelta(days=2)
"""How much longer a row is kept than a cursor is good: a generation ends a day before its last one expires."""


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
                    kept = self.tenants.of(tenant).feed_kept
                    if kept:
                        telling = Telling(self.log, tenant, now() + kept + _SLACK)
                        errors = telling.tell({n: [rows[each] for each in of] for n, of in places.items()})
                        failed |= {each: error for n, error in errors.items() for each in places[n]}
            except Exception as error:  # noqa: BLE001 - whatever it is, other tenants do not wait for it
                failed |= {each: error for of in places.values() for each in of}
        return failed


@dataclass(frozen=True, slots=True)
class _Step:
    """A row that is to be told next, and how far its customer was told before it and is after it."""

    row: Row
    before: Told | None
    after: Told


@dataclass(slots=True)
class Telling:
    """Tells changes of a tenant's customers. `until`: when the rows may go.

    In each round, one row of each customer is appended at most, and only if all before it were noted as told.
    For why nothing is missed or told out of order see decisions.md, "The feed: a log instead of a clock".
    """

    log: FeedLog
    tenant: str
    until: datetime
    _free: dict[int, Position] = field(default_factory=dict)
    """Places such that all segments before them are there, and were so before what is known was read."""
    _known: dict[str, Told | None] = field(default_factory=dict)
    """How far customers are told, unless a segment says more that is appended from the free place on."""
    _errors: dict[str, Exception] = field(default_factory=dict)

    def tell(self, changes: Mapping[str, Sequence[CustomerChange]]) -> Mapping[str, Exception]:
        """Tell changes by their customers; return of which customers not all could be told, and why."""
        waiting = {number: deque(of) for number, of in changes.items()}
        while waiting:
            self._look(waiting)
            steps: dict[int, list[_Step]] = {}
            for number, of in waiting.items():
                if (step := self._step(number, of)) is not None:
                    steps.setdefault(shard_of(number), []).append(step)
            for shard, of_shard in steps.items():
                self._append(shard, of_shard[:MOST_ROWS])
            waiting = {number: of for number, of in waiting.items() if of and number not in self._errors}
        return self._errors

    def _look(self, numbers: Iterable[str]) -> None:
        """Find where logs end, and only then read how far customers are told."""
        for shard in {shard_of(number) for number in numbers} - self._free.keys():
            self._free[shard] = self.log.free(self.tenant, shard)
        if unknown := [number for number in numbers if number not in self._known]:
            found = self.log.told(self.tenant, unknown)
            self._known |= {number: found.get(number) for number in unknown}

    def _step(self, number: str, changes: deque[CustomerChange]) -> _Step | None:
        known = self._known[number]
        while changes:
            if (told := next_told(changes[0], known)) is not None:
                return _Step(told[0], known, told[1])
            changes.popleft()
        return None

    def _append(self, shard: int, steps: Sequence[_Step]) -> None:
        writer = uuid.uuid4().hex
        try:
            for _ in range(_TRIES):
                segment = Segment(self._free[shard], tuple(step.row for step in steps), writer)
                other = self.log.append(self.tenant, shard, segment, self.until)
                if other is None:
                    self._free[shard] = segment.position.next
                    self._note(steps)
                    return
                if not other.rows:
                    break
                self._free[shard] = other.position.next
                rivals = {row.number for row in other.rows}
                for number in rivals:
                    self._known.pop(number, None)
                steps = [step for step in steps if step.row.number not in rivals]
                if not steps:
                    return
        except Exception as error:  # noqa: BLE001 - whatever it is, the other logs do not wait for it
            self._errors |= {step.row.number: error for step in steps}
            return
        # Nothing is known any more: it is asked where the log ends, and then how far customers are told.
        self.log.forget(self.tenant, shard)
        del self._free[shard]
        self._known = {number: told for number, told in self._known.items() if shard_of(number) != shard}

    def _note(self, steps: Sequence[_Step]) -> None:
        if len(steps) == 1:
            self._note_one(steps[0])
            return
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            for noted in [threads.submit(copy_context().run, self._note_one, step) for step in steps]:
                noted.result()

    def _note_one(self, step: _Step) -> None:
        number = step.row.number
        try:
            if self.log.note(self.tenant, number, step.before, step.after, self.until):
                self._known[number] = step.after
            else:
                del self._known[number]
        except Exception as error:  # noqa: BLE001 - whatever it is, the other customers do not wait for it
            self._errors[number] = error
