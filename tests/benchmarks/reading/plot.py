"""The measurements as a figure: a line per case, a dot per size; what does not grow has its dots together."""

from collections.abc import Callable, Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from tests.benchmarks.reading.cases import CALLERS
from tests.benchmarks.reading.measuring import Measurement
from tests.benchmarks.reading.report import case_names

_PANELS: dict[str, Callable[[Measurement], float]] = {
    "latency, ms": lambda m: m.seconds * 1000,
    "requests": lambda m: m.usage.requests.total(),
    "bytes received, KB": lambda m: m.usage.bytes_received / 1000,
    "read units": lambda m: m.usage.read_units,
}
_COLOURS = ("#b7d4ea", "#6aaed6", "#2e7ebc", "#084a91")
_MARKERS = ("o", "|")


def draw(measurements: Sequence[Measurement], path: Path) -> None:
    """Write the figure as SVG, the same bytes for the same measurements."""
    names = case_names(measurements)
    sizes = sorted({m.size for m in measurements})
    colours = dict(zip(sizes, _COLOURS[-len(sizes) :], strict=False))
    figure = Figure(figsize=(14, 0.32 * len(names) + 1.6), layout="constrained")
    panels = figure.subplots(1, len(_PANELS), sharey=True)
    for panel, (title, figure_of) in zip(panels, _PANELS.items(), strict=True):
        for size in sizes:
            for caller, marker in zip(CALLERS, _MARKERS, strict=True):
                shown = [m for m in measurements if (m.size, m.caller) == (size, caller)]
                panel.scatter(
                    [figure_of(m) for m in shown],
                    [names.index(m.case) for m in shown],
                    s=70,
                    marker=marker,
                    color=colours[size],
                    label=f"{size:,}, {caller}",
                )
        panel.set_xscale("log")
        panel.set_title(title)
        panel.grid(axis="both", color="#e4e4e4", linewidth=0.6)
        panel.set_axisbelow(True)
    panels[0].set_yticks(range(len(names)), names)
    panels[0].invert_yaxis()
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside lower center", ncols=len(sizes))
    with mpl.rc_context({"svg.hashsalt": "reading", "svg.fonttype": "none"}):
        figure.savefig(path, format="svg", metadata={"Date": None})
