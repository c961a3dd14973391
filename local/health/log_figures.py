"""Figures of the last hour by the lines of requests: how many, how they ended, how long they took.

A line is kept as a count per minute, so that an hour under load takes no more room than a quiet one.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from io import TextIOBase
from math import floor, log
from threading import Lock
from typing import TextIO

_BEGINNING = '{"_aws"'
_MINUTES = 60
_FINENESS = 1.05
"""Durations are kept in classes of which each reaches 5% further than the one before."""


@dataclass(slots=True)
class Figures:
    """Figures of some requests. `classes`: how many took how long."""

    requests: int = 0
    refused: int = 0
    failed: int = 0
    storage_requests: int = 0
    classes: Counter[int] = field(default_factory=Counter)

    def add(self, status: int, milliseconds: float, storage_requests: int) -> None:
        """Count one request."""
        self.requests += 1
        self.refused += 400 <= status < 500  # noqa: PLR2004 - the statuses of refusals
        self.failed += status >= 500  # noqa: PLR2004 - the statuses of failures
        self.storage_requests += storage_requests
        self.classes[floor(log(max(milliseconds, 0.01), _FINENESS))] += 1

    def __iadd__(self, other: "Figures") -> "Figures":
        self.requests += other.requests
        self.refused += other.refused
        self.failed += other.failed
        self.storage_requests += other.storage_requests
        self.classes += other.classes
        return self

    def quantile(self, share: float) -> float | None:
        """Return within how many milliseconds this share of the requests ended, rounded up by at most 5%."""
        left = share * self.requests
        for each in sorted(self.classes):
            left -= self.classes[each]
            if left <= 0:
                return float(_FINENESS ** (each + 1))
        return None


class LogFigures(TextIOBase):
    """A stream that passes on what is written to it, and keeps the figures of the operations' requests."""

    def __init__(
        self,
        stream: TextIO,
        operations: Iterable[str],
        minute: Callable[[], int] = lambda: int(time.time() // 60),
    ) -> None:
        super().__init__()
        self._stream = stream
        self._operations = frozenset(operations)
        self._minute = minute
        self._lock = Lock()
        self._minutes: dict[int, dict[str, Figures]] = {}

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True

    def write(self, text: str) -> int:
        """Write a line, which comes in one piece."""
        if text.startswith(_BEGINNING):
            self._count(text)
        return self._stream.write(text)

    def flush(self) -> None:
        """Write out what is held back."""
        self._stream.flush()

    def of_last_hour(self) -> dict[str, Figures]:
        """Return the figures of each operation that was called in this minute or the 59 before."""
        found: dict[str, Figures] = {}
        with self._lock:
            for each in self._recent():
                for operation, figures in each.items():
                    found.setdefault(operation, Figures())
                    found[operation] += figures
        return found

    def _recent(self) -> Iterator[dict[str, Figures]]:
        first = self._minute() - _MINUTES + 1
        for minute in [each for each in self._minutes if each < first]:
            del self._minutes[minute]
        return iter(self._minutes.values())

    def _count(self, text: str) -> None:
        line = json.loads(text)
        operation = line.get("operation")
        if operation not in self._operations:
            return
        (milliseconds,), (storage_requests,) = line["Duration"], line["DynamoDbRequests"]
        minute = self._minute()
        with self._lock:
            if minute not in self._minutes:
                self._recent()
            figures = self._minutes.setdefault(minute, {}).setdefault(operation, Figures())
            figures.add(line["status"], milliseconds, storage_requests)
