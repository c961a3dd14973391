"""Keys and issuers, kept for a while and read again, but not as often as somebody makes tokens up."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

FRESH_SECONDS = 300
"""How long a key set is used without asking for a newer one."""
STALE_SECONDS = 3600
"""How long what was read is used while there is nothing newer to be had."""
RETRY_SECONDS = 5
"""Between two attempts, so that tokens with made-up key ids cannot hammer what is read."""
FAILURE_SECONDS = 60
"""Between two attempts at somebody else's, of which the first has failed: not everybody waits for it."""

Value = TypeVar("Value")
_logger = logging.getLogger(__name__)


class KeysUnavailable(Exception):
    """The issuer's keys cannot be read, so its tokens can be neither accepted nor refused."""


class NotNow(Exception):
    """Something was not read for a reason that says nothing of it."""


class Kept(Generic[Value]):
    """A value that `read` gives, unless it raises one of `faults`, whose message is logged and kept.

    `is_foreign`: it is another party's, which may be slow to fail.
    """

    def __init__(
        self,
        name: str,
        read: Callable[[], Value],
        faults: tuple[type[Exception], ...],
        clock: Callable[[], float] = time.time,
        fresh_seconds: float = FRESH_SECONDS,
        *,
        is_foreign: bool = False,
    ) -> None:
        self._name = name
        self._read = read
        self._faults = faults
        self._clock = clock
        self._fresh_seconds = fresh_seconds
        self._is_foreign = is_foreign
        self._values: list[Value] = []
        self._read_at = self._tried_at = float("-inf")
        self._failure: Exception | None = None
        self._lock = threading.Lock()

    def value(self, has: Callable[[Value], bool] = lambda _: True, wait: float = -1) -> Value:
        """Return the value, read again where it is old or has not what is looked for.

        `wait`: for how many seconds at most while another reads it; by default, for as long as that takes.
        Raises `KeysUnavailable` where it cannot be read and what is kept does not do.
        """
        if not self._lock.acquire(timeout=wait):
            raise KeysUnavailable(f"{self._name} is being read")
        try:
            now = self._clock()
            due = not self._has(has) or now - self._read_at >= self._fresh_seconds
            pause = FAILURE_SECONDS if self._is_foreign and self._failure is not None else RETRY_SECONDS
            failure = self._failure
            if due and now - self._tried_at >= pause:
                failure = self._refreshed(now)
            usable = self._has(has) and now - self._read_at < STALE_SECONDS
            if failure is not None and not usable:
                raise KeysUnavailable(str(failure)) from failure
            return self._values[-1]
        finally:
            self._lock.release()

    def _has(self, has: Callable[[Value], bool]) -> bool:
        return bool(self._values) and has(self._values[-1])

    def _refreshed(self, now: float) -> Exception | None:
        """Read the value and return the failure, if there is one; `NotNow` is not remembered."""
        try:
            self._values = [self._read()]
        except NotNow as failure:
            return failure
        except self._faults as failure:
            _logger.warning("Keys of %s: %s", self._name, failure)
            self._failure = failure
        else:
            self._read_at, self._failure = now, None
        self._tried_at = now
        return self._failure
