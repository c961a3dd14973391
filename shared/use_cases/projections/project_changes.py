"""Make from the table's stream all that follows from its changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shared.domain.messages.events import Change
    from shared.ports.projections import ChangeReader, ProjectionRetryQueue
    from shared.use_cases.projections.projection import Projection


@dataclass(frozen=True, kw_only=True)
class ProjectionPorts:
    """Ports for what follows from changes. `projections`: all of them, each behind those before it."""

    reader: ChangeReader
    projections: Sequence[Projection[Any]]
    retries: ProjectionRetryQueue


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

    Neither a record nor a projection waits for another that fails: the record is put into a queue, for that
    projection alone.
    """
    unread: dict[int, Exception] = {}
    changes: dict[int, Change] = {}
    for position, record in enumerate(records):
        try:
            change = ports.reader.read(record)
        except Exception as error:  # noqa: BLE001 - noted, and the record tried again and kept in the end
            unread[position] = error
            continue
        if change is not None:
            changes[position] = change
    failed = [
        (projection.name, position, error)
        for projection in ports.projections
        for position, error in {**unread, **projection.project(changes)}.items()
    ]
    refusals = ports.retries.put([(name, records[position]) for name, position, _ in failed])
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
        for error in projection.project({0: change}).values():
            raise error
