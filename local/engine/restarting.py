"""An engine that is started again when it has ended by itself, so that the service goes on."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from local.engine import Endpoint, EngineFailed, start_engine

_MOST_ENDS, _WITHIN_SECONDS = 3, 60.0

logger = logging.getLogger(__name__)


class RestartedEngine:
    """Runs between `__enter__` and `__exit__`, always at the same endpoint. Raises `EngineFailed`.

    If it cannot be started again, or ends again and again, `failure` is a sentence.
    """

    def __init__(self, state_dir: Path) -> None:
        self.failure: str | None = None
        self._tell: Callable[[], None] | None = None
        self._state_dir = state_dir
        self._engine = start_engine(state_dir)
        self._stopping = False
        self._starting = threading.Lock()

    @property
    def endpoint(self) -> Endpoint:
        """Where it is, and its key."""
        return self._engine.endpoint

    def when_failed(self, tell: Callable[[], None]) -> None:
        """Have this called when there is a failure."""
        self._tell = tell

    def __enter__(self) -> Self:
        threading.Thread(target=self._watch, name="engine", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping = True
        with self._starting:
            self._engine.stop()

    def _watch(self) -> None:
        ends: list[float] = []
        while True:
            code = self._engine.wait()
            ends = [*ends[1 - _MOST_ENDS :], time.monotonic()]
            with self._starting:
                if self._stopping:
                    return
                if len(ends) == _MOST_ENDS and ends[-1] - ends[0] < _WITHIN_SECONDS:
                    self.failure = f"The engine has ended {_MOST_ENDS} times in a minute: code {code}."
                else:
                    self._start_again(code)
            if self.failure is not None:
                if self._tell is not None:
                    self._tell()
                return

    def _start_again(self, code: int) -> None:
        logger.warning("The engine has ended with code %s; it is started again", code)
        port = int(self._engine.url.rpartition(":")[2])
        try:
            self._engine = start_engine(self._state_dir, port, key=self._engine.key)
        except EngineFailed as error:
            self.failure = f"The engine has ended with code {code}, and cannot be started again: {error}"
