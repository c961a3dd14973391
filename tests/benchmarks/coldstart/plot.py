"""The measurements as a figure: a bar per subject, of init and first call."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from tests.benchmarks.coldstart.measuring import Measured
from tests.benchmarks.coldstart.report import BUDGETS, floor_of

_OURS, _OTHERS, _CALL, _BUDGET = "#2e7ebc", "#9a9a9a", "#b7d4ea", "#c0392b"


def draw(measurements: Sequence[Measured], path: Path) -> None:
    """Write the figure as SVG, the same bytes for the same measurements."""
    shown = sorted(measurements, key=lambda each: each.total)
    floor = floor_of(shown) * 1000
    rows = range(len(shown))
    figure = Figure(figsize=(11, 0.2 * len(shown) + 1.2), layout="constrained")
    axes = figure.subplots()
    inits = [each.init * 1000 for each in shown]
    colours = [_OURS if each.subject.ours else _OTHERS for each in shown]
    axes.barh(rows, inits, color=colours, label="init")
    axes.barh(rows, [each.call * 1000 for each in shown], left=inits, color=_CALL, label="first call")
    bounded = [row for row in rows if shown[row].subject.name in BUDGETS]
    most = [BUDGETS[shown[row].subject.name] * floor for row in bounded]
    axes.scatter(most, bounded, marker="|", s=60, color=_BUDGET, label="at most")
    axes.axvline(floor, color="#555555", linewidth=0.8, linestyle=":", label="F1")
    axes.set_yticks(rows, [each.subject.name for each in shown], fontsize=8)
    axes.invert_yaxis()
    axes.margins(y=0.01)
    axes.set_xlabel("CPU ms")
    axes.legend(loc="lower right")
    with mpl.rc_context({"svg.hashsalt": "coldstart", "svg.fonttype": "none"}):
        figure.savefig(path, format="svg", metadata={"Date": None})
