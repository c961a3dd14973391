"""How fast customers may be written: an index partition takes about 1,000 writes a second."""

import threading
import time

CUSTOMERS_PER_SECOND = 800
_BURST_SECONDS = 0.1


class Pace:
    """Lets so many customers through per second, for each restriction separately."""

    def __init__(self, per_second: float) -> None:
        self._interval = 1 / per_second
        self._next: dict[str | None, float] = {}
        self._lock = threading.Lock()

    def wait(self, restriction: str | None) -> None:
        """Return when the next customer of this restriction may be written."""
        with self._lock:
            present = time.monotonic()
            turn = max(self._next.get(restriction, present), present - _BURST_SECONDS)
            self._next[restriction] = turn + self._interval
        time.sleep(max(turn - present, 0))
