"""Waiting before something is tried again: the longer the more often it has failed, with full jitter."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

RIVALS_SECONDS = 15.0
"""How long a rule is applied to what rivals have written, before a caller is told to come back."""
_FIRST_DELAY, _LONGEST_DELAY = 0.02, 1.0
_LONGEST_TURN = 0.16


def pause(attempt: int) -> float:
    """Return the seconds to wait after this attempt (from 0), by chance, so that rivals drift apart."""
    return random.uniform(0, min(_FIRST_DELAY * 2**attempt, _LONGEST_DELAY))  # noqa: S311 - guards nothing


def turns() -> Iterator[int]:
    """Yield the numbers of the tries to write before a rival does, with waits between them.

    Every round lets one of the rivals through. The waits spread them so that few requests are wasted, and
    become shorter with time: who has lost for long is ahead of who has just come.
    """
    begun = time.monotonic()
    attempt = 0
    while (waited := time.monotonic() - begun) < RIVALS_SECONDS:
        yield attempt
        spread = min(_FIRST_DELAY * 2**attempt, _LONGEST_TURN) * (1 - waited / RIVALS_SECONDS)
        time.sleep(random.uniform(0, spread))  # noqa: S311 - guards nothing
        attempt += 1
