"""Changes of one customer by many writers: how long they take, and whether each applies once."""

import itertools
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

from shared.runtime.wiring import wiring
from tests.component.api import Api
from tests.component.tenants import set_value


@dataclass(frozen=True)
class Contention:
    """Seconds that each change took, all of them, and of which not one was refused or lost."""

    durations: list[float]
    seconds: float
    refused: int
    lost: int

    @property
    def is_right(self) -> bool:
        """Whether every change applied."""
        return self.refused == self.lost == 0

    def summary(self) -> str:
        """Return the figures in a line."""
        taken = sorted(self.durations)
        middle, slow, slowest = taken[len(taken) // 2], taken[int(len(taken) * 0.99)], taken[-1]
        return (
            f"{len(taken)} changes in {self.seconds:.1f} s, {self.refused} refused, {self.lost} lost; "
            f"median {middle:.2f} s, p99 {slow:.2f} s, slowest {slowest:.2f} s"
        )


def recreating_tenant() -> str:
    """Return a new tenant in which the numbers of deleted customers may be used again."""
    tenant = f"t{secrets.token_hex(6)}"
    wiring().standings.found(tenant)
    set_value(tenant, "enableRecreationOfDeletedCustomer", True)
    return tenant


def at_once(rivals: int) -> Contention:
    """Let so many writers change one customer at the same moment."""
    return _contention(rivals, rivals)


def going_on(writers: int, writes: int) -> Contention:
    """Let so many writers change one customer again and again."""
    return _contention(writers, writes)


def _contention(writers: int, writes: int) -> Contention:
    api = Api(recreating_tenant())
    number = api.created({})
    positions = iter(range(writes))
    start = Barrier(writers)

    def write(_: int) -> list[tuple[int, float]]:
        start.wait()
        answers = []
        for position in iter(lambda: next(positions, None), None):
            begun = time.monotonic()
            answer = api.patch(number, {"title": f"{position}"})
            answers.append((answer.status, time.monotonic() - begun))
        return answers

    begun = time.monotonic()
    with ThreadPoolExecutor(writers) as pool:
        answers = list(itertools.chain.from_iterable(pool.map(write, range(writers))))
    seconds = time.monotonic() - begun
    applied = api.get(number).json["metadata"]["version"] - 1
    refused = sum(status != 200 for status, _ in answers)
    return Contention([took for _, took in answers], seconds, refused, len(answers) - refused - applied)
