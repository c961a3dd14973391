"""Until when a call is worked on. A client that waits longer would get the gateway's own 500."""

from __future__ import annotations

import math
import time
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextvars import Token
    from types import TracebackType

SECONDS = 22.0
"""After this no request to the table begins: the last takes up to 6 s, and the function has 29."""
_LAST_REQUEST = 7.0
"""The time left at the end for a request that has begun, and for what is said of it."""
_ends_at: ContextVar[float] = ContextVar("ends_at", default=math.inf)


class Deadline:
    """A context in which one call is worked on, for so many seconds from its beginning, or `SECONDS`."""

    __slots__ = ("_before", "_seconds")

    def __init__(self, seconds: float | None = None) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        """Begin."""
        seconds = SECONDS if self._seconds is None else self._seconds
        self._before: Token[float] = _ends_at.set(time.monotonic() + seconds)

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """End."""
        _ends_at.reset(self._before)


def deadline_of(seconds_left: float) -> Deadline:
    """Return the deadline of a function that Lambda ends after so many seconds."""
    return Deadline(seconds_left - min(_LAST_REQUEST, seconds_left / 4))


@contextmanager
def share_of_time(leaving: float, at_most: float = math.inf) -> Iterator[None]:
    """A context in which less time is used than there is until the deadline. See `ShareOfTime`."""
    before = _ends_at.set(min(_ends_at.get() - leaving, time.monotonic() + at_most))
    try:
        yield
    finally:
        _ends_at.reset(before)


def ends_at() -> float:
    """Return when no more requests may begin (`time.monotonic`); outside of calls, infinity."""
    return _ends_at.get()


def is_over() -> bool:
    """Return whether no more requests may begin."""
    return time.monotonic() > _ends_at.get()
