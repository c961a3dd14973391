"""Make from the table's stream all that follows from its changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shared.domain.instants import now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from shared.domain.messages.events import Change
    from shared.ports.projections import ChangeReader, ProjectionMeter, ProjectionRetryQueue, ShareOfTime
    from shared.use_cases.projections.projection import Projection

# No request to the table begins in the last 7 s of a function. A call of the bus takes up to 13 s, with its
# retry, one of the queue 9 s, and one of the table 6 s. So each share ends where the next may still be used.
_BEHIND_QUEUE = 2.0
_BEHIND_OTHERS = _BEHIND_QUEUE + 6.0
_BEHIND_FIRST = _BEHIND_OTHERS + 7.0
_BEHIND_CALL = 7.0
"""A single try leaves time for a call of the bus, which is the longest."""
_SECONDS_OF_OTHERS = 12.0


@dataclass(frozen=True, kw_only=True)
class ProjectionPorts:
    """Ports for what follows from changes. `projections`: all of them, each behind those before it."""

    reader: ChangeReader
    projections: Sequence[Projection[Any]]
    retries: ProjectionRetryQueue
    share_of_time: ShareOfTime
    meter: ProjectionMeter


@dataclass(frozen=True, slots=True)
class Failure:
    """A projection failed for the record at a position of the batch.

    `refusal`: why the record does not wait in the queue for its next try; None if it does.
    """

    position: int
    projection: str
    error: Exception
    refusal: Exception | None


class UnknownProjection(Exception):
    """This release has no projection of that name."""


def project_changes(ports: ProjectionPorts, records: Sequence[Mapping[str, Any]]) -> Sequence[Failure]:
    """Make every projection of a batch of stream records.

    Neither a record nor a projection waits for another that fails, or for which no time is left: the record
    is put into a queue, for that projection alone.
    """
    unread: dict[int, Exception] = {}
    changes: dict[int, Change] = {}
    written: list[datetime] = []
    for position, record in enumerate(records):
        try:
            change = ports.reader.read(record)
        except Exception as error:  # noqa: BLE001 - noted, and the record tried again and kept in the end
            unread[position] = error
            continue
        if change is not None:
            changes[position] = change
            written.append(ports.reader.written_at(record))
    ended: dict[str, datetime] = {}
    failed: list[tuple[str, int, Exception]] = []

    def make(*projections: Projection[Any]) -> None:
        for projection in projections:
            errors = {**unread, **projection.project(changes)}
            ended[projection.name] = now()
            failed.extend((projection.name, position, error) for position, error in errors.items())

    first, *others = ports.projections
    with ports.share_of_time(_BEHIND_FIRST):
        make(first)
    with ports.share_of_time(_BEHIND_OTHERS, _SECONDS_OF_OTHERS):
        make(*others)
    with ports.share_of_time(_BEHIND_QUEUE):
        refusals = ports.retries.put([(name, records[position]) for name, position, _ in failed])
    queued = Counter(name for place, (name, _, _) in enumerate(failed) if place not in refusals)
    for name, at in ended.items():
        if written or queued[name]:
            ports.meter(name, lag=at - min(written) if written else None, queued=queued[name])
    return [
        Failure(position, name, error, refusals.get(place))
        for place, (name, position, error) in enumerate(failed)
    ]


def project_again(ports: ProjectionPorts, name: str, record: Mapping[str, Any]) -> None:
    """Make one projection of a record for which it failed.

    Raises `UnknownProjection`, or why it has failed again.
    """
    projection = next((each for each in ports.projections if each.name == name), None)
    if projection is None:
        raise UnknownProjection(name)
    change = ports.reader.read(record)
    if change is not None:
        with ports.share_of_time(_BEHIND_CALL):
            failed = projection.project({0: change})
        ports.meter(name, lag=now() - ports.reader.written_at(record), queued=0)
        for error in failed.values():
            raise error
