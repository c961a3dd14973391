"""Until when a call is worked on. A client that waits longer would get the gateway's own 500."""

from __future__ import annotations

import math
import time
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextvars import Token
    from types import TracebackType

SECONDS = 22.0
"""After this no request to the table begins: the last takes up to 6 s, and the function has 29."""
_ends_at: ContextVar[float] = ContextVar("ends_at", default=math.inf)


class Deadline:
    """A context in which one call is worked on, for `SECONDS` from its beginning."""

    __slots__ = ("_before",)

    def __enter__(self) -> None:
        """Begin."""
        self._before: Token[float] = _ends_at.set(time.monotonic() + SECONDS)

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """End."""
        _ends_at.reset(self._before)


def ends_at() -> float:
    """Return when no more requests to the table may begin (`time.monotonic`); outside of calls, infinity."""
    return _ends_at.get()
