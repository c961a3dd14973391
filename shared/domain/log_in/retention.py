"""How long imported legacy password hashes may be kept (api.md §4, Retention)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shared.domain.errors import NotFound, Problem, ValidationFailed

REMINDER_LEAD = timedelta(days=7)
_DAY = timedelta(days=1)


class RetentionNotConfigured(NotFound):
    """The tenant has no retention configuration."""

    def __init__(self) -> None:
        super().__init__("No password migration retention is configured for this tenant.")


class MigrationNotConcluded(ValidationFailed):
    """There are still legacy hashes, so the configuration cannot be removed."""

    def __init__(self) -> None:
        super().__init__()
        self.message = "Configuration removal is not possible until password migration is concluded."


@dataclass(frozen=True, slots=True)
class Retention:
    """A tenant's password migration: its last day, the day of the reminder, and whether mail goes out.

    Days are in UTC. Legacy hashes can be verified until the day `end`, on which they are erased.
    """

    end: date
    reminder: date
    notifies: bool = True

    def is_active(self, today: date) -> bool:
        """Return whether legacy hashes may be imported and used today."""
        return today < self.end


def new_retention(members: Mapping[str, Any], today: date) -> Retention:
    """Return the configuration from a POST of these members (dates as `date`). Raises `ValidationFailed`.

    The reminder goes out a week before the end, or tomorrow if that is later.
    """
    end: date = members["retentionEndDate"]
    if end <= today:
        raise ValidationFailed(Problem("must be later than today (UTC)", "retentionEndDate"))
    reminder = members.get("emailReminderDate") or _default_reminder(end, today)
    if not today <= reminder <= end - _DAY:
        raise ValidationFailed(
            Problem("must be between today (UTC) and the day before retentionEndDate", "emailReminderDate")
        )
    notifies = members.get("emailNotificationsEnabled")
    return Retention(end, reminder, notifies if notifies is not None else True)


def _default_reminder(end: date, today: date) -> date:
    week_before = end - REMINDER_LEAD
    if week_before > today:
        return week_before
    # If the end is tomorrow, today is the last possible day.
    return min(today + _DAY, end - _DAY)


def retention_document(retention: Retention) -> dict[str, Any]:
    """Return the configuration as the API shows it."""
    return {
        "retentionEndDate": retention.end.isoformat(),
        "emailReminderDate": retention.reminder.isoformat(),
        "emailNotificationsEnabled": retention.notifies,
    }
