"""Points in time: UTC, whole milliseconds, written `2026-01-31T09:30:00.000Z`."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present time in whole milliseconds, so that the stored time equals the shown one."""
    instant = datetime.now(UTC)
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def instant_text(instant: datetime) -> str:
    """Return the instant as the API writes it."""
    return instant.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def instant_from(text: str) -> datetime:
    """Return the instant that `instant_text` wrote."""
    return datetime.fromisoformat(text)
