"""The times as a section of docs/performance.md, and the verdict on them."""

from collections.abc import Sequence
from statistics import quantiles

from tests.benchmarks.document import paragraph, table
from tests.benchmarks.stream.following import Spans

MOST_MILLISECONDS = 1000
"""Within which an event follows from a write, of 99 in 100."""
_INTRODUCTION = (
    "`make bench-stream`, on a machine that may be shared: customers are created in a running service, one "
    "after the other and by turns, for a tenant from whose writes only events follow (`feed.days` and "
    "`history.days` 0, no index of words, no webhook) and for one that has all of it. The times begin when "
    "the request is sent. Half a second of them is how often the laptop looks at the table's stream; Lambda "
    "does so four times a second. The times of the feed have what a `GET …/changes` takes."
)
_NAMES = {
    ("plain", "answer"): "answer of the write, events alone",
    ("whole", "answer"): "answer of the write, with all",
    ("plain", "event"): "event on the bus, events alone",
    ("whole", "event"): "event on the bus, with all",
    ("whole", "feed"): "row in the feed",
    ("whole", "webhook"): "request to the webhook's receiver",
}


def section_of(spans: Spans) -> str:
    """Return it in Markdown."""
    header = ("from a write to the …", "writes", "p50 ms", "p99 ms", "at most ms")
    rows = [
        (
            name,
            str(len(spans[key])),
            *(f"{each:.0f}" for each in (*_percentiles(spans[key]), max(spans[key]))),
        )
        for key, name in _NAMES.items()
    ]
    return f"{paragraph(_INTRODUCTION)}\n\n{table(header, rows)}"


def problems(spans: Spans) -> list[str]:
    """Return a sentence for each tenant whose events are late."""
    late = [
        tenant for tenant, what in _NAMES if what == "event" and _p99(spans[tenant, what]) > MOST_MILLISECONDS
    ]
    return [f"Events of the tenant '{tenant}' are late." for tenant in late]


def _percentiles(milliseconds: Sequence[float]) -> tuple[float, float]:
    cuts = quantiles(milliseconds, n=100, method="inclusive")
    return cuts[49], cuts[98]


def _p99(milliseconds: Sequence[float]) -> float:
    return _percentiles(milliseconds)[1]
