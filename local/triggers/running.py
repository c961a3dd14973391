"""Runs the triggers while the service runs: each in its own thread, so that none waits for another."""

import logging
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from typing import Self

from botocore.exceptions import BotoCoreError, ClientError

from local.bus.store import BusFailed
from local.stack.table_stream import StreamUnreadable

_STREAM_SECONDS, _QUEUE_SECONDS, _SCHEDULE_SECONDS = 0.5, 0.1, 1.0
_CATCH_UP_SECONDS = 5.0
_STOP_SECONDS = 10.0

Advance = Callable[[], bool]
"""Does the next piece of work, and returns whether there was any."""

logger = logging.getLogger(__name__)


class _Worker:
    """Advances one trigger, in its own thread or in a caller's."""

    def __init__(self, name: str, advance: Advance, every: float, ended: threading.Event) -> None:
        self._name = name
        self._advance = advance
        self._every = every
        self._ended = ended
        self._working = threading.Lock()
        self._complained = False
        self.thread = threading.Thread(target=self._run, name=name, daemon=True)

    def attempt(self, seconds: float) -> bool:
        """Do the next piece of work, unless another thread is busy with it for so long.

        Return whether there was any.
        """
        if not self._working.acquire(timeout=max(0.0, seconds)):
            return False
        try:
            advanced = not self._ended.is_set() and self._advance()
        except (BotoCoreError, ClientError, BusFailed, OSError, StreamUnreadable) as error:
            self._complain(type(error).__name__)
            return False
        except Exception as error:  # noqa: BLE001 - whatever it is, the work goes on with the next attempt
            # Not its message, which may quote what an engine has answered.
            place = traceback.extract_tb(error.__traceback__)[-1]
            self._complain(f"{type(error).__name__} in {place.filename}:{place.lineno}")
            return False
        finally:
            self._working.release()
        self._complained = False
        return advanced

    def _complain(self, reason: str) -> None:
        if not self._complained:
            logger.warning("%s is interrupted: %s", self._name, reason)
        self._complained = True

    def _run(self) -> None:
        while not self._ended.is_set():
            if not self.attempt(self._every):
                self._ended.wait(self._every)


class Triggers:
    """Run between `__enter__` and `__exit__`.

    `changes` reads the table's stream and publishes events, which become messages in `queues`. `schedules`
    run by the clock. `queues` and `schedules` are keyed by the names of their threads.
    """

    def __init__(
        self, changes: Advance, queues: Mapping[str, Advance], schedules: Mapping[str, Advance]
    ) -> None:
        self._ended = threading.Event()
        self._flow = [
            _Worker("the table's stream", changes, _STREAM_SECONDS, self._ended),
            *(_Worker(name, advance, _QUEUE_SECONDS, self._ended) for name, advance in queues.items()),
        ]
        self._timed = [
            _Worker(name, advance, _SCHEDULE_SECONDS, self._ended) for name, advance in schedules.items()
        ]

    def catch_up(self) -> None:
        """Handle all events and messages of the changes so far, except failures, for five seconds at most."""
        until = time.monotonic() + _CATCH_UP_SECONDS
        advanced = True
        while advanced and time.monotonic() < until:
            advanced = any(worker.attempt(until - time.monotonic()) for worker in self._flow)

    def stop(self) -> None:
        """Let each finish its present work, for ten seconds at most. The next start continues the rest."""
        self._ended.set()
        until = time.monotonic() + _STOP_SECONDS
        for worker in (*self._flow, *self._timed):
            worker.thread.join(max(0.0, until - time.monotonic()))

    def __enter__(self) -> Self:
        for worker in (*self._flow, *self._timed):
            worker.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
