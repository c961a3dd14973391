"""The day it is, for tests of what happens on certain days."""

import time
from datetime import date, timedelta

from shared.domain.instants import now

_LONGEST_TEST = timedelta(seconds=30)


def lasting_today() -> date:
    """Return the day, which is still the same when the test ends: just before midnight this waits."""
    begins = now()
    ends = begins + _LONGEST_TEST
    if begins.date() == ends.date():
        return begins.date()
    midnight = ends.replace(hour=0, minute=0, second=0, microsecond=0)
    time.sleep((midnight - begins).total_seconds())
    return ends.date()
