"""Schedules of EventBridge, as far as template.yaml uses them: minutes of hours of every day."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

_CRON = re.compile(r"cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)")
_EVERY = ("*", "?")
_MINUTES, _HOURS = 60, 24


class UnknownSchedule(Exception):
    """A schedule uses something that is not supported here."""


@dataclass(frozen=True, slots=True)
class Cron:
    """Minutes and hours, in UTC."""

    minutes: frozenset[int]
    hours: frozenset[int]

    def after(self, instant: datetime) -> datetime:
        """Return the first scheduled time after `instant`, which is in UTC."""
        time = instant.replace(second=0, microsecond=0) + timedelta(minutes=1)
        while time.hour not in self.hours or time.minute not in self.minutes:
            time += timedelta(minutes=1)
        return time


def cron_from(expression: str) -> Cron:
    """Return the schedule of an expression of six fields; the last four must allow every day.

    Raises `UnknownSchedule`.
    """
    match = _CRON.fullmatch(expression)
    if match is None or any(field not in _EVERY for field in match.groups()[2:]):
        raise UnknownSchedule(f"the schedule {expression} is not supported on this machine")
    minutes, hours = match.groups()[:2]
    return Cron(_numbers(minutes, _MINUTES, expression), _numbers(hours, _HOURS, expression))


def _numbers(field: str, end: int, expression: str) -> frozenset[int]:
    """Return the values that a field names: all, or some separated by commas."""
    if field == "*":
        return frozenset(range(end))
    if not re.fullmatch(r"\d{1,2}(,\d{1,2})*", field, re.ASCII) or any(
        int(n) >= end for n in field.split(",")
    ):
        raise UnknownSchedule(f"the schedule {expression} is not supported on this machine")
    return frozenset(int(number) for number in field.split(","))
