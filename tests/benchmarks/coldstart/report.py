"""The measurements as a section of docs/performance.md."""

import os
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tests.benchmarks.coldstart.measuring import Measured
from tests.benchmarks.coldstart.subjects import FLOOR
from tests.benchmarks.document import table

BUDGETS: Mapping[str, float] = MappingProxyType(
    {
        "get_customer": 0.55,
        "delete_customer": 0.55,
        "list_customers": 0.60,
        "search_customers": 0.60,
        "create_customer": 1.00,
        "upsert_customer": 1.00,
        "update_customer": 1.00,
        "authorize_request": 0.40,
    }
)
"""The most that a cold start may cost, as a ratio to that of the floor."""
_MEGA, _MEBI = 1_000_000, 2**20
_HEADER = (
    "function|status|init ms|first call ms|both ms|ratio to F1|at most|peak MB|package MB|M instructions"
)
_INTRODUCTION = """\
`make bench-coldstart`; {cores} cores, Python 3.13, medians of {rounds} rounds. The figures are the CPU time,
user and system, of a new process that runs the handler with Lambda's runtime client: until it requests its
first event (init), and from there until it has answered that event. Stand-ins for DynamoDB and KMS repeat
an engine's recorded answers, without TLS. `hello` (F0) and `client` (F1: botocore's DynamoDB
client, created at init, and one `GetItem` per call) run on unchanged packages, as do the two peers. The
package is the zips of function and layers. Memory is the peak resident size, in MB as Lambda counts them
(2^20). No call has an `Idempotency-Key`. In Lambda, identity providers are called only over https, so the two
operations that call one answer 503 here.

{instructions}"""
_COUNTED = """\
valgrind counts the instructions of some processes, from start to end; they vary by less than a thousandth."""
_NOT_COUNTED = "Instructions were not counted: Debian's package valgrind is not installed."


def section_of(measurements: Sequence[Measured], plot: str) -> str:
    """Everything that was measured, and whether it is within the budgets; `plot` is the figure's file."""
    counted = any(each.instructions is not None for each in measurements)
    introduction = _INTRODUCTION.format(
        cores=os.cpu_count(),
        rounds=len(measurements[0].starts),
        instructions=_COUNTED if counted else _NOT_COUNTED,
    )
    plotted = f"![CPU time of init and first call of every function]({plot})"
    return "\n\n".join([introduction, plotted, table_of(measurements)])


def table_of(measurements: Sequence[Measured]) -> str:
    """A line for each subject, the quickest first."""
    floor = floor_of(measurements)
    ordered = sorted(measurements, key=lambda each: each.total)
    return table(_HEADER.split("|"), [_line(each, floor) for each in ordered])


def floor_of(measurements: Sequence[Measured]) -> float:
    """CPU seconds of F1."""
    (floor,) = (each.total for each in measurements if each.subject.name == FLOOR)
    return floor


def over_budget(measurements: Sequence[Measured]) -> list[str]:
    """Return the subjects that cost more than they may."""
    floor = floor_of(measurements)
    return [
        f"{each.subject.name} ({each.total / floor:.2f} of at most {BUDGETS[each.subject.name]:.2f})"
        for each in measurements
        if each.total / floor > BUDGETS.get(each.subject.name, float("inf"))
    ]


def _line(each: Measured, floor: float) -> list[str]:
    name = each.subject.name
    return [
        name if each.subject.ours else f"*{name}*",
        str(each.status or ""),
        f"{each.init * 1000:.0f}",
        f"{each.call * 1000:.1f}",
        f"{each.total * 1000:.0f}",
        f"{each.total / floor:.2f}",
        f"{BUDGETS[name]:.2f}" if name in BUDGETS else "",
        f"{each.peak / _MEBI:.0f}",
        f"{each.package / _MEGA:.1f}",
        f"{each.instructions / _MEGA:,.0f}" if each.instructions is not None else "",
    ]
