"""The measurements as a section of docs/performance.md."""

import os
import platform
from collections.abc import Iterable, Sequence

from tests.benchmarks.document import table
from tests.benchmarks.reading.cases import CALLERS
from tests.benchmarks.reading.floor import Floor
from tests.benchmarks.reading.measuring import Measurement

_KILO, _MEGA = 1000, 1_000_000
_BUDGET_SIZE = 100_000
_UNIT_BYTES = 8192  # that a read unit pays for where reads are eventually consistent
_INTRODUCTION = """\
`make bench-reading`; {cores} cores, Python {python}, dynalite on the same machine. A page has 60 customers.
The figures are medians after a warm-up. CPU is our process's CPU time. Engine is the time spent waiting for
answers; parallel waits are added up. Memory is the first round's, above that of an idle process. Read units
are computed from the items examined. dynalite ends pages by its own measure, so DynamoDB's may be a fifth
shorter."""
_DETAILS = "list|customers|ms|CPU ms|engine ms|requests|KB|examined|read units|memory MB"
_CELLS = "Each cell has ms / requests / read units. It is empty if the page is past the end."


def section_of(measurements: Sequence[Measurement], floors: Sequence[Floor], plot: str) -> str:
    """Tables of all measurements, and what the engine alone takes; `plot` is the figure's file."""
    largest = max(m.size for m in measurements)
    parts = [
        _INTRODUCTION.format(cores=os.cpu_count(), python=platform.python_version()),
        f"![Latency, requests, bytes and read units of every case by size]({plot})",
        *_growth(measurements),
        details_of([m for m in measurements if m.size == largest]),
        *_budgets(measurements),
        "### What the engine alone takes\n\nAnswers are received, but not parsed.\n\n" + _floor_table(floors),
    ]
    return "\n\n".join(parts)


def details_of(measurements: Sequence[Measurement]) -> str:
    """Everything that was measured: a table for each size and caller, a line for each case."""
    parts = []
    for size, caller in dict.fromkeys((m.size, m.caller) for m in measurements):
        rows = [_detail(m) for m in measurements if (m.size, m.caller) == (size, caller)]
        parts.append(f"### {size:,} customers, caller {caller}\n\n{table(_DETAILS.split('|'), rows)}")
    return "\n\n".join([*parts, *_refusals(measurements)])


def case_names(measurements: Iterable[Measurement]) -> list[str]:
    """The cases in their order; only the largest tenant is sure to have them all."""
    return list(dict.fromkeys(m.case for m in sorted(measurements, key=lambda m: m.size, reverse=True)))


def _growth(measurements: Sequence[Measurement]) -> Iterable[str]:
    sizes = sorted({m.size for m in measurements})
    for caller in CALLERS:
        found = {(m.case, m.size): m for m in measurements if m.caller == caller}
        rows = [
            [case, *(_cell(found.get((case, size))) for size in sizes)] for case in case_names(measurements)
        ]
        header = ["list", *(f"{size:,}" for size in sizes)]
        yield f"### By size, caller {caller}\n\n{_CELLS}\n\n{table(header, rows)}"


def _cell(measurement: Measurement | None) -> str:
    if measurement is None:
        return ""
    used = measurement.usage
    figures = f"{_milliseconds(measurement.seconds)} / {used.requests.total():,} / {used.read_units:,.1f}"
    return f"rejected: {figures}" if measurement.outcome.refusal else figures


def _detail(measurement: Measurement) -> list[str]:
    outcome, used = measurement.outcome, measurement.usage
    total = f" of {outcome.total:,}" if outcome.total is not None else ""
    return [
        measurement.case,
        "rejected" if outcome.refusal else f"{outcome.customers}{total}",
        _milliseconds(measurement.seconds),
        _milliseconds(measurement.cpu_seconds),
        _milliseconds(used.seconds),
        ", ".join(f"{count:,} {kind}" for kind, count in sorted(used.requests.items())),
        f"{used.bytes_received / _KILO:,.0f}",
        f"{used.items_examined:,}",
        f"{used.read_units:,.1f}",
        f"{measurement.memory / _MEGA:.1f}",
    ]


def _refusals(measurements: Iterable[Measurement]) -> Iterable[str]:
    messages = dict.fromkeys(m.outcome.refusal for m in measurements if m.outcome.refusal)
    for message in messages:
        yield f"The message of a rejected list: “{message}”"


def _budgets(measurements: Iterable[Measurement]) -> Iterable[str]:
    """How the measurements stand to what was resolved for a tenant of 100,000."""
    found = {(m.case, m.size): m for m in measurements if m.caller == next(iter(CALLERS))}
    first, small = found.get(("first page", _BUDGET_SIZE)), found.get(("first page", 100))
    far = found.get(("page 1,000", _BUDGET_SIZE))
    whole_pass = found.get(("unindexed: regular expression, rare", _BUDGET_SIZE))
    if not (first and small and far and whole_pass):
        return
    queries = sum(count for kind, count in far.usage.requests.items() if kind.startswith("Query"))
    rows = [
        [
            "first page, requests",
            f"those of 100 customers ({small.usage.requests.total()})",
            str(first.usage.requests.total()),
        ],
        ["page 1,000, index requests", "10", str(queries)],
        [
            "a pass over the directory, MB of items",
            "80",
            f"{whole_pass.usage.read_units * _UNIT_BYTES / _MEGA:.0f}",
        ],
        ["the same, MB received", "", f"{whole_pass.usage.bytes_received / _MEGA:.0f}"],
        ["the same, CPU s", "8", f"{whole_pass.cpu_seconds:.1f}"],
    ]
    yield "### Budgets at 100,000 customers\n\n" + table(["what", "at most", "measured"], rows)


def _floor_table(floors: Iterable[Floor]) -> str:
    rows = [
        [floor.request, f"{floor.items:,}", f"{floor.bytes / _KILO:,.0f}", _milliseconds(floor.seconds)]
        for floor in floors
    ]
    return table(["request", "items", "KB", "ms"], rows)


def _milliseconds(seconds: float) -> str:
    milliseconds = seconds * 1000
    return f"{milliseconds:.1f}" if milliseconds < 10 else f"{milliseconds:,.0f}"
