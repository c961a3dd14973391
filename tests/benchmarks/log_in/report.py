"""The measurements as text, and the verdict on them."""

from collections.abc import Sequence
from math import sqrt
from statistics import median, quantiles

from tests.benchmarks.document import table
from tests.benchmarks.log_in.costs import Costs
from tests.benchmarks.log_in.times import Times
from tests.component.customer_managed.sessions.refused_accounts import WRONG

MOST_APART = 0.005
"""By how much medians may differ, as a share of that of a wrong password."""
_STANDARD_ERRORS = 4
"""How far from half `slower` may be by chance."""
_HEADER = "refused for|tries|median ms|5 %|95 %|median apart|slower than a wrong password"
_COSTS_HEADER = "log-ins|ms|CPU ms|hash CPU ms|share of hashing|log-ins per second and vCPU"


def distinguishable(times: Times) -> list[str]:
    """The kinds whose refusals take longer or shorter than those of a wrong password."""
    return [kind for kind in times if _apart(times, kind) > MOST_APART or _tells(times, kind)]


def times_table(times: Times) -> str:
    """A line for each kind. `slower`: how often one of its refusals takes longer than a wrong password's.

    At 50 % the times tell nothing.
    """
    return table(_HEADER.split("|"), (_line(times, kind) for kind in times))


def costs_table(costs: Costs) -> str:
    """The one line of costs."""
    return table(
        _COSTS_HEADER.split("|"),
        [
            [
                str(costs.log_ins),
                _milliseconds(costs.seconds),
                _milliseconds(costs.cpu_seconds),
                _milliseconds(costs.hash_seconds),
                f"{costs.hash_seconds / costs.cpu_seconds:.0%}",
                f"{1 / costs.cpu_seconds:.1f}",
            ]
        ],
    )


def _line(times: Times, kind: str) -> list[str]:
    seconds = times[kind]
    percentiles = quantiles(seconds, n=20)
    return [
        kind,
        str(len(seconds)),
        _milliseconds(median(seconds)),
        _milliseconds(percentiles[0]),
        _milliseconds(percentiles[-1]),
        f"{_apart(times, kind):.2%}",
        f"{_share_slower(seconds, times[WRONG]):.1%}",
    ]


def _apart(times: Times, kind: str) -> float:
    usual = median(times[WRONG])
    return abs(median(times[kind]) - usual) / usual


def _tells(times: Times, kind: str) -> bool:
    tries = len(times[kind])
    by_chance = sqrt((2 * tries + 1) / (12 * tries**2))  # of the Mann-Whitney statistic
    return abs(_share_slower(times[kind], times[WRONG]) - 0.5) > _STANDARD_ERRORS * by_chance


def _share_slower(some: Sequence[float], others: Sequence[float]) -> float:
    """Of all pairs, those in which the one of `some` takes longer; of the same times, half of them."""
    pairs = [(one > other) + (one == other) / 2 for one in some for other in others]
    return sum(pairs) / len(pairs)


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.2f}"
