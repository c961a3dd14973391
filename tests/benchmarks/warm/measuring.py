"""CPU of calls, interleaved, so that whatever else happens on the machine happens to all of them."""

import time
from collections.abc import Callable, Mapping
from statistics import median

_BLOCK_SECONDS = 0.015
_WARM_UP = 5


def cpu_seconds(calls: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median over so many rounds, of each, in all threads of this process."""
    blocks = {name: _calls_of_a_block(call) for name, call in calls.items()}
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            times[name].append(_seconds(call, blocks[name]))
    return {name: median(measured) for name, measured in times.items()}


def _calls_of_a_block(call: Callable[[], object]) -> int:
    """As many as take long enough for the clock."""
    _seconds(call, _WARM_UP)
    return max(1, int(_BLOCK_SECONDS / max(_seconds(call, _WARM_UP), 1e-6)))


def _seconds(call: Callable[[], object], times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        call()
    return (time.process_time() - began) / times
