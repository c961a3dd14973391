"""The measurements as a section of docs/performance.md."""

import os
import platform
from collections.abc import Iterable, Mapping, Sequence

from tests.benchmarks.document import paragraph, table
from tests.benchmarks.warm.operations import Measurement

MOST_FLOORS, MOST_CALLS = 5.0, 1.6
"""Budgets: our own work in floors of a document, a request in plain calls of botocore."""
_INTRODUCTION = (
    "`make bench-warm`; {cores} cores, Python {python}; CPU time of one request in this process, medians of "
    "{rounds} interleaved rounds. DynamoDB is a process with constant answers on a loopback port. The "
    "figures leave out TLS, the network, the hashing of passwords, and Lambda's reading of the event "
    "and writing of the answer. `ours` is measured with a client that answers at once. `calls` are "
    "only the requests to DynamoDB, with our client; `plain calls` are the same with botocore's "
    "unchanged client. The floor is the time in which pydantic checks a customer of 1.5 KB with two "
    "addresses from a dictionary and writes it as JSON: {floor:.0f} µs; a list has one floor per element."
)
_HEADER = (
    "operation",
    "requests",
    "CPU ms",
    "ours µs",
    "in floors",
    "calls ms",
    "plain calls ms",
    "CPU in plain calls",
)
_PEERS_HEADER = ("get and create", "get ms", "create ms", "get in ours", "create in ours")


def section_of(
    measurements: Sequence[Measurement],
    floor: float,
    peers: Mapping[tuple[str, str], float],
    rounds: int,
) -> str:
    """The whole section; `floor` and `peers` are CPU seconds."""
    introduction = _INTRODUCTION.format(
        cores=os.cpu_count(), python=platform.python_version(), rounds=rounds, floor=floor * 1e6
    )
    tables = [operations_table(measurements, floor), _peers_table(measurements, peers)]
    return "\n\n".join([paragraph(introduction), *tables, *map(paragraph, _over(measurements, floor))])


def operations_table(measurements: Iterable[Measurement], floor: float) -> str:
    """A line for each operation."""
    return table(_HEADER, (_row(each, floor) for each in measurements))


def floors_of(measurement: Measurement, floor: float) -> float:
    """Our own work, in floors of what it takes or gives."""
    return measurement.ours / (floor * measurement.documents)


def plain_calls_of(measurement: Measurement) -> float | None:
    """The whole request, in what its calls of DynamoDB take; nothing for one that makes none."""
    return measurement.seconds / measurement.plain_calls if measurement.requests else None


def _row(measurement: Measurement, floor: float) -> list[str]:
    ratio = plain_calls_of(measurement)
    return [
        measurement.name,
        str(measurement.requests),
        f"{measurement.seconds * 1e3:.2f}",
        f"{measurement.ours * 1e6:,.0f}",
        f"{floors_of(measurement, floor):.1f}",
        f"{measurement.calls * 1e3:.2f}" if measurement.requests else "",
        f"{measurement.plain_calls * 1e3:.2f}" if measurement.requests else "",
        f"{ratio:.2f}" if ratio is not None else "",
    ]


def _peers_table(measurements: Iterable[Measurement], peers: Mapping[tuple[str, str], float]) -> str:
    own = {each.name: each.seconds for each in measurements}
    get, create = own["get_customer"], own["create_customer"]
    found = {"ours": (get, create)}
    for name, _ in peers:
        found[name] = (peers[name, "get_customer"], peers[name, "create_customer"])
    rows = [
        [name, f"{g * 1e3:.2f}", f"{c * 1e3:.2f}", f"{g / get:.2f}", f"{c / create:.2f}"]
        for name, (g, c) in found.items()
    ]
    return table(_PEERS_HEADER, rows)


def _over(measurements: Sequence[Measurement], floor: float) -> Iterable[str]:
    few = [each.name for each in measurements if floors_of(each, floor) <= MOST_FLOORS]
    long = [each.name for each in measurements if (plain_calls_of(each) or 0) > MOST_CALLS]
    share = f"{len(few)} of {len(measurements)}"
    yield f"Our own work takes at most {MOST_FLOORS:g} floors in {share} operations: {', '.join(few)}."
    if long:
        yield f"These take more than {MOST_CALLS:g} times the plain calls: {', '.join(long)}."
