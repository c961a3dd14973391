"""The cost of one page of a search, by which it ends early."""

from __future__ import annotations

import time

from shared.domain.errors import InvalidQuery, StorageUnavailable

_REFUSAL = (
    "This search cannot be served for so many customers. Type more letters of each word, or fewer words; who "
    "sees customers of few restrictions has less to read."
)


class ReadsTooMuch(InvalidQuery):
    """A search has read all that one may."""


class Cost:
    """The meter of one page. `units`, `requests` and `profiles` tell what has been read so far."""

    def __init__(self, max_units: float, seconds: float) -> None:
        """`max_units`: more is refused, whatever a page ends early for."""
        self.units = 0.0
        self.requests = 0
        self.profiles = 0
        self._max_units = max_units
        self._deadline = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """The units that may still be read."""
        return max(self._max_units - self.units, 0.0)

    def check(self) -> None:
        """Raise `ReadsTooMuch` or `StorageUnavailable` if no units or no time are left."""
        if not self.left:
            raise ReadsTooMuch(_REFUSAL)
        if time.monotonic() >= self._deadline:
            raise StorageUnavailable

    def spend(self, units: float) -> None:
        """Count a request that consumed so many read units."""
        self.requests += 1
        self.units += units
