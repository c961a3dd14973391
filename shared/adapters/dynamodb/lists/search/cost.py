"""The cost of one page of a search, by which it ends early."""

from __future__ import annotations

import time

from shared.domain.errors import InvalidQuery, StorageUnavailable


class Cost:
    """The meter of one page. `units`, `requests` and `profiles` tell what has been read so far."""

    def __init__(self, max_units: float, seconds: float) -> None:
        """`max_units`: more is refused, whatever a page ends early for."""
        self.units = 0.0
        self.requests = 0
        self.profiles = 0
        self._max_units = max_units
        self._deadline = time.monotonic() + seconds

    def check(self) -> None:
        """Raise `InvalidQuery` or `StorageUnavailable` if no units or no time are left."""
        if self.units >= self._max_units:
            raise InvalidQuery("The caller sees the customers of too many companies to search among them.")
        if time.monotonic() >= self._deadline:
            raise StorageUnavailable

    def spend(self, units: float) -> None:
        """Count a request that consumed so many read units."""
        self.requests += 1
        self.units += units
