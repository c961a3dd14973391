"""The loads as a section of docs/performance.md, and the verdict on them."""

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from statistics import quantiles

from tests.benchmarks.document import paragraph, table
from tests.benchmarks.load.driving import Load

MOST_GROWTH = 0.05
"""By how much the gateway's memory may grow in the second half of a load, as a share."""
_MEGA = 1_000_000
_INTRODUCTION = (
    "`make bench-load`; {cores} cores, which the load generator (autocannon), the gateway and the embedded "
    "engine share, Python {python}; {connections} connections. The load `mixed` creates, reads, changes, "
    "lists, finds and deletes customers, and has shoppers sign up, log in, change their profile and log out. "
    "The second table shows that load; the functions log the time in the function themselves."
)
_LOADS_HEADER = (
    "load",
    "seconds",
    "requests",
    "per second",
    "p50 ms",
    "p99 ms",
    "gateway CPU ms each",
    "engine CPU ms each",
    "errors",
)
_OPERATIONS_HEADER = ("mixed", "requests", "statuses", "p50 ms", "p99 ms", "p50 ms in the function")
NAMES = {
    "preflight": "the gateway alone (preflight)",
    "function": "and a function, without the engine (openid-configuration)",
    "read": "and the engine (get)",
    "mixed": "mixed",
}


def section_of(loads: Mapping[str, Load], connections: int) -> str:
    """The whole section."""
    introduction = _INTRODUCTION.format(
        cores=os.cpu_count(), python=platform.python_version(), connections=connections
    )
    mixed = loads["mixed"]
    operations = table(_OPERATIONS_HEADER, _operation_rows(mixed))
    return "\n\n".join([paragraph(introduction), loads_table(loads), operations, paragraph(_memory(mixed))])


def loads_table(loads: Mapping[str, Load]) -> str:
    """A line for each load."""
    return table(_LOADS_HEADER, (_load_row(NAMES[name], load) for name, load in loads.items()))


def problems(loads: Iterable[Load]) -> list[str]:
    """Return the faults: wrong or missing answers, complaints in the log, memory that grows."""
    found: list[str] = []
    for load in loads:
        found += load.failures
        found += load.complaints[:5]
        if load.errors:
            found.append(f"{load.errors} requests were not answered")
        if (growth := growth_of(load.gateway_memory)) > MOST_GROWTH:
            found.append(f"the gateway's memory grows by {growth:.0%}")
    return found


def growth_of(memory: Sequence[int]) -> float:
    """How much more it is at the end than half-way, as a share; until then, threads and caches come to be."""
    return memory[-1] / memory[len(memory) // 2] - 1


def _load_row(name: str, load: Load) -> list[str]:
    milliseconds = [each for answers in load.operations.values() for each in answers.milliseconds]
    percentiles = quantiles(milliseconds, n=100)
    return [
        name,
        f"{load.seconds:.0f}",
        f"{load.requests:,}",
        f"{load.requests / load.seconds:,.0f}",
        f"{percentiles[49]:.1f}",
        f"{percentiles[98]:.1f}",
        f"{load.gateway_cpu / load.requests * 1e3:.2f}",
        f"{load.engine_cpu / load.requests * 1e3:.2f}",
        str(load.errors + len(load.failures)),
    ]


def _operation_rows(load: Load) -> Iterable[list[str]]:
    for name, answers in load.operations.items():
        percentiles, inside = quantiles(answers.milliseconds, n=100), quantiles(answers.inside, n=100)
        yield [
            name,
            f"{len(answers.milliseconds):,}",
            ", ".join(f"{status} × {count:,}" for status, count in answers.statuses.items()),
            f"{percentiles[49]:.1f}",
            f"{percentiles[98]:.1f}",
            f"{inside[49]:.1f}",
        ]


def _memory(load: Load) -> str:
    def at(memory: Sequence[int]) -> str:
        points = zip(("at first", "half-way", "at the end"), (0, len(memory) // 2, -1), strict=True)
        return ", ".join(f"{memory[position] / _MEGA:.0f} MB {name}" for name, position in points)

    return (
        f"Memory under the mixed load: the gateway with all functions {at(load.gateway_memory)}; "
        f"the engine, which holds the table and its stream, {at(load.engine_memory)}."
    )
