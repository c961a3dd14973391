"""Waiting before something is tried again: the longer the more often it has failed, with full jitter."""

from __future__ import annotations

import random
import time

REVISIONS = 10
"""How often a rule is applied to what rivals have written, before a caller is told to come back."""
_FIRST_DELAY, _LONGEST_DELAY = 0.02, 1.0


def pause(attempt: int) -> float:
    """Return the seconds to wait after this attempt (from 0), by chance, so that rivals drift apart."""
    return random.uniform(0, min(_FIRST_DELAY * 2**attempt, _LONGEST_DELAY))  # noqa: S311 - guards nothing


def let_rivals_pass(attempt: int) -> None:
    """Wait before a write is tried again."""
    time.sleep(pause(attempt))
