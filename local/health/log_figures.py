"""Figures of the last hour: how many requests, how they ended, how long they took.

They are counted by the lines that functions write, and by what the gateway answers by itself.

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
from typing import TextIO, TypeVar

_BEGINNING = '{"_aws"'
_MINUTES = 60
_REMEMBERED = 5000
_Value = TypeVar("_Value")
_FINENESS = 1.05
"""Durations are kept in classes of which each reaches 5% further than the one before."""


@dataclass(slots=True)
class Figures:
    """Figures of some requests. `classes`: how many took how long, of those that a function has answered.

    `unserved`: those that the gateway refused before a function, and `asked` those of them that the
    authorizer was called for.
    """

    requests: int = 0
    refused: int = 0
    failed: int = 0
    storage_requests: int = 0
    unserved: int = 0
    asked: int = 0
    classes: Counter[int] = field(default_factory=Counter)

    def add(self, status: int, milliseconds: float, storage_requests: int) -> None:
        """Count one request that a function was called for."""
        self.end(status)
        self.storage_requests += storage_requests
        self.classes[floor(log(max(milliseconds, 0.01), _FINENESS))] += 1

    def end(self, status: int, times: int = 1) -> None:
        """Count the end of a request, or with -1 times take that back."""
        self.requests += times
        self.refused += times * (400 <= status < 500)  # noqa: PLR2004 - the statuses of refusals
        self.failed += times * (status >= 500)  # noqa: PLR2004 - the statuses of failures

    def __iadd__(self, other: "Figures") -> "Figures":
        self.requests += other.requests
        self.refused += other.refused
        self.failed += other.failed
        self.storage_requests += other.storage_requests
        self.unserved += other.unserved
        self.asked += other.asked
        self.classes += other.classes
        return self

    def quantile(self, share: float) -> float | None:
        """Return within how many milliseconds this share of the requests ended, rounded up by at most 5%."""
        left = share * self.classes.total()
        for each in sorted(self.classes):
            left -= self.classes[each]
            if left <= 0:
                return float(_FINENESS ** (each + 1))
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An answer that the gateway gives by itself. `operation`: of its route, if there is one.

    `asked`: the authorizer was called for it. `invoked`: the function was, which writes a line, too.
    """

    operation: str | None
    request_id: str
    status: int
    milliseconds: float
    asked: bool = False
    invoked: bool = False


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
        self._minutes: dict[int, dict[str | None, Figures]] = {}
        # By request, until the other of both comes: where its line was counted, and where its refusal was.
        self._lines: dict[str, tuple[Figures, int]] = {}
        self._refusals: dict[str, Figures] = {}

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

    def count_refusal(self, refusal: Refusal) -> None:
        """Count an answer of the gateway, which is the one that the client has got, whatever a line says."""
        with self._lock:
            line = self._lines.pop(refusal.request_id, None) if refusal.invoked else None
            if line is not None:
                figures, status = line
                figures.end(status, -1)
                figures.end(refusal.status)
                return
            figures = self._present(refusal.operation)
            if refusal.invoked:
                figures.add(refusal.status, refusal.milliseconds, 0)
                _remember(self._refusals, refusal.request_id, figures)
                return
            figures.end(refusal.status)
            figures.unserved += 1
            figures.asked += refusal.asked

    def of_last_hour(self) -> dict[str | None, Figures]:
        """Return the figures of each operation that was called in this minute or the 59 before.

        None: of requests that no operation is for.
        """
        found: dict[str | None, Figures] = {}
        with self._lock:
            for each in self._recent():
                for operation, figures in each.items():
                    found.setdefault(operation, Figures())
                    found[operation] += figures
        return found

    def _present(self, operation: str | None) -> Figures:
        minute = self._minute()
        if minute not in self._minutes:
            self._recent()
        return self._minutes.setdefault(minute, {}).setdefault(operation, Figures())

    def _recent(self) -> Iterator[dict[str | None, Figures]]:
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
        request_id, status = line.get("requestId"), line["status"]
        with self._lock:
            refused = self._refusals.pop(request_id, None)
            if refused is not None:
                refused.storage_requests += storage_requests
                return
            figures = self._present(operation)
            figures.add(status, milliseconds, storage_requests)
            _remember(self._lines, request_id, (figures, status))


def _remember(known: dict[str, _Value], request_id: str, value: _Value) -> None:
    """Keep the value for a while: the latest few thousand, as requests end soon."""
    if not request_id:
        return
    known[request_id] = value
    if len(known) > _REMEMBERED:
        del known[next(iter(known))]
