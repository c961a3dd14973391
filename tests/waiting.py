"""Waiting for what happens on its own: at once on an idle machine, later on a busy one."""

import time
from collections.abc import Callable
from typing import TypeVar

SECONDS = 60.0
Found = TypeVar("Found")


def wait_until(condition: Callable[[], Found], seconds: float = SECONDS) -> Found:
    """Return what holds in the end. Raises `AssertionError` if nothing does within so many seconds."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)
    return found
