"""One case, measured in a process of its own, so that nothing is left over from the case before."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from shared.domain.errors import DomainError
from shared.domain.query.order import parse_order
from shared.domain.query.parser import parse_query
from shared.ports.lists import PageRequest
from shared.runtime.wiring import wiring
from tests.benchmarks.reading.cases import CALLERS, Case
from tests.benchmarks.reading.metering import Prices, Usage, noting
from tests.benchmarks.reading.population import Population

_FEWEST_ROUNDS, _MOST_ROUNDS = 3, 15
_SECONDS_OF_ROUNDS = 5.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """The caller's result: how many customers, of how many (if asked for), or why not."""

    customers: int = 0
    total: int | None = None
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """A case at one size for one caller: medians of seconds, and the most memory it took, in bytes."""

    size: int
    caller: str
    case: str
    outcome: Outcome
    seconds: float
    cpu_seconds: float
    memory: int
    usage: Usage


def measure(population: Population, caller: str, case: Case, prices: Prices) -> Measurement:
    """Ask for the page: first for the memory that it takes, then for the time, then for its requests."""
    page = _asking(population, caller, case)
    _asking(population, caller, Case("what every page needs", page=PageRequest(size=1)))()
    before = _reset_peak_memory()
    outcome = page()
    memory = _memory("VmHWM") - before
    times = _rounds(page, fewest=1 if outcome.refusal else _FEWEST_ROUNDS)
    with noting() as exchanges:
        page()
    return Measurement(
        population.size,
        caller,
        case.name,
        outcome,
        seconds=median(seconds for seconds, _ in times),
        cpu_seconds=median(cpu_seconds for _, cpu_seconds in times),
        memory=memory,
        usage=prices.usage(exchanges),
    )


def _asking(population: Population, caller: str, case: Case) -> Callable[[], Outcome]:
    directory, access = wiring().directory, CALLERS[caller]
    query, order = parse_query(case.q), parse_order(case.sort)

    def page() -> Outcome:
        try:
            answer = directory.page(population.tenant, access, query, order, case.page)
            return Outcome(sum(1 for _ in answer.customers), answer.total)
        except DomainError as error:
            return Outcome(refusal=error.message)

    return page


def _rounds(page: Callable[[], Outcome], *, fewest: int) -> list[tuple[float, float]]:
    """The seconds of each round, and those of CPU; quick pages get many rounds."""
    times: list[tuple[float, float]] = []
    deadline = time.monotonic() + _SECONDS_OF_ROUNDS
    while len(times) < fewest or (len(times) < _MOST_ROUNDS and time.monotonic() < deadline):
        times.append(_timed(page))
    return times


def _timed(page: Callable[[], Outcome]) -> tuple[float, float]:
    began, cpu_began = time.perf_counter(), time.process_time()
    page()
    return time.perf_counter() - began, time.process_time() - cpu_began


def _reset_peak_memory() -> int:
    """Return the process's memory, and count its peak from there again (Linux)."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _memory("VmRSS")


def _memory(what: str) -> int:
    found = re.search(
        rf"^{what}:\s+(\d+) kB$", Path("/proc/self/status").read_text(encoding="ascii"), re.MULTILINE
    )
    assert found is not None
    return int(found[1]) * 1024
