"""Runs scheduled functions while the service runs."""

import logging
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from local.stack.invocation import ACCOUNT, REGION, InvocationFailed, invoke
from local.triggers.topology import Schedule

_WAITS = (timedelta(minutes=1), timedelta(minutes=2))  # before Lambda tries again

logger = logging.getLogger(__name__)


class Scheduled:
    """Runs a function at its times, and up to twice more if it fails."""

    def __init__(self, schedule: Schedule, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._schedule = schedule
        self._clock = clock
        self._due = schedule.cron.after(clock())
        self._failures = 0

    def advance(self) -> bool:
        """Run the function if it is due. Return whether it was."""
        if self._clock() < self._due:
            return False
        try:
            invoke(self._schedule.function, scheduled_event(self._due))
            self._failures = 0
        except InvocationFailed:
            self._failures += 1
        now = self._clock()
        if 0 < self._failures <= len(_WAITS):
            self._due = now + _WAITS[self._failures - 1]
        else:
            self._failures = 0
            self._due = self._schedule.cron.after(now)
        return True


def scheduled_event(time: datetime) -> dict[str, Any]:
    """Return the event that EventBridge gives to a scheduled function."""
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": f"{time:%Y-%m-%dT%H:%M:%SZ}",
        "region": REGION,
        "resources": [],
        "detail": {},
    }
